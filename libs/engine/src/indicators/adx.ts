import { directionalIndex, UNDEFINED_INDEX } from './directional-index.js';
import { checkParams, periodParam } from './param.js';
import { blankUntil, runStart } from './runs.js';

/** The parameters of the average directional movement index. */
export const adxParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first average: 2 × period − 1. */
export function adxLookback(period: number): number {
  checkParams('adx', adxParams, [period]);
  return 2 * period - 1;
}

/**
 * Computes Wilder's average of the directional movement index, 0 to 100, seeded by the mean of its
 * first `period` values, as TA-Lib's ADX.
 */
export function adx(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  const lookback = adxLookback(period);
  const n = high.length;
  const from = runStart([high, low, close]);
  const first = from + lookback;
  const out = blankUntil(n, first);
  if (first >= n) return out;
  directionalIndex(high, low, close, period, from, out);
  let sum = 0;
  for (let i = from + period; i <= first; i++) if (out[i] !== UNDEFINED_INDEX) sum += out[i];
  out.fill(NaN, from + period, first);
  let average = sum / period;
  out[first] = average;
  const kept = period - 1;
  for (let i = first + 1; i < n; i++) {
    // An undefined index leaves the average as it is.
    if (out[i] !== UNDEFINED_INDEX) average = (average * kept + out[i]) / period;
    out[i] = average;
  }
  return out;
}
