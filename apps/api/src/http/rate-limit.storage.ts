import { Inject, Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { CacheService } from '@app/platform';

type Hit = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Counts requests in fixed windows in the cache: per process in memory, for all apis together in Redis. */
@Injectable()
export class RateLimitStorage implements ThrottlerStorage {
  constructor(@Inject(CacheService) private readonly cache: Pick<CacheService, 'increment'>) {}

  async increment(key: string, ttlMs: number, limit: number): Promise<Hit> {
    const windowNumber = Math.floor(Date.now() / ttlMs);
    const secondsLeft = Math.max(1, Math.ceil(((windowNumber + 1) * ttlMs - Date.now()) / 1000));
    const totalHits = await this.count(`limit:${key}:${windowNumber}`, ttlMs / 1000);
    const isBlocked = totalHits > limit;
    return {
      totalHits,
      timeToExpire: secondsLeft,
      isBlocked,
      timeToBlockExpire: isBlocked ? secondsLeft : 0,
    };
  }

  // A cache that is away must not shut the api: requests then go uncounted, and readiness tells.
  private count(key: string, ttlSeconds: number): Promise<number> {
    return this.cache.increment(key, 1, ttlSeconds).catch(() => 0);
  }
}
