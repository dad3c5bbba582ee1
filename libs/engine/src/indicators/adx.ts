import { directionalIndex } from './directional-index.js';
import { checkParams, periodParam } from './param.js';
import { blank, runEnd, runStart } from './runs.js';

/** The parameters of the average directional movement index. */
export const adxParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first average: 2 × period − 1. */
export function adxLookback(period: number): number {
  checkParams('adx', adxParams, [period]);
  return 2 * period - 1;
}

/** Computes Wilder's average of the directional movement index, 0 to 100, seeded by the mean of its first `period` values, as TA-Lib's ADX. */
export function adx(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  const lookback = adxLookback(period);
  const out = blank(high.length);
  const columns = [high, low, close];
  const from = runStart(columns);
  const to = runEnd(columns, from);
  const first = from + lookback;
  if (first >= to) return out;
  directionalIndex(high, low, close, period, from, to, out);
  let sum = 0;
  for (let i = from + period; i <= first; i++) if (!Number.isNaN(out[i])) sum += out[i];
  out.fill(NaN, from + period, first);
  let average = sum / period;
  out[first] = average;
  for (let i = first + 1; i < to; i++) {
    // An undefined index leaves the average as it is.
    if (!Number.isNaN(out[i])) average = (average * (period - 1) + out[i]) / period;
    out[i] = average;
  }
  return out;
}
