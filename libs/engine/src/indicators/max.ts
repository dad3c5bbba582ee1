import { checkParams, periodParam } from './param.js';
import { rollingMax } from './rolling-extreme.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the rolling maximum. */
export const maxParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first maximum: period − 1. */
export function maxLookback(period: number): number {
  checkParams('max', maxParams, [period]);
  return period - 1;
}

/** Computes the largest of the last `period` values. */
export function max(source: Float64Array, period: number): Float64Array {
  maxLookback(period);
  const out = blank(source.length);
  eachRun([source], period, (from, to) => rollingMax(source, period, from, to, out));
  return out;
}
