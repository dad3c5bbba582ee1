import { checkParams, periodParam } from './param.js';
import { rollingMax, rollingMin } from './rolling-extreme.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the rolling minimum and maximum. */
export const minmaxParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first pair: period − 1. */
export function minmaxLookback(period: number): number {
  checkParams('minmax', minmaxParams, [period]);
  return period - 1;
}

/** Computes the smallest and largest of the last `period` values. */
export function minmax(
  source: Float64Array,
  period: number,
): { min: Float64Array; max: Float64Array } {
  minmaxLookback(period);
  const min = blank(source.length);
  const max = blank(source.length);
  eachRun([source], period, (from, to) => {
    rollingMin(source, period, from, to, min);
    rollingMax(source, period, from, to, max);
  });
  return { min, max };
}
