import { describe, expect, it } from '@jest/globals';
import { makeBars } from './fixtures/bars.js';
import { expectSeries } from './fixtures/compare.js';
import { ago, mean, naiveEma, wilder, windows, zip } from './fixtures/naive.js';
import * as own from './index.js';

const BARS = 300;
const { high, low, close } = makeBars(BARS);
const top = (n: number) => windows(high, n, (w) => Math.max(...w));
const bottom = (n: number) => windows(low, n, (w) => Math.min(...w));
const centre = (n: number) => zip([top(n), bottom(n)], (a, b) => (a + b) / 2);
const score = (source: Float64Array, n: number) =>
  windows(source, n, (w) => {
    const m = mean(w);
    const deviation = Math.sqrt(mean(w.map((value) => (value - m) ** 2)));
    return deviation === 0 ? 0 : (w[n - 1] - m) / deviation;
  });

describe('indicators beyond TA-Lib', () => {
  it.each([1, 2, 20, 299, 300])('donchian spans the extremes of %i bars', (n) => {
    const actual = own.donchian(high, low, n);
    expectSeries(actual.upper, top(n));
    expectSeries(actual.lower, bottom(n));
    expectSeries(actual.middle, centre(n));
  });

  it.each([
    [20, 10, 2],
    [2, 1, 0.5],
    [5, 40, 0],
  ])('keltner spans an average of %i bars by ranges of %i times %d', (n, ranges, multiplier) => {
    const before = ago(close, 1);
    const range = zip([high, low, before], (h, l, b) => Math.max(h, b) - Math.min(l, b));
    const [average, width] = [naiveEma(close, n), wilder(range, ranges)];
    const band = (side: number) => zip([average, width], (a, w) => a + side * multiplier * w);
    const actual = own.keltner(high, low, close, n, ranges, multiplier);
    expectSeries(actual.middle, average);
    expectSeries(actual.upper, band(1));
    expectSeries(actual.lower, band(-1));
  });

  it.each([
    [9, 26, 52, 26],
    [1, 2, 3, 0],
    [40, 20, 10, 100],
  ])('ichimoku draws middles of %i, %i and %i bars, the spans from %i before', (...periods) => {
    const [conversion, base, span, displacement] = periods;
    const actual = own.ichimoku(high, low, conversion, base, span, displacement);
    expectSeries(actual.conversion, centre(conversion));
    expectSeries(actual.base, centre(base));
    const ahead = zip([centre(conversion), centre(base)], (a, b) => (a + b) / 2);
    expectSeries(actual.spanA, ago(ahead, displacement));
    expectSeries(actual.spanB, ago(centre(span), displacement));
  });

  it.each([2, 20, 150, 300])('zScore counts deviations of %i values from their mean', (n) => {
    expectSeries(own.zScore(close, n), score(close, n), 1e-7);
    const far = close.map((value) => value + 1e9);
    const near = far.map((value) => value - 1e9);
    expectSeries(own.zScore(far, n), score(near, n), 1e-7);
  });

  it('zScore is 0 where values do not vary', () => {
    const steps = close.map((_, i) => 0.1 * Math.floor(i / 30));
    own.zScore(steps, 20).forEach((value, i) => {
      if (i >= 19 && i % 30 >= 19) expect(value).toBe(0);
    });
  });

  it.each([1, 2, 50, 299])('percentRank counts which of %i earlier values are not above', (n) => {
    const ties = close.map((value) => Math.round(value));
    for (const source of [close, ties]) {
      const expected = windows(
        source,
        n + 1,
        (w) => (w.subarray(0, n).filter((value) => value <= w[n]).length / n) * 100,
      );
      expectSeries(own.percentRank(source, n), expected);
    }
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

  it.each([16, 64, 250])('hurst is half the slope of the structure of %i values', (n) => {
    const lags = [1, 2, 4, 8, 16, 32, 64].filter((lag) => lag <= n / 4);
    const expected = windows(close, n, (w) => {
      const points = lags.map((lag) => {
        const squares = w.subarray(lag).map((value, i) => (value - w[i]) ** 2);
        return [Math.log(lag), Math.log(mean(squares))];
      });
      const [mx, my] = [0, 1].map((axis) => mean(Float64Array.from(points, (p) => p[axis])));
      const [xy, xx] = [1, 0].map((axis) =>
        points.reduce((sum, p) => sum + (p[0] - mx) * (p[axis] - (axis ? my : mx)), 0),
      );
      return xy / xx / 2;
    });
    expectSeries(own.hurst(close, n), expected);
  });
});
