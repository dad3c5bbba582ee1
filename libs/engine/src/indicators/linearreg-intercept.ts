import { checkParams, periodParam } from './param.js';
import { regress } from './regression.js';

/** The parameters of the linear regression intercept. */
export const linearregInterceptParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first value: period − 1. */
export function linearregInterceptLookback(period: number): number {
  checkParams('linearregIntercept', linearregInterceptParams, [period]);
  return period - 1;
}

/**
 * Computes the start of the least-squares line through the last `period` values, as TA-Lib's
 * LINEARREG_INTERCEPT.
 */
export function linearregIntercept(source: Float64Array, period: number): Float64Array {
  linearregInterceptLookback(period);
  return regress(source, period).intercept;
}
