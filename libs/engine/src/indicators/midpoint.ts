import { checkParams, periodParam } from './param.js';
import { rollingMax, rollingMin } from './rolling-extreme.js';
import { blank, eachRun } from './runs.js';

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

/** Computes the middle of the largest of `high` and the smallest of `low` over `period` bars. */
export function middle(high: Float64Array, low: Float64Array, period: number): Float64Array {
  const out = blank(high.length);
  const lowest = blank(high.length);
  eachRun([high, low], period, (from, to) => {
    rollingMax(high, period, from, to, out);
    rollingMin(low, period, from, to, lowest);
  });
  for (let i = 0; i < out.length; i++) out[i] = (out[i] + lowest[i]) / 2;
  return out;
}
