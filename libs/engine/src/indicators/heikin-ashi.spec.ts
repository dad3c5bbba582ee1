import { describe, expect, it } from '@jest/globals';
import { makeBars } from './fixtures/bars.js';
import { expectSeries } from './fixtures/compare.js';
import { zip } from './fixtures/naive.js';
import { heikinAshi } from './heikin-ashi.js';

describe('heikinAshi', () => {
  it('averages bars as worked by hand', () => {
    const actual = heikinAshi(
      Float64Array.of(10, 12, 12),
      Float64Array.of(14, 13, 20),
      Float64Array.of(8, 11, 4),
      Float64Array.of(12, 12, 8),
    );
    expect([...actual.open]).toEqual([11, 11, 11.5]);
    expect([...actual.close]).toEqual([11, 12, 11]);
    expect([...actual.high]).toEqual([14, 13, 20]);
    expect([...actual.low]).toEqual([8, 11, 4]);
  });

  it('opens at the mean of all averaged closes before, each weighing half of the next', () => {
    const { open, high, low, close } = makeBars(300);
    const mean = zip([open, high, low, close], (o, h, l, c) => (o + h + l + c) / 4);
    const start = mean.map((_, i) => {
      let value = (open[0] + close[0]) / 2 / 2 ** i;
      for (let k = 0; k < i; k++) value += mean[k] / 2 ** (i - k);
      return value;
    });
    const actual = heikinAshi(open, high, low, close);
    expectSeries(actual.open, start);
    expectSeries(actual.close, mean);
    expectSeries(actual.high, zip([high, start, mean], Math.max));
    expectSeries(actual.low, zip([low, start, mean], Math.min));
  });
});
