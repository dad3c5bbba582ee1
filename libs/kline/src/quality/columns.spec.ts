import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { coverageOf } from './coverage.js';
import { countDefects } from './defects.js';
import { findGaps } from './fixtures/find-gaps.js';
import { scoreOf } from './score.js';
import { selectSmallest } from './select.js';
import { findStaleRuns } from './stale.js';

const HOUR = 3_600_000;
const at = (iso: string) => Date.parse(iso);

/** Makes bars of rows of open, high, low, close and volume. */
function barsOf(rows: number[][]) {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k]);
  const time = Float64Array.from(rows, (_, i) => i * HOUR);
  return {
    time,
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: column(4),
  };
}

describe('defects of bars', () => {
  it('are prices in no order, or not above 0, and no volume', () => {
    const bars = barsOf([
      [2, 3, 1, 2, 1],
      [2, 2, 2, 2, 0],
      [4, 3, 1, 2, 1],
      [2, 3, 1, 4, 1],
      [0.5, 3, 1, 2, 1],
      [2, 3, 1, 0.5, 0],
      [2, 3, 0, 2, 1],
      [2, Infinity, 1, 2, 1],
      [NaN, 3, 1, 2, 1],
    ]);
    expect(countDefects(bars)).toEqual({ violations: 7, zeroVolume: 2 });
  });
});

describe('stale runs', () => {
  const move = [1, 2, 1, 2, 5];
  const flat = (price: number, volume: number) => [price, price, price, price, volume];

  it('are flat bars without volume, or of one close', () => {
    const rows = [move, ...Array.from({ length: 4 }, () => flat(2, 5)), move];
    expect(findStaleRuns(barsOf(rows), HOUR)).toEqual({
      allowed: 3,
      runs: 1,
      bars: 4,
      longest: 4,
      longestRow: 1,
    });
    const empty = [move, flat(1, 0), flat(2, 0), flat(3, 0), flat(4, 0), move];
    expect(findStaleRuns(barsOf(empty), HOUR)).toMatchObject({ runs: 1, bars: 4 });
  });

  it('are none of flat bars that trade at prices of their own', () => {
    const rows = [flat(1, 5), flat(2, 5), flat(3, 5), flat(4, 5), flat(5, 5)];
    expect(findStaleRuns(barsOf(rows), HOUR)).toMatchObject({ runs: 0, bars: 0, longestRow: -1 });
  });

  it('are longer than three bars and than half an hour, up to the last bar', () => {
    const run = (length: number) => barsOf([move, ...Array.from({ length }, () => flat(2, 0))]);
    expect(findStaleRuns(run(3), HOUR).runs).toBe(0);
    expect(findStaleRuns(run(4), HOUR).runs).toBe(1);
    expect(findStaleRuns(run(30), HOUR / 60).runs).toBe(0);
    expect(findStaleRuns(run(31), HOUR / 60)).toMatchObject({ allowed: 30, runs: 1, bars: 31 });
  });
});

describe('the coarse map', () => {
  const mapOf = (from: string, to: string, lost: string[]) => {
    const range = { startMs: at(from), endMs: at(to) };
    const times: number[] = [];
    for (let time = range.startMs; time < range.endMs; time += HOUR) {
      if (!lost.map(at).includes(time)) times.push(time);
    }
    const time = Float64Array.from(times);
    return coverageOf(time, findGaps(time, { timeframe: '1h', range, zone: 'UTC' }), range);
  };

  it('counts by day what is there and what ought to be', () => {
    const lost = ['2024-01-01T23:00Z', '2024-01-02T00:00Z', '2024-01-02T01:00Z'];
    expect(mapOf('2024-01-01T12:00Z', '2024-01-03T06:00Z', lost)).toEqual({
      step: 'day',
      from: [at('2024-01-01'), at('2024-01-02'), at('2024-01-03')],
      present: [11, 22, 6],
      expected: [12, 24, 6],
    });
  });

  it('counts by month what is longer than 400 days', () => {
    const { step, from, present, expected } = mapOf('2023-01-01', '2024-03-01', [
      '2024-02-29T23:00Z',
    ]);
    expect(step).toBe('month');
    expect(from).toHaveLength(14);
    expect(present.slice(-2)).toEqual([744, 695]);
    expect(expected.slice(-2)).toEqual([744, 696]);
  });
});

describe('the score', () => {
  const sound = {
    bars: 1000,
    missing: 0,
    violations: 0,
    duplicates: 0,
    spikes: 0,
    staleBars: 0,
    zeroVolume: 0,
  };

  it('is 100 without a defect, and there is none without a bar', () => {
    expect(scoreOf(sound)?.value).toBe(100);
    expect(scoreOf({ ...sound, bars: 0 })).toBeUndefined();
  });

  it('is the weighted mean of its parts', () => {
    // 5 of 1000 are half of one in a hundred; 100 of 1000 are a tenth.
    const score = scoreOf({ ...sound, spikes: 5, staleBars: 100, zeroVolume: 200 });
    expect(score?.parts).toEqual({
      completeness: 100,
      violations: 100,
      spikes: 50,
      stale: 90,
      duplicates: 100,
      zero_volume: 80,
    });
    // (50·100 + 15·100 + 15·50 + 10·90 + 5·100 + 5·80) / 100
    expect(score?.value).toBe(90.5);
  });

  it('counts rows that were left out beside those that are there', () => {
    const parts = scoreOf({ ...sound, bars: 995, violations: 5, duplicates: 5 })?.parts;
    expect(parts).toMatchObject({ violations: 50, duplicates: 95 });
    expect(scoreOf({ ...sound, violations: 500 })?.parts.violations).toBe(0);
  });

  it('is never above the completeness', () => {
    expect(scoreOf({ ...sound, bars: 200, missing: 800 })).toMatchObject({ value: 20 });
  });

  it('does not blame a source that tells no volumes', () => {
    const score = scoreOf({ ...sound, zeroVolume: 1000, spikes: 10 });
    expect(score?.parts.zero_volume).toBeNull();
    // (95 - 15) / 95
    expect(score?.value).toBe(84.21);
  });
});

describe('selection', () => {
  it('finds what sorting finds', () => {
    const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.nat(), (list, seed) => {
        const k = seed % list.length;
        const sorted = Float64Array.from(list).toSorted();
        expect(selectSmallest(Float64Array.from(list), list.length, k)).toBe(sorted[k]);
      }),
    );
  });
});
