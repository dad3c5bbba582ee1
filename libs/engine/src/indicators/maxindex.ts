import { extremeIndex } from './extreme-index.js';
import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the bar of the rolling maximum. */
export const maxindexParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first index: period − 1. */
export function maxindexLookback(period: number): number {
  checkParams('maxindex', maxindexParams, [period]);
  return period - 1;
}

/**
 * Computes the 0-based bar of the largest of the last `period` values, ties broken as in TA-Lib's
 * MAXINDEX.
 */
export function maxindex(source: Float64Array, period: number): Float64Array {
  maxindexLookback(period);
  const out = blank(source.length);
  eachRun([source], period, (from, to) => extremeIndex(source, period, 1, false, from, to, out));
  return out;
}
