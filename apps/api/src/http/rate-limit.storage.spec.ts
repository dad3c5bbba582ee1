import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RateLimitStorage } from './rate-limit.storage.js';

const MINUTE_MS = 60_000;

class CountingCache extends Map<string, number> {
  async increment(key: string): Promise<number> {
    const sum = (this.get(key) ?? 0) + 1;
    this.set(key, sum);
    return sum;
  }
}

describe('RateLimitStorage', () => {
  let storage: RateLimitStorage;

  beforeEach(() => {
    jest.useFakeTimers({ now: Date.parse('2026-01-31T13:30:20Z') });
    storage = new RateLimitStorage(new CountingCache());
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  const hit = (key = 'user:1') => storage.increment(key, MINUTE_MS, 2);

  it('blocks above the limit until the window ends', async () => {
    expect(await hit()).toEqual({
      totalHits: 1,
      timeToExpire: 40,
      isBlocked: false,
      timeToBlockExpire: 0,
    });
    expect((await hit()).isBlocked).toBe(false);
    expect(await hit()).toMatchObject({ totalHits: 3, isBlocked: true, timeToBlockExpire: 40 });
  });

  it('counts each key by itself', async () => {
    await hit();
    expect((await hit('user:2')).totalHits).toBe(1);
  });

  it('starts anew with each window', async () => {
    await hit();
    jest.setSystemTime(Date.parse('2026-01-31T13:31:00Z'));
    expect(await hit()).toMatchObject({ totalHits: 1, timeToExpire: 60 });
  });

  it('never tells to come back after 0 seconds', async () => {
    jest.setSystemTime(Date.parse('2026-01-31T13:30:59.999Z'));
    expect((await hit()).timeToExpire).toBe(1);
  });

  it('lets requests pass while the cache is away', async () => {
    const away = { increment: () => Promise.reject(new Error('Connection is closed.')) };
    storage = new RateLimitStorage(away);
    for (let i = 0; i < 5; i++) expect((await hit()).isBlocked).toBe(false);
  });
});
