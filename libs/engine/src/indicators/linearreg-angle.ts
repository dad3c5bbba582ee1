import { atan } from '../math.js';
import { checkParams, periodParam } from './param.js';
import { regress } from './regression.js';

/** The parameters of the linear regression angle. */
export const linearregAngleParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first value: period − 1. */
export function linearregAngleLookback(period: number): number {
  checkParams('linearregAngle', linearregAngleParams, [period]);
  return period - 1;
}

/**
 * Computes the slope of the least-squares line through the last `period` values as an angle in
 * degrees, as TA-Lib's LINEARREG_ANGLE.
 */
export function linearregAngle(source: Float64Array, period: number): Float64Array {
  linearregAngleLookback(period);
  const out = regress(source, period).slope;
  for (let i = 0; i < out.length; i++) out[i] = atan(out[i]) * (180 / Math.PI);
  return out;
}
