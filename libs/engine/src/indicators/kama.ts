import { checkParams, periodParam } from './param.js';
import { blank, runEnd, runStart } from './runs.js';
import { isZero } from './zero.js';

const SLOWEST = 2 / (30 + 1);
const SPREAD = 2 / (2 + 1) - SLOWEST;

/** The parameters of Kaufman's adaptive moving average. */
export const kamaParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first average: period. */
export function kamaLookback(period: number): number {
  checkParams('kama', kamaParams, [period]);
  return period;
}

/**
 * Computes Kaufman's adaptive moving average with constants 2 and 30 over an efficiency ratio of
 * `period` bars, as TA-Lib's KAMA.
 */
export function kama(source: Float64Array, period: number): Float64Array {
  const lookback = kamaLookback(period);
  const out = blank(source.length);
  const from = runStart([source]);
  const to = runEnd([source], from);
  const first = from + lookback;
  if (first >= to) return out;
  let path = 0;
  for (let i = from + 1; i <= first; i++) path += Math.abs(source[i - 1] - source[i]);
  let average = source[first - 1];
  for (let i = first; i < to; i++) {
    const oldest = i - period;
    if (i > first) {
      path -= Math.abs(source[oldest - 1] - source[oldest]);
      path += Math.abs(source[i] - source[i - 1]);
    }
    const weight = efficiency(source[i] - source[oldest], path) * SPREAD + SLOWEST;
    average = (source[i] - average) * (weight * weight) + average;
    out[i] = average;
  }
  return out;
}

/**
 * A falling price never reaches the first test, which TA-Lib makes without the sign removed; the
 * quotient is then 1 at most but for rounding.
 */
function efficiency(move: number, path: number): number {
  return path <= move || isZero(path) ? 1 : Math.abs(move / path);
}
