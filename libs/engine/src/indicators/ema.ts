import { emaFactor, emaRun } from './exponential.js';
import { checkParams, periodParam } from './param.js';

/** The parameters of the exponential moving average. */
export const emaParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first average: period − 1. */
export function emaLookback(period: number): number {
  checkParams('ema', emaParams, [period]);
  return period - 1;
}

/**
 * Computes the exponential moving average, k = 2 / (period + 1), seeded by the mean of the first
 * `period` values as TA-Lib's EMA.
 */
export function ema(source: Float64Array, period: number): Float64Array {
  emaLookback(period);
  return emaRun(source, period, emaFactor(period));
}
