import { describe, expect, it } from '@jest/globals';
import type { RowBatch } from '../formats/index.js';
import { PriceAdjuster } from './price-adjuster.js';

// Of LEAN's factor file of AAPL: a split of 7 for 1 before 2014-06-09, and dividends; the last row is of no event.
const factor = (day: string, priceFactor: number | null, splitFactor: number | null) => ({
  date: new Date(day),
  priceFactor,
  splitFactor,
});
const FACTORS = [
  factor('2014-05-07', 0.8880899, 0.1428571),
  factor('2014-06-06', 0.8926424, 0.1428571),
  factor('2014-08-06', 0.8926424, 1),
  factor('2050-12-31', 1, 1),
];

const batchOf = (times: number[]): RowBatch => {
  const all = (value: number) => new Float64Array(times.length + 2).fill(value);
  return {
    count: times.length,
    line: all(1),
    time: Float64Array.from([...times, 0, 0]),
    open: all(100),
    high: all(110),
    low: all(90),
    close: all(105),
    volume: all(7000),
    quoteVolume: all(1e6),
    trades: all(3),
  };
};
const closeAt = (adjuster: PriceAdjuster, time: number) =>
  adjuster.adjust(batchOf([time])).close[0];

describe('PriceAdjuster', () => {
  it('takes the factors of the first row that is not before the day', () => {
    const adjuster = new PriceAdjuster(FACTORS, null);
    expect(closeAt(adjuster, Date.UTC(2014, 4, 7))).toBeCloseTo(105 * 0.8880899 * 0.1428571, 12);
    expect(closeAt(adjuster, Date.UTC(2014, 4, 8))).toBeCloseTo(105 * 0.8926424 * 0.1428571, 12);
    expect(closeAt(adjuster, Date.UTC(2014, 5, 6))).toBeCloseTo(105 * 0.8926424 * 0.1428571, 12);
    expect(closeAt(adjuster, Date.UTC(2014, 5, 9))).toBeCloseTo(105 * 0.8926424, 12);
    expect(closeAt(adjuster, Date.UTC(2020, 0, 1))).toBe(105);
    expect(closeAt(adjuster, Date.UTC(2060, 0, 1))).toBe(105);
  });

  it('multiplies every price, divides the volume by the split, and leaves the rest as it was', () => {
    const raw = batchOf([Date.UTC(2014, 5, 6)]);
    const { open, high, low, volume, quoteVolume, trades, count } = new PriceAdjuster(
      FACTORS,
      null,
    ).adjust(raw);
    const both = 0.8926424 * 0.1428571;
    expect(count).toBe(1);
    expect([open[0]! / both, high[0]! / both, low[0]! / both].map(Math.round)).toEqual([
      100, 110, 90,
    ]);
    expect(volume[0]).toBeCloseTo(7000 / 0.1428571, 6);
    expect([quoteVolume[0], trades[0]]).toEqual([1e6, 3]);
    expect([raw.close[0], raw.volume[0]]).toEqual([105, 7000]);
  });

  it('counts days by the calendar of the exchange', () => {
    const adjuster = new PriceAdjuster(FACTORS, 'America/New_York');
    // In New York it is still the evening of the 6th, until 4 o'clock in UTC.
    expect(closeAt(adjuster, Date.UTC(2014, 5, 7, 3, 59))).toBeLessThan(20);
    expect(closeAt(adjuster, Date.UTC(2014, 5, 7, 4, 0))).toBeGreaterThan(90);
    expect(closeAt(adjuster, Date.UTC(2014, 4, 8, 3, 59))).toBeCloseTo(105 * 0.8880899 * 0.1428571);
  });
});
