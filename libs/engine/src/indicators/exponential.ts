import { blankUntil, runStart } from './runs.js';

/** Returns the weight of the newest value in an exponential average of `period` bars. */
export function emaFactor(period: number): number {
  return 2 / (period + 1);
}

/**
 * Smooths `source` by `factor`, seeded by the mean of the first `period` values; a NaN lasts from
 * its bar to the end.
 */
export function emaRun(source: Float64Array, period: number, factor: number): Float64Array {
  const n = source.length;
  const from = runStart([source]);
  const first = from + period - 1;
  const out = blankUntil(n, first);
  if (n <= first) return out;
  let average = seed(source, from, period);
  out[first] = average;
  for (let i = first + 1; i < n; i++) {
    average = (source[i] - average) * factor + average;
    out[i] = average;
  }
  return out;
}

/** Returns the mean of the `period` values from `from` on. */
export function seed(source: Float64Array, from: number, period: number): number {
  let sum = 0;
  for (let i = from; i < from + period; i++) sum += source[i];
  return sum / period;
}
