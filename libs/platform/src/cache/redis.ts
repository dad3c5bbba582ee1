import { Redis, type RedisOptions } from 'ioredis';

/** Injects the Redis of cache and rate limits; null where there is none. */
export const REDIS = Symbol('REDIS');

/** Connects to a Redis, retrying for ever with at most a second between two tries. */
export function connectRedis(url: string, options: RedisOptions = {}): Redis {
  return new Redis(url, {
    retryStrategy: (attempt) => Math.min(attempt * 100, 1000),
    connectTimeout: 5000,
    ...options,
  });
}
