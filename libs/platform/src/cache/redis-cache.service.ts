import type { Redis } from 'ioredis';
import { CacheService } from './cache.service.js';

const PREFIX = 'barline:cache:';

// One script, because a counter without its expiry would live for ever after a crash between two commands.
const INCREMENT = `
  local sum = redis.call('INCRBY', KEYS[1], ARGV[1])
  if redis.call('TTL', KEYS[1]) < 0 then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
  return sum`;

/** Implements the cache in Redis, shared by all processes. */
export class RedisCacheService extends CacheService {
  constructor(
    private readonly redis: Redis,
    private readonly defaultTtlSeconds: number,
  ) {
    super();
  }

  async get<T>(key: string): Promise<T | undefined> {
    const raw = await this.redis.get(PREFIX + key);
    return raw === null ? undefined : (JSON.parse(raw) as T);
  }

  async set(key: string, value: unknown, ttlSeconds = this.defaultTtlSeconds): Promise<void> {
    await this.redis.set(PREFIX + key, JSON.stringify(value), 'EX', ttlSeconds);
  }

  async delete(key: string): Promise<boolean> {
    return (await this.redis.del(PREFIX + key)) > 0;
  }

  async exists(key: string): Promise<boolean> {
    return (await this.redis.exists(PREFIX + key)) > 0;
  }

  async increment(key: string, amount = 1, ttlSeconds = this.defaultTtlSeconds): Promise<number> {
    return Number(await this.redis.eval(INCREMENT, 1, PREFIX + key, amount, ttlSeconds));
  }

  async setHash(
    key: string,
    fields: Record<string, string>,
    ttlSeconds = this.defaultTtlSeconds,
  ): Promise<void> {
    await this.redis
      .multi()
      .hset(PREFIX + key, fields)
      .expire(PREFIX + key, ttlSeconds)
      .exec();
  }

  async getHash(key: string): Promise<Record<string, string>> {
    return this.redis.hgetall(PREFIX + key);
  }
}
