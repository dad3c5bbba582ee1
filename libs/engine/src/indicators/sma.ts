import { checkParams, periodParam } from './param.js';
import { blankUntil, eachRun, runStart } from './runs.js';

/** The parameters of the simple moving average. */
export const smaParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first average: period − 1. */
export function smaLookback(period: number): number {
  checkParams('sma', smaParams, [period]);
  return period - 1;
}

/**
 * Computes the simple moving average of `period` values from a running sum, rounded as TA-Lib's
 * SMA.
 */
export function sma(source: Float64Array, period: number): Float64Array {
  const lookback = smaLookback(period);
  const n = source.length;
  const from = runStart([source]);
  const out = blankUntil(n, from + lookback);
  if (n - from <= lookback) return out;
  // A running sum that ends as a number met no NaN, which saves looking for one in advance.
  if (!Number.isNaN(smaRun(source, period, from, n, out))) return out;
  out.fill(NaN);
  eachRun([source], period, (start, end) => smaRun(source, period, start, end, out));
  return out;
}

/**
 * Averages the bars [from, to) of `source` into `out` and returns the running sum left at the end.
 */
function smaRun(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): number {
  const first = from + period - 1;
  let sum = 0;
  for (let i = from; i < first; i++) sum += source[i];
  for (let i = first, oldest = from; i < to; i++, oldest++) {
    const full = sum + source[i];
    out[i] = full / period;
    sum = full - source[oldest];
  }
  return sum;
}
