import { rollingMax, rollingMin } from './rolling-extreme.js';
import { blank, eachRun } from './runs.js';

/** Computes where the close stands in the range of `period` bars, 0 to 100, and 0 without range. */
export function stochasticLine(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  const highest = new Float64Array(high.length);
  const out = blank(high.length);
  eachRun([high, low, close], period, (from, to) => {
    rollingMax(high, period, from, to, highest);
    rollingMin(low, period, from, to, out);
    for (let i = from + period - 1; i < to; i++) {
      const unit = (highest[i] - out[i]) / 100;
      out[i] = unit === 0 ? 0 : (close[i] - out[i]) / unit;
    }
  });
  return out;
}

/** Sets `line` to NaN wherever `other` is, so that outputs start together. */
export function keepWhere(line: Float64Array, other: Float64Array): void {
  for (let i = 0; i < line.length; i++) if (Number.isNaN(other[i])) line[i] = NaN;
}
