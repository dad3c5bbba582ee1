import { directionalMoves } from './directional-move.js';
import { checkParams, periodParam } from './param.js';
import { wilderSum } from './wilder-sum.js';

/** The parameters of the plus directional movement. */
export const plusDmParams = [periodParam('timePeriod', 14, 1)] as const;

/** Returns the bars before the first movement: period − 1, and 1 for a period of 1. */
export function plusDmLookback(period: number): number {
  checkParams('plusDm', plusDmParams, [period]);
  return Math.max(1, period - 1);
}

/**
 * Computes Wilder's upward directional movement in price units, summed over `period` bars, as
 * TA-Lib's PLUS_DM.
 */
export function plusDm(high: Float64Array, low: Float64Array, period: number): Float64Array {
  plusDmLookback(period);
  const moves = directionalMoves(high, low, 'plus');
  return period === 1 ? moves : wilderSum(moves, period);
}
