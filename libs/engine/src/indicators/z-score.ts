import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the Z-score. */
export const zScoreParams = [periodParam('timePeriod', 20, 2)] as const;

/** Returns the bars before the first score: period − 1. */
export function zScoreLookback(period: number): number {
  checkParams('zScore', zScoreParams, [period]);
  return period - 1;
}

/**
 * Computes each value's distance from the mean of the last `period` values in population standard
 * deviations, and 0 where they do not vary.
 */
export function zScore(source: Float64Array, period: number): Float64Array {
  zScoreLookback(period);
  const out = blank(source.length);
  eachRun([source], period, (from, to) => zScoreRun(source, period, from, to, out));
  return out;
}

function zScoreRun(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  let pivot = 0;
  let sum = 0;
  let squares = 0;
  for (let i = from + period - 1, left = 0; i < to; i++, left--) {
    if (left === 0) {
      // Sums of distances from a recent value, taken afresh once in a period, neither cancel nor
      // drift.
      left = period;
      pivot = source[i];
      sum = 0;
      squares = 0;
      for (let j = i - period + 1; j < i; j++) {
        const distance = source[j] - pivot;
        sum += distance;
        squares += distance * distance;
      }
    } else {
      const entering = source[i] - pivot;
      const leaving = source[i - period] - pivot;
      sum += entering - leaving;
      squares += entering * entering - leaving * leaving;
    }
    const mean = sum / period;
    const variance = squares / period - mean * mean;
    out[i] = variance > 0 ? (source[i] - pivot - mean) / Math.sqrt(variance) : 0;
  }
}
