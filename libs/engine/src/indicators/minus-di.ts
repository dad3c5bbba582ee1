import { directionalIndicator } from './directional-indicator.js';
import { checkParams, periodParam } from './param.js';

/** The parameters of the minus directional indicator. */
export const minusDiParams = [periodParam('timePeriod', 14, 1)] as const;

/** Returns the bars before the first value: period. */
export function minusDiLookback(period: number): number {
  checkParams('minusDi', minusDiParams, [period]);
  return period;
}

/**
 * Computes Wilder's downward directional indicator, the downward movement in percent of the true
 * range, as TA-Lib's MINUS_DI.
 */
export function minusDi(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  minusDiLookback(period);
  return directionalIndicator(high, low, close, period, 'minus');
}
