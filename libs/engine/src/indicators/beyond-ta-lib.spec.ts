import { describe, expect, it } from '@jest/globals';
import { makeBars } from './fixtures/bars.js';
import { expectSeries } from './fixtures/compare.js';
import { ago, mean, naiveEma, wilder, windows, zip } from './fixtures/naive.js';
import * as own from './index.js';

const BARS = 300;
const { open, high, low, close, volume } = makeBars(BARS);
const typical = zip([high, low, close], (h, l, c) => (h + l + c) / 3);
const sma = (source: Float64Array, period: number) => windows(source, period, mean);
const top = (n: number) => windows(high, n, (w) => Math.max(...w));
const bottom = (n: number) => windows(low, n, (w) => Math.min(...w));
const centre = (n: number) => zip([top(n), bottom(n)], (a, b) => (a + b) / 2);
const score = (source: Float64Array) =>
  windows(source, 20, (w) => {
    const m = mean(w);
    return (w[19] - m) / Math.sqrt(mean(w.map((value) => (value - m) ** 2)));
  });

describe('indicators beyond TA-Lib', () => {
  const time = Float64Array.from({ length: BARS }, (_, i) => i * 3_600_000);

  it('vwap starts anew every day', () => {
    const expected = close.map((_, i) => {
      const start = i - (i % 24);
      let [traded, amount] = [0, 0];
      for (let k = start; k <= i; k++) {
        traded += typical[k] * volume[k];
        amount += volume[k];
      }
      return traded / amount;
    });
    expectSeries(own.vwap(time, high, low, close, volume), expected);
  });

  it('vwapRolling weighs the last bars', () => {
    const traded = zip([typical, volume], (price, amount) => price * amount);
    const expected = zip([sma(traded, 20), sma(volume, 20)], (a, b) => a / b);
    expectSeries(own.vwapRolling(high, low, close, volume, 20), expected);
  });

  it('vwap is NaN while nothing is traded', () => {
    const none = new Float64Array(BARS);
    expect(own.vwap(time, high, low, close, none).every(Number.isNaN)).toBe(true);
    expect(own.vwapRolling(high, low, close, none, 5).every(Number.isNaN)).toBe(true);
  });

  it.each([1, 2, 20, 299, 300])('donchian spans the extremes of %i bars', (n) => {
    const actual = own.donchian(high, low, n);
    expectSeries(actual.upper, top(n));
    expectSeries(actual.lower, bottom(n));
    expectSeries(actual.middle, centre(n));
  });

  it('keltner spans average true ranges around an average', () => {
    const before = ago(close, 1);
    const range = zip([high, low, before], (h, l, b) => Math.max(h, b) - Math.min(l, b));
    const [average, width] = [naiveEma(close, 20), wilder(range, 10)];
    const actual = own.keltner(high, low, close, 20, 10, 2);
    expectSeries(actual.middle, average);
    expectSeries(
      actual.upper,
      zip([average, width], (a, w) => a + 2 * w),
    );
    expectSeries(
      actual.lower,
      zip([average, width], (a, w) => a - 2 * w),
    );
  });

  it('superTrend trails the close and turns when it closes beyond', () => {
    const { superTrend, direction } = own.superTrend(high, low, close, 10, 3);
    expect(direction[10]).toBe(-1);
    const turns = direction.filter((side, i) => i > 10 && side !== direction[i - 1]).length;
    expect(turns).toBeGreaterThan(2);
    for (let i = 11; i < BARS; i++) {
      expect(direction[i] * (close[i] - superTrend[i])).toBeGreaterThanOrEqual(0);
      if (direction[i] === direction[i - 1])
        expect(direction[i] * (superTrend[i] - superTrend[i - 1])).toBeGreaterThanOrEqual(0);
      else expect(direction[i] * (close[i] - superTrend[i - 1])).toBeGreaterThan(0);
    }
  });

  it('ichimoku draws middles of ranges, the spans from 26 bars before', () => {
    const actual = own.ichimoku(high, low, 9, 26, 52, 26);
    expectSeries(actual.conversion, centre(9));
    expectSeries(actual.base, centre(26));
    expectSeries(
      actual.spanA,
      ago(
        zip([centre(9), centre(26)], (a, b) => (a + b) / 2),
        26,
      ),
    );
    expectSeries(actual.spanB, ago(centre(52), 26));
  });

  it('heikinAshi averages bars as worked by hand', () => {
    const actual = own.heikinAshi(
      Float64Array.of(10, 12),
      Float64Array.of(14, 13),
      Float64Array.of(8, 11),
      Float64Array.of(12, 12),
    );
    expect([...actual.open]).toEqual([11, 11]);
    expect([...actual.close]).toEqual([11, 12]);
    expect([...actual.high]).toEqual([14, 13]);
    expect([...actual.low]).toEqual([8, 11]);
    const all = own.heikinAshi(open, high, low, close);
    for (let i = 0; i < BARS; i++) expect(all.high[i]).toBeGreaterThanOrEqual(all.low[i]);
  });

  it('zScore counts deviations from the mean, also far from zero', () => {
    expectSeries(own.zScore(close, 20), score(close), 1e-7);
    const far = close.map((value) => value + 1e9);
    expectSeries(own.zScore(far, 20), score(far.map((value) => value - 1e9)), 1e-7);
  });

  it('percentRank counts earlier values that are not above', () => {
    const expected = windows(
      close,
      51,
      (w) => (w.subarray(0, 50).filter((value) => value <= w[50]).length / 50) * 100,
    );
    expectSeries(own.percentRank(close, 50), expected);
  });

  it('hurst is 1 on a line, about half on a walk, and near 0 on a see-saw', () => {
    const line = close.map((_, i) => i);
    expectSeries(
      own.hurst(line, 100).subarray(99),
      line.subarray(99).map(() => 1),
    );
    expect(mean(own.hurst(makeBars(20_000).close, 1000).subarray(999))).toBeCloseTo(0.5, 1);
    const seesaw = close.map((_, i) => (i * 7919) % 13);
    expect(Math.abs(own.hurst(seesaw, 100)[299])).toBeLessThan(0.1);
  });

  it('hurst is half the slope of the structure function in logarithms', () => {
    const expected = windows(close, 64, (w) => {
      const points = [1, 2, 4, 8, 16].map((lag) => {
        const squares = w.subarray(lag).map((value, i) => (value - w[i]) ** 2);
        return [Math.log(lag), Math.log(mean(squares))];
      });
      const [mx, my] = [0, 1].map((axis) => mean(Float64Array.from(points, (p) => p[axis])));
      const [xy, xx] = [1, 0].map((axis) =>
        points.reduce((sum, p) => sum + (p[0] - mx) * (p[axis] - (axis ? my : mx)), 0),
      );
      return xy / xx / 2;
    });
    expectSeries(own.hurst(close, 64), expected);
  });
});
