import { checkParams, periodParam } from './param.js';
import { regress } from './regression.js';

/** The parameters of the linear regression. */
export const linearregParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first value: period − 1. */
export function linearregLookback(period: number): number {
  checkParams('linearreg', linearregParams, [period]);
  return period - 1;
}

/**
 * Computes the end of the least-squares line through the last `period` values, as TA-Lib's
 * LINEARREG.
 */
export function linearreg(source: Float64Array, period: number): Float64Array {
  linearregLookback(period);
  const { slope, intercept: out } = regress(source, period);
  for (let i = 0; i < out.length; i++) out[i] += slope[i] * (period - 1);
  return out;
}
