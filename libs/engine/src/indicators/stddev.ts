import { checkParams, periodParam, realParam } from './param.js';
import { blank, eachRun } from './runs.js';
import { varianceRun } from './variance-run.js';
import { EPSILON } from './zero.js';

/** The parameters of the standard deviation. */
export const stddevParams = [periodParam('timePeriod', 5, 2), realParam('nbDev', 1)] as const;

/** Returns the bars before the first deviation: period − 1. */
export function stddevLookback(period: number, deviations: number): number {
  checkParams('stddev', stddevParams, [period, deviations]);
  return period - 1;
}

/**
 * Computes `deviations` population standard deviations of `period` values from running sums as
 * TA-Lib's STDDEV.
 */
export function stddev(source: Float64Array, period: number, deviations: number): Float64Array {
  stddevLookback(period, deviations);
  const out = blank(source.length);
  eachRun([source], period, (from, to) => varianceRun(source, period, from, to, out));
  for (let i = 0; i < out.length; i++)
    out[i] = out[i] < EPSILON ? 0 : Math.sqrt(out[i]) * deviations;
  return out;
}
