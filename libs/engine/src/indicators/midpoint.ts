import { middle } from './middle.js';
import { checkParams, periodParam } from './param.js';

/** The parameters of the midpoint. */
export const midpointParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first midpoint: period − 1. */
export function midpointLookback(period: number): number {
  checkParams('midpoint', midpointParams, [period]);
  return period - 1;
}

/** Computes the middle of the largest and smallest of the last `period` values. */
export function midpoint(source: Float64Array, period: number): Float64Array {
  midpointLookback(period);
  return middle(source, source, period);
}
