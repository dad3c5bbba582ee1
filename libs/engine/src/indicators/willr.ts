import { checkParams, periodParam } from './param.js';
import { rollingMax, rollingMin } from './rolling-extreme.js';
import { blank, eachRun } from './runs.js';

/** The parameters of Williams's %R. */
export const willrParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first value: period − 1. */
export function willrLookback(period: number): number {
  checkParams('willr', willrParams, [period]);
  return period - 1;
}

/**
 * Computes Williams's %R, −100 to 0, the close's distance from the high of `period` bars in percent
 * of their range, and 0 without range.
 */
export function willr(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  willrLookback(period);
  const highest = new Float64Array(high.length);
  const out = blank(high.length);
  eachRun([high, low, close], period, (from, to) => {
    rollingMax(high, period, from, to, highest);
    rollingMin(low, period, from, to, out);
    for (let i = from + period - 1; i < to; i++) {
      const unit = (highest[i] - out[i]) / -100;
      out[i] = unit === 0 ? 0 : (highest[i] - close[i]) / unit;
    }
  });
  return out;
}
