import { middle } from './middle.js';
import { checkParams, periodParam } from './param.js';

/** The parameters of the midprice. */
export const midpriceParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first midprice: period − 1. */
export function midpriceLookback(period: number): number {
  checkParams('midprice', midpriceParams, [period]);
  return period - 1;
}

/** Computes the middle of the highest high and the lowest low of `period` bars. */
export function midprice(high: Float64Array, low: Float64Array, period: number): Float64Array {
  midpriceLookback(period);
  return middle(high, low, period);
}
