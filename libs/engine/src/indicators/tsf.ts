import { checkParams, periodParam } from './param.js';
import { regress } from './regression.js';

/** The parameters of the time series forecast. */
export const tsfParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first value: period − 1. */
export function tsfLookback(period: number): number {
  checkParams('tsf', tsfParams, [period]);
  return period - 1;
}

/**
 * Computes the least-squares line through the last `period` values, continued to the next bar, as
 * TA-Lib's TSF.
 */
export function tsf(source: Float64Array, period: number): Float64Array {
  tsfLookback(period);
  const { slope, intercept: out } = regress(source, period);
  for (let i = 0; i < out.length; i++) out[i] += slope[i] * period;
  return out;
}
