import { describe, expect, it } from '@jest/globals';
import { makeBars } from './fixtures/bars.js';
import { expectSeries } from './fixtures/compare.js';
import { windows, zip } from './fixtures/naive.js';
import { vwapRolling } from './vwap-rolling.js';
import { vwap } from './vwap.js';

const BARS = 300;
const HOUR = 3_600_000;
const { high, low, close, volume } = makeBars(BARS);
const typical = zip([high, low, close], (h, l, c) => (h + l + c) / 3);
const traded = zip([typical, volume], (price, amount) => price * amount);
const sum = (window: Float64Array) => window.reduce((a, b) => a + b, 0);

describe('vwap', () => {
  it('is worked by hand', () => {
    const price = Float64Array.of(10, 20, 30, 40);
    const time = Float64Array.of(22, 23, 24, 25).map((hour) => hour * HOUR);
    const amount = Float64Array.of(1, 3, 5, 5);
    expect([...vwap(time, price, price, price, amount)]).toEqual([10, 17.5, 30, 35]);
  });

  it.each([
    ['of the epoch', 0],
    ['in the middle of one', 15 * HOUR],
    ['before the epoch', -100 * HOUR],
  ])('starts anew every UTC day, from a day %s on', (_, start) => {
    // Two days are missing after every fiftieth bar.
    const time = close.map((_, i) => start + (i + 48 * Math.floor(i / 50)) * HOUR);
    const day = time.map((ms) => Math.floor(ms / (24 * HOUR)));
    const expected = close.map((_, i) => {
      const first = day.indexOf(day[i]);
      return sum(traded.subarray(first, i + 1)) / sum(volume.subarray(first, i + 1));
    });
    expectSeries(vwap(time, high, low, close, volume), expected);
  });

  it('is NaN until something is traded in the session', () => {
    const time = close.map((_, i) => i * HOUR);
    const quiet = volume.map((amount, i) => (i % 24 < 3 ? 0 : amount));
    const actual = vwap(time, high, low, close, quiet);
    actual.forEach((value, i) => expect(Number.isNaN(value)).toBe(i % 24 < 3));
    expect(actual[27]).toBeCloseTo(typical[27], 10);
  });
});

describe('vwapRolling', () => {
  it.each([1, 2, 20, 299, 300])('weighs the last %i bars by their volume', (n) => {
    const expected = zip([windows(traded, n, sum), windows(volume, n, sum)], (a, b) => a / b);
    expectSeries(vwapRolling(high, low, close, volume, n), expected);
  });

  it('is NaN where its bars have no volume, and does not remember what left', () => {
    const amount = new Float64Array(BARS);
    amount[100] = 1e12;
    amount[140] = 1e-3;
    const actual = vwapRolling(high, low, close, amount, 20);
    actual.forEach((value, i) => {
      const known = (i >= 100 && i < 120) || (i >= 140 && i < 160);
      expect(Number.isNaN(value)).toBe(!known);
    });
    expect(actual[159]).toBeCloseTo(typical[140], 10);
  });
});
