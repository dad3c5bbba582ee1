import { describe, expect, it } from '@jest/globals';
import { array, assert, integer, property, record } from 'fast-check';
import { cutSlices } from './sweep-slices.js';

const MILLION = 1_000_000;

function grid(fasts: number, slows: number): { fast: number; slow: number }[] {
  return Array.from({ length: fasts * slows }, (_, k) => ({
    fast: k % fasts,
    slow: 100 + Math.floor(k / fasts),
  }));
}

describe('cutting a sweep', () => {
  it('puts every set into one slice, whatever the sets, bars and threads', () => {
    const param = integer({ min: 0, max: 4 });
    const set = record({ fast: param, slow: param, short: param }, { requiredKeys: ['fast'] });
    const sizes = [integer({ min: 0, max: 20 * MILLION }), integer({ min: 1, max: 64 })] as const;
    assert(
      property(array(set, { maxLength: 200 }), ...sizes, (sets, bars, threads) => {
        const slices = cutSlices(sets, bars, threads);
        expect(slices.every((slice) => slice.length > 0)).toBe(true);
        expect(slices.flat().toSorted((a, b) => a - b)).toEqual([...sets.keys()]);
      }),
    );
  });

  it.each([
    ['an eighth of the share of each of two threads', 100_000, 2, 1000 / 16],
    ['an eighth of the share of each of four threads', 100_000, 4, 1000 / 32],
    ['ten million bars', MILLION, 2, 10],
    ['one set, when that alone has more bars', 20 * MILLION, 2, 1],
  ])('makes a slice no larger than %s', (_, bars, threads, most) => {
    const sizes = cutSlices(grid(20, 50), bars, threads).map((slice) => slice.length);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(Math.ceil(most));
    expect(Math.max(...sizes)).toBeGreaterThan(most / 2);
  });

  it('does not hand out slices that take less time than handing them out', () => {
    expect(cutSlices(grid(10, 10), 1000, 8)).toHaveLength(1);
    expect(cutSlices(grid(20, 50), 1000, 8).length).toBeLessThanOrEqual(8);
  });

  it('keeps blocks of a grid together, so that few indicators are computed twice', () => {
    const sets = grid(16, 32);
    const slices = cutSlices(sets, 100_000, 2);
    expect(slices).toHaveLength(16);
    for (const slice of slices) {
      // 4 fast by 8 slow values; a row of 32 sets in the order given would have 16 and 2, 18 instead of 12.
      expect(new Set(slice.map((k) => sets[k]?.fast)).size).toBe(4);
      expect(new Set(slice.map((k) => sets[k]?.slow)).size).toBe(8);
    }
  });

  it('cuts sets that are all the same', () => {
    const sets = Array.from({ length: 7 }, () => ({ fast: 3 }));
    expect(cutSlices(sets, 10 * MILLION, 2)).toHaveLength(7);
  });
});
