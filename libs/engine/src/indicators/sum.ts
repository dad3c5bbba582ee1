import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the rolling sum. */
export const sumParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first sum: period − 1. */
export function sumLookback(period: number): number {
  checkParams('sum', sumParams, [period]);
  return period - 1;
}

/** Computes the sum of the last `period` values, kept running as in TA-Lib's SUM. */
export function sum(source: Float64Array, period: number): Float64Array {
  sumLookback(period);
  const out = blank(source.length);
  eachRun([source], period, (from, to) => sumRun(source, period, from, to, out));
  return out;
}

function sumRun(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const first = from + period - 1;
  let sum = 0;
  for (let i = from; i < first; i++) sum += source[i];
  for (let i = first, oldest = from; i < to; i++, oldest++) {
    sum += source[i];
    out[i] = sum;
    sum -= source[oldest];
  }
}
