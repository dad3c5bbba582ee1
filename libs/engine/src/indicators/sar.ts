import { checkParams, MAX_REAL, realParam } from './param.js';
import { parabolic } from './parabolic.js';

/** The parameters of the parabolic stop and reverse. */
export const sarParams = [
  realParam('acceleration', 0.02, 0, MAX_REAL),
  realParam('maximum', 0.2, 0, MAX_REAL),
] as const;

/** Returns the bars before the first stop: 1. */
export function sarLookback(acceleration: number, maximum: number): number {
  checkParams('sar', sarParams, [acceleration, maximum]);
  return 1;
}

/**
 * Computes Wilder's parabolic stop and reverse in price units, the first side taken from the
 * directional movement of the second bar, as TA-Lib's SAR.
 */
export function sar(
  high: Float64Array,
  low: Float64Array,
  acceleration: number,
  maximum: number,
): Float64Array {
  sarLookback(acceleration, maximum);
  const step = Math.min(acceleration, maximum);
  const side = { initial: step, step, maximum };
  return parabolic(high, low, 0, 0, side, side, 1);
}
