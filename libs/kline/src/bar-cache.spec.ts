import { describe, expect, it } from '@jest/globals';
import { BarCache } from './bar-cache.js';

const key = (part: string, version = 1, seriesId = 1) => ({ seriesId, version, part });

function cacheOf(maxBytes: number) {
  const cache = new BarCache<{ bytes: number; version: number }>(maxBytes);
  const reads: string[] = [];
  const load = (part: string, bytes: number, version = 1, seriesId = 1) =>
    cache.load(key(part, version, seriesId), async () => {
      reads.push(part);
      return { bytes, version };
    });
  return { cache, reads, load };
}

describe('BarCache', () => {
  it('reads once what is asked for again', async () => {
    const { reads, load } = cacheOf(100);
    const first = await load('a', 10);
    expect((await load('a', 10)).bytes).toBe(first.bytes);
    expect(reads).toEqual(['a']);
  });

  it('shares one read among those who ask at the same time', async () => {
    const { reads, load } = cacheOf(100);
    await Promise.all([load('a', 10), load('a', 10), load('b', 10)]);
    expect(reads).toEqual(['a', 'b']);
  });

  it('drops what was unused for longest when it is full', async () => {
    const { cache, reads, load } = cacheOf(100);
    await load('a', 40);
    await load('b', 40);
    await load('a', 40);
    await load('c', 40);
    expect(cache.size).toBe(80);
    await load('a', 40);
    await load('b', 40);
    expect(reads).toEqual(['a', 'b', 'c', 'b']);
  });

  it('hands out but does not keep what is larger than the whole cache', async () => {
    const { cache, reads, load } = cacheOf(100);
    await load('a', 40);
    await load('huge', 101);
    await load('huge', 101);
    await load('a', 40);
    expect(cache.size).toBe(40);
    expect(reads).toEqual(['a', 'huge', 'huge']);
  });

  it('drops older versions of a series once a newer one is read', async () => {
    const { cache, load } = cacheOf(100);
    await load('a', 10, 1, 1);
    await load('b', 10, 1, 1);
    await load('a', 10, 1, 2);
    await load('a', 10, 2, 1);
    expect(cache.size).toBe(20);
  });

  it('never hands out one version as another, whichever was read first', async () => {
    const { reads, load } = cacheOf(100);
    expect((await load('a', 10, 5)).version).toBe(5);
    expect((await load('a', 10, 2)).version).toBe(2);
    expect((await load('a', 10, 5)).version).toBe(5);
    expect((await load('a', 10, 2)).version).toBe(2);
    const [older, newer] = await Promise.all([load('b', 10, 2), load('b', 10, 5)]);
    expect([older.version, newer.version]).toEqual([2, 5]);
    expect(reads).toEqual(['a', 'a', 'b', 'b']);
  });

  it('does not keep a failure', async () => {
    const { cache, load } = cacheOf(100);
    const failing = cache.load(key('a'), () => Promise.reject(new Error('lost')));
    await expect(failing).rejects.toThrow('lost');
    expect((await load('a', 10)).bytes).toBe(10);
  });
});
