import { checkParams, periodParam } from './param.js';
import { rollingMin } from './rolling-extreme.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the rolling minimum. */
export const minParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first minimum: period − 1. */
export function minLookback(period: number): number {
  checkParams('min', minParams, [period]);
  return period - 1;
}

/** Computes the smallest of the last `period` values. */
export function min(source: Float64Array, period: number): Float64Array {
  minLookback(period);
  const out = blank(source.length);
  eachRun([source], period, (from, to) => rollingMin(source, period, from, to, out));
  return out;
}
