import { checkParams, periodParam, realParam } from './param.js';
import { blank, eachRun } from './runs.js';
import { varianceRun } from './variance-run.js';

/** The parameters of the variance; TA-Lib takes a number of deviations too and ignores it. */
export const varParams = [periodParam('timePeriod', 5, 1), realParam('nbDev', 1)] as const;

/** Returns the bars before the first variance: period − 1. */
export function varLookback(period: number, deviations: number): number {
  checkParams('var', varParams, [period, deviations]);
  return period - 1;
}

/**
 * Computes the population variance of `period` values, E[x²] − E[x]² from running sums as TA-Lib's
 * VAR; `deviations` changes nothing.
 */
export function variance(source: Float64Array, period: number, deviations: number): Float64Array {
  varLookback(period, deviations);
  const out = blank(source.length);
  eachRun([source], period, (from, to) => varianceRun(source, period, from, to, out));
  return out;
}
