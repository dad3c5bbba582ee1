import { describe, expect, it } from '@jest/globals';
import { makeBars } from './fixtures/bars.js';
import { expectSeries } from './fixtures/compare.js';
import { ago, wilder, zip } from './fixtures/naive.js';
import { superTrend } from './super-trend.js';

const BARS = 300;
const { high, low, close } = makeBars(BARS);
const range = zip([high, low, ago(close, 1)], (h, l, b) => Math.max(h, b) - Math.min(l, b));

describe('superTrend', () => {
  it('follows two bands by hand', () => {
    // The ranges are 2, 4, 2, 2 and 4 from the second bar on.
    const actual = superTrend(
      Float64Array.of(11, 11, 14, 14, 13, 10),
      Float64Array.of(9, 9, 12, 12, 11, 8),
      Float64Array.of(10, 10, 14, 13, 12, 8),
      1,
      1,
    );
    // Basic bands: 8 and 12, 9 and 17, 11 and 15, 10 and 14, 5 and 13; the lower one stays at 11.
    expect([...actual.superTrend]).toEqual([NaN, 12, 9, 11, 11, 13]);
    expect([...actual.direction]).toEqual([NaN, -1, 1, 1, 1, -1]);
  });

  it.each([
    [10, 3],
    [1, 0.5],
    [1, 0],
    [3, 1.5],
    [50, 2],
  ])('is one of two bands of %i bars and %d ranges by the textbook', (period, multiplier) => {
    const width = wilder(range, period).map((value) => value * multiplier);
    const basicUpper = zip([high, low, width], (h, l, w) => (h + l) / 2 + w);
    const basicLower = zip([high, low, width], (h, l, w) => (h + l) / 2 - w);
    const upper = basicUpper.slice();
    const lower = basicLower.slice();
    const direction = new Float64Array(BARS).fill(NaN);
    direction[period] = close[period] > upper[period] ? 1 : -1;
    for (let i = period + 1; i < BARS; i++) {
      const above = close[i - 1] > upper[i - 1];
      const below = close[i - 1] < lower[i - 1];
      upper[i] = above ? basicUpper[i] : Math.min(basicUpper[i], upper[i - 1]);
      lower[i] = below ? basicLower[i] : Math.max(basicLower[i], lower[i - 1]);
      const turned = direction[i - 1] < 0 ? close[i] > upper[i] : close[i] < lower[i];
      direction[i] = turned ? -direction[i - 1] : direction[i - 1];
    }
    const actual = superTrend(high, low, close, period, multiplier);
    expectSeries(actual.direction, direction, 0);
    const line = zip([direction, lower, upper], (side, l, u) => (side > 0 ? l : u));
    expectSeries(actual.superTrend, line);
    const turns = direction.filter((side, i) => i > period && side !== direction[i - 1]).length;
    expect(turns).toBeGreaterThan(2);
  });

  it('trails the close and turns when it closes beyond', () => {
    const { superTrend: line, direction } = superTrend(high, low, close, 10, 3);
    for (let i = 11; i < BARS; i++) {
      expect(direction[i] * (close[i] - line[i])).toBeGreaterThanOrEqual(0);
      if (direction[i] === direction[i - 1])
        expect(direction[i] * (line[i] - line[i - 1])).toBeGreaterThanOrEqual(0);
      else expect(direction[i] * (close[i] - line[i - 1])).toBeGreaterThan(0);
    }
  });
});
