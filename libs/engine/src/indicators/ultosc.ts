import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';
import { trueRange } from './true-range.js';
import { isZero } from './zero.js';

/** The parameters of the ultimate oscillator, in any order. */
export const ultoscParams = [
  periodParam('timePeriod1', 7, 1),
  periodParam('timePeriod2', 14, 1),
  periodParam('timePeriod3', 28, 1),
] as const;

/** Returns the bars before the first value: the longest period. */
export function ultoscLookback(first: number, second: number, third: number): number {
  checkParams('ultosc', ultoscParams, [first, second, third]);
  return Math.max(first, second, third);
}

/**
 * Computes Williams's ultimate oscillator, 0 to 100, buying pressure over true range with weights
 * 4, 2, 1 from the shortest period, as TA-Lib's ULTOSC.
 */
export function ultosc(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  first: number,
  second: number,
  third: number,
): Float64Array {
  const longest = ultoscLookback(first, second, third);
  const n = high.length;
  const out = blank(n);
  const pressure = blank(n);
  const range = blank(n);
  for (let i = 1; i < n; i++) {
    pressure[i] = close[i] - Math.min(low[i], close[i - 1]);
    range[i] = trueRange(high[i], low[i], close[i - 1]);
  }
  const shortest = Math.min(first, second, third);
  const between = first + second + third - shortest - longest;
  eachRun([pressure, range], longest, (from, to) => {
    out.fill(0, from + longest - 1, to);
    addShare(pressure, range, shortest, 4, longest, from, to, out);
    addShare(pressure, range, between, 2, longest, from, to, out);
    addShare(pressure, range, longest, 1, longest, from, to, out);
    for (let i = from + longest - 1; i < to; i++) out[i] = 100 * (out[i] / 7);
  });
  return out;
}

/**
 * Adds the weighted share of `period` bars to every output, with running sums that start where the
 * first window does.
 */
function addShare(
  pressure: Float64Array,
  range: Float64Array,
  period: number,
  weight: number,
  longest: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const first = from + longest - 1;
  let pressures = 0;
  let ranges = 0;
  for (let i = first - period + 1; i < first; i++) {
    pressures += pressure[i];
    ranges += range[i];
  }
  for (let i = first, oldest = first - period + 1; i < to; i++, oldest++) {
    pressures += pressure[i];
    ranges += range[i];
    if (!isZero(ranges)) out[i] += weight * (pressures / ranges);
    pressures -= pressure[oldest];
    ranges -= range[oldest];
  }
}
