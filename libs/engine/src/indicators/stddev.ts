import { checkParams, periodParam, realParam } from './param.js';
import { blank, eachRun } from './runs.js';
import { EPSILON } from './zero.js';

/** The parameters of the standard deviation. */
export const stddevParams = [periodParam('timePeriod', 5, 2), realParam('nbDev', 1)] as const;

/** Returns the bars before the first deviation: period − 1. */
export function stddevLookback(period: number, deviations: number): number {
  checkParams('stddev', stddevParams, [period, deviations]);
  return period - 1;
}

/** Computes `deviations` population standard deviations of `period` values, √(E[x²] − E[x]²) from running sums as TA-Lib's STDDEV. */
export function stddev(source: Float64Array, period: number, deviations: number): Float64Array {
  stddevLookback(period, deviations);
  const out = blank(source.length);
  eachRun([source], period, (from, to) => stddevRun(source, period, deviations, from, to, out));
  return out;
}

function stddevRun(
  source: Float64Array,
  period: number,
  deviations: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const first = from + period - 1;
  let sum = 0;
  let squares = 0;
  for (let i = from; i < first; i++) {
    sum += source[i];
    squares += source[i] * source[i];
  }
  for (let i = first, oldest = from; i < to; i++, oldest++) {
    sum += source[i];
    squares += source[i] * source[i];
    const mean = sum / period;
    const variance = squares / period - mean * mean;
    out[i] = variance < EPSILON ? 0 : Math.sqrt(variance) * deviations;
    sum -= source[oldest];
    squares -= source[oldest] * source[oldest];
  }
}
