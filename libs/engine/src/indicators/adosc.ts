import { ad } from './ad.js';
import { emaFactor } from './exponential.js';
import { checkParams, periodParam } from './param.js';
import { blank, runStart } from './runs.js';

/** The parameters of the accumulation/distribution oscillator. */
export const adoscParams = [
  periodParam('fastPeriod', 3, 2),
  periodParam('slowPeriod', 10, 2),
] as const;

/** Returns the bars before the first value: the longer period − 1. */
export function adoscLookback(fast: number, slow: number): number {
  checkParams('adosc', adoscParams, [fast, slow]);
  return Math.max(fast, slow) - 1;
}

/**
 * Computes Chaikin's oscillator, the fast minus the slow exponential average of the A/D line, both
 * started at its first value, as TA-Lib's ADOSC.
 */
export function adosc(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  volume: Float64Array,
  fast: number,
  slow: number,
): Float64Array {
  const lookback = adoscLookback(fast, slow);
  const line = ad(high, low, close, volume);
  const out = blank(line.length);
  const from = runStart([line]);
  const fastFactor = emaFactor(fast);
  const slowFactor = emaFactor(slow);
  let fastAverage = line[from];
  let slowAverage = line[from];
  for (let i = from + 1; i < line.length; i++) {
    fastAverage = fastFactor * line[i] + (1 - fastFactor) * fastAverage;
    slowAverage = slowFactor * line[i] + (1 - slowFactor) * slowAverage;
    if (i >= from + lookback) out[i] = fastAverage - slowAverage;
  }
  return out;
}
