import { checkParams, periodParam } from './param.js';
import { regress } from './regression.js';

/** The parameters of the linear regression slope. */
export const linearregSlopeParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first value: period − 1. */
export function linearregSlopeLookback(period: number): number {
  checkParams('linearregSlope', linearregSlopeParams, [period]);
  return period - 1;
}

/**
 * Computes the slope per bar of the least-squares line through the last `period` values, as
 * TA-Lib's LINEARREG_SLOPE.
 */
export function linearregSlope(source: Float64Array, period: number): Float64Array {
  linearregSlopeLookback(period);
  return regress(source, period).slope;
}
