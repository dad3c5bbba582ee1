import { directionalMoves } from './directional-move.js';
import { checkParams, periodParam } from './param.js';
import { wilderSum } from './wilder-sum.js';

/** The parameters of the minus directional movement. */
export const minusDmParams = [periodParam('timePeriod', 14, 1)] as const;

/** Returns the bars before the first movement: period − 1, and 1 for a period of 1. */
export function minusDmLookback(period: number): number {
  checkParams('minusDm', minusDmParams, [period]);
  return Math.max(1, period - 1);
}

/**
 * Computes Wilder's downward directional movement in price units, summed over `period` bars, as
 * TA-Lib's MINUS_DM.
 */
export function minusDm(high: Float64Array, low: Float64Array, period: number): Float64Array {
  minusDmLookback(period);
  const moves = directionalMoves(high, low, 'minus');
  return period === 1 ? moves : wilderSum(moves, period);
}
