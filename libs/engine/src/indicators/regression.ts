import { blank, eachRun } from './runs.js';

/**
 * The least-squares line of `period` values at each bar: slope per bar, and height at the oldest of
 * them.
 */
export interface Regression {
  slope: Float64Array;
  intercept: Float64Array;
}

/** The longest period whose sums are taken afresh on every bar, to give TA-Lib's last digit. */
const EXACT_PERIOD = 64;

/** Fits a least-squares line to every `period` values, in O(n). */
export function regress(source: Float64Array, period: number): Regression {
  const out = { slope: blank(source.length), intercept: blank(source.length) };
  eachRun([source], period, (from, to) => regressRun(source, period, from, to, out));
  return out;
}

function regressRun(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  { slope, intercept }: Regression,
): void {
  const ages = period * (period - 1) * 0.5;
  const squares = (period * (period - 1) * (2 * period - 1)) / 6;
  const divisor = ages * ages - period * squares;
  let sum = 0;
  let aged = 0;
  // Sums taken afresh once in a period cannot drift either, and cost no more for any length.
  const validity = period > EXACT_PERIOD ? period : 1;
  for (let i = from + period - 1, left = 0; i < to; i++, left--) {
    if (left === 0) {
      left = validity;
      sum = 0;
      aged = 0;
      for (let age = period - 1; age >= 0; age--) {
        sum += source[i - age];
        aged += age * source[i - age];
      }
    } else {
      const leaving = source[i - period];
      aged += sum - period * leaving;
      sum += source[i] - leaving;
    }
    const m = (period * aged - ages * sum) / divisor;
    slope[i] = m;
    intercept[i] = (sum - m * ages) / period;
  }
}
