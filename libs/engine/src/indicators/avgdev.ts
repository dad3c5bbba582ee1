import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the average deviation. */
export const avgdevParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first deviation: period − 1. */
export function avgdevLookback(period: number): number {
  checkParams('avgdev', avgdevParams, [period]);
  return period - 1;
}

/**
 * Computes the mean absolute deviation of `period` values from their mean, in O(n × period) since
 * the mean moves with every bar.
 */
export function avgdev(source: Float64Array, period: number): Float64Array {
  avgdevLookback(period);
  const out = blank(source.length);
  eachRun([source], period, (from, to) => avgdevRun(source, period, from, to, out));
  return out;
}

function avgdevRun(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  for (let i = from + period - 1; i < to; i++) {
    let sum = 0;
    for (let j = i; j > i - period; j--) sum += source[j];
    const mean = sum / period;
    let deviation = 0;
    for (let j = i; j > i - period; j--) deviation += Math.abs(source[j] - mean);
    out[i] = deviation / period;
  }
}
