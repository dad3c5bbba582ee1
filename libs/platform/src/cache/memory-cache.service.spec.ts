import { beforeEach, describe, expect, it } from '@jest/globals';
import { MemoryCacheService } from './memory-cache.service.js';

describe('the cache in memory', () => {
  let nowMs: number;
  let cache: MemoryCacheService;

  beforeEach(() => {
    nowMs = 1_000_000;
    cache = new MemoryCacheService(60, () => nowMs);
  });

  it('gives back a copy of what was set, and whether it is there', async () => {
    const value = { bars: [1, 2] };
    await cache.set('key', value);
    value.bars.push(3);
    expect(await cache.get('key')).toEqual({ bars: [1, 2] });
    expect(await cache.exists('key')).toBe(true);
    expect(await cache.get('other')).toBeUndefined();
  });

  it('forgets a value when its time is over, by default after the default time', async () => {
    await cache.set('short', 1, 10);
    await cache.set('long', 1);
    nowMs += 10_000;
    expect([await cache.exists('short'), await cache.exists('long')]).toEqual([false, true]);
    nowMs += 50_000;
    expect(await cache.get('long')).toBeUndefined();
  });

  it('says of a removal whether there was something', async () => {
    await cache.set('key', 1);
    expect([await cache.delete('key'), await cache.delete('key')]).toEqual([true, false]);
  });

  it('counts from 0 and lets the first addition set the life of the sum', async () => {
    expect(await cache.increment('hits', 1, 10)).toBe(1);
    nowMs += 9000;
    expect(await cache.increment('hits', 5, 10)).toBe(6);
    expect(await cache.get('hits')).toBe(6);
    nowMs += 1000;
    expect(await cache.increment('hits', 1, 10)).toBe(1);
  });

  it('adds fields to a hash, whose life then starts anew', async () => {
    await cache.setHash('user', { name: 'a' }, 10);
    nowMs += 9000;
    await cache.setHash('user', { role: 'b' }, 10);
    nowMs += 9000;
    expect(await cache.getHash('user')).toEqual({ name: 'a', role: 'b' });
    nowMs += 1000;
    expect(await cache.getHash('user')).toEqual({});
  });

  it('drops the values unused for longest when they are too many, but no counter and no hash', async () => {
    cache = new MemoryCacheService(60, () => nowMs, 100);
    await cache.increment('hits');
    await cache.setHash('user', { name: 'a' });
    await cache.set('first', 'x'.repeat(38));
    await cache.set('second', 'x'.repeat(38));
    await cache.get('first');
    await cache.set('third', 'x'.repeat(38));
    const kept = ['first', 'second', 'third', 'hits', 'user'].map((key) => cache.exists(key));
    expect(await Promise.all(kept)).toEqual([true, false, true, true, true]);
    await cache.set('too large', 'x'.repeat(200));
    expect([await cache.exists('too large'), await cache.exists('hits')]).toEqual([false, true]);
    await cache.set('fits', 'x'.repeat(98));
    expect(await cache.get('fits')).toHaveLength(98);
  });

  it('sweeps away what is over, so that keys that nobody reads again take no memory', async () => {
    for (let i = 0; i < 999; i++) await cache.set(`key-${i}`, i, 1);
    nowMs += 2000;
    await cache.set('last', 1);
    expect(Reflect.get(cache, 'entries')).toHaveProperty('size', 1);
  });
});
