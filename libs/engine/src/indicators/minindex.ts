import { extremeIndex } from './extreme-index.js';
import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the bar of the rolling minimum. */
export const minindexParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first index: period − 1. */
export function minindexLookback(period: number): number {
  checkParams('minindex', minindexParams, [period]);
  return period - 1;
}

/**
 * Computes the 0-based bar of the smallest of the last `period` values, ties broken as in TA-Lib's
 * MININDEX.
 */
export function minindex(source: Float64Array, period: number): Float64Array {
  minindexLookback(period);
  const out = blank(source.length);
  eachRun([source], period, (from, to) => extremeIndex(source, period, -1, false, from, to, out));
  return out;
}
