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
 * Keeps the last `period` values sorted, so that a bar costs two searches and two moves of memory.
 */
function percentRankRun(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const sorted = source.subarray(from, from + period).toSorted();
  for (let i = from + period; i < to; i++) {
    const value = source[i];
    const rank = countUpTo(sorted, value);
    out[i] = (100 * rank) / period;
    const gone = countUpTo(sorted, source[i - period]) - 1;
    if (rank > gone) {
      sorted.copyWithin(gone, gone + 1, rank);
      sorted[rank - 1] = value;
    } else {
      sorted.copyWithin(rank + 1, rank, gone);
      sorted[rank] = value;
    }
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
