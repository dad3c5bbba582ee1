import { checkParams, MAX_REAL, realParam } from './param.js';
import { parabolic, type Acceleration } from './parabolic.js';

/** The parameters of the extended parabolic stop and reverse. */
export const sarextParams = [
  realParam('startValue', 0),
  realParam('offsetOnReverse', 0, 0, MAX_REAL),
  realParam('accelInitLong', 0.02, 0, MAX_REAL),
  realParam('accelLong', 0.02, 0, MAX_REAL),
  realParam('accelMaxLong', 0.2, 0, MAX_REAL),
  realParam('accelInitShort', 0.02, 0, MAX_REAL),
  realParam('accelShort', 0.02, 0, MAX_REAL),
  realParam('accelMaxShort', 0.2, 0, MAX_REAL),
] as const;

/** Returns the bars before the first stop: 1. */
export function sarextLookback(
  start: number,
  offset: number,
  initialLong: number,
  stepLong: number,
  maximumLong: number,
  initialShort: number,
  stepShort: number,
  maximumShort: number,
): number {
  const long = [initialLong, stepLong, maximumLong];
  const short = [initialShort, stepShort, maximumShort];
  checkParams('sarext', sarextParams, [start, offset, ...long, ...short]);
  return 1;
}

/**
 * Computes the parabolic stop and reverse in price units, negative while short, as TA-Lib's SAREXT.
 * `start` is the first stop, its sign the first side, or 0 for none; `offset` a fraction added on
 * reversal; then each side's first factor, step and limit.
 */
export function sarext(
  high: Float64Array,
  low: Float64Array,
  start: number,
  offset: number,
  initialLong: number,
  stepLong: number,
  maximumLong: number,
  initialShort: number,
  stepShort: number,
  maximumShort: number,
): Float64Array {
  sarextLookback(
    start,
    offset,
    initialLong,
    stepLong,
    maximumLong,
    initialShort,
    stepShort,
    maximumShort,
  );
  const long = limited(initialLong, stepLong, maximumLong);
  const short = limited(initialShort, stepShort, maximumShort);
  return parabolic(high, low, start, offset, long, short, -1);
}

function limited(initial: number, step: number, maximum: number): Acceleration {
  return { initial: Math.min(initial, maximum), step: Math.min(step, maximum), maximum };
}
