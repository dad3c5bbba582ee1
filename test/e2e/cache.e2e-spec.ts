import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { MemoryCacheService } from '../../libs/platform/src/cache/memory-cache.service.js';
import { RedisCacheService } from '../../libs/platform/src/cache/redis-cache.service.js';
import type { CacheService } from '../../libs/platform/src/cache/cache.service.js';
import { redisUrl } from '../support/environment.js';

describe(`the cache ${redisUrl ? 'on Redis' : 'in memory'}`, () => {
  let redis: Redis | undefined;
  let cache: CacheService;

  beforeAll(async () => {
    redis = redisUrl ? new Redis(redisUrl) : undefined;
    await redis?.flushdb();
    cache = redis ? new RedisCacheService(redis, 60) : new MemoryCacheService(60);
  });

  afterAll(() => redis?.disconnect());

  it('gets what was set, whatever JSON it is', async () => {
    for (const value of [0, '', false, null, [1, 'a'], { deep: { er: 1.5 } }]) {
      await cache.set('value', value);
      expect(await cache.get('value')).toEqual(value);
    }
  });

  it('removes, and knows what is there', async () => {
    await cache.set('gone', 1);
    expect(await cache.exists('gone')).toBe(true);
    expect(await cache.delete('gone')).toBe(true);
    expect(await cache.delete('gone')).toBe(false);
    expect(await cache.exists('gone')).toBe(false);
  });

  it('counts every addition, made at once too', async () => {
    await Promise.all(Array.from({ length: 50 }, () => cache.increment('hits', 2, 60)));
    expect(await cache.increment('hits', 0, 60)).toBe(100);
  });

  it('keeps hashes field by field', async () => {
    await cache.setHash('hash', { a: '1', b: '2' });
    await cache.setHash('hash', { b: '3' });
    expect(await cache.getHash('hash')).toEqual({ a: '1', b: '3' });
    expect(await cache.getHash('absent')).toEqual({});
  });

  it('forgets values, counters and hashes when their time is over', async () => {
    await cache.set('short', 1, 1);
    await cache.increment('count', 1, 1);
    await cache.setHash('fields', { a: '1' }, 1);
    await delay(1100);
    expect(await cache.get('short')).toBeUndefined();
    expect(await cache.exists('count')).toBe(false);
    expect(await cache.getHash('fields')).toEqual({});
  });
});
