import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the percent rank. */
export const percentRankParams = [periodParam('timePeriod', 100, 1)] as const;

/** Returns the bars before the first rank: period. */
export function percentRankLookback(period: number): number {
  checkParams('percentRank', percentRankParams, [period]);
  return period;
}

/** Computes the share in percent of the `period` values before each value that are not above it. */
export function percentRank(source: Float64Array, period: number): Float64Array {
  percentRankLookback(period);
  const out = blank(source.length);
  eachRun([source], period + 1, (from, to) => percentRankRun(source, period, from, to, out));
  return out;
}

/**
 * Counts the window's values by their rank among all of the run in a binary indexed tree (Fenwick
 * 1994), whose every step is O(log n) however long the period is.
 */
function percentRankRun(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const sorted = source.subarray(from, to).toSorted();
  const length = to - from;
  const ranks = new Int32Array(length);
  for (let i = 0; i < length; i++) ranks[i] = countUpTo(sorted, source[from + i]);
  const counts = new Int32Array(length + 1);
  for (let i = 0; i < length; i++) {
    if (i >= period) {
      let below = 0;
      for (let k = ranks[i]; k > 0; k &= k - 1) below += counts[k];
      out[from + i] = (100 * below) / period;
      for (let k = ranks[i - period]; k <= length; k += k & -k) counts[k]--;
    }
    for (let k = ranks[i]; k <= length; k += k & -k) counts[k]++;
  }
}

/** Counts the values of a sorted array that are not above `limit`. */
function countUpTo(sorted: Float64Array, limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
