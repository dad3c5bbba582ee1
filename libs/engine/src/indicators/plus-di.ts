import { directionalIndicator } from './directional-indicator.js';
import { checkParams, periodParam } from './param.js';

/** The parameters of the plus directional indicator. */
export const plusDiParams = [periodParam('timePeriod', 14, 1)] as const;

/** Returns the bars before the first value: period. */
export function plusDiLookback(period: number): number {
  checkParams('plusDi', plusDiParams, [period]);
  return period;
}

/**
 * Computes Wilder's upward directional indicator, the upward movement in percent of the true range,
 * as TA-Lib's PLUS_DI.
 */
export function plusDi(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  plusDiLookback(period);
  return directionalIndicator(high, low, close, period, 'plus');
}
