import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the triangular moving average. */
export const trimaParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first average: period − 1. */
export function trimaLookback(period: number): number {
  checkParams('trima', trimaParams, [period]);
  return period - 1;
}

/**
 * Computes the triangular moving average, weights rising to the middle of `period` values and
 * falling after it, as TA-Lib's TRIMA.
 */
export function trima(source: Float64Array, period: number): Float64Array {
  trimaLookback(period);
  const out = blank(source.length);
  eachRun([source], period, (from, to) => trimaRun(source, period, from, to, out));
  return out;
}

/**
 * Keeps the weighted sum and the plain sums of the rising and the falling half, so a bar costs the
 * same for any period.
 */
function trimaRun(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const odd = period % 2 === 1;
  const half = (period - (odd ? 1 : 0)) / 2;
  const first = from + period - 1;
  const factor = 1 / (half * (half + 1) + (odd ? half + 1 : 0));
  let middle = odd ? from + half : from + half - 1;
  let weighted = 0;
  let rising = 0;
  let falling = 0;
  for (let i = middle; i >= from; i--) {
    rising += source[i];
    weighted += rising;
  }
  middle++;
  for (let i = middle; i <= first; i++) {
    falling += source[i];
    weighted += falling;
  }
  out[first] = weighted * factor;
  for (let i = first + 1, oldest = from; i < to; i++, oldest++, middle++) {
    const turning = source[middle];
    weighted -= rising;
    rising = rising - source[oldest] + turning;
    // TA-Lib takes the turning value out of the falling half after weighting an odd window, before
    // it for an even one.
    if (odd) weighted += falling;
    falling -= turning;
    if (!odd) weighted += falling;
    falling += source[i];
    weighted += source[i];
    out[i] = weighted * factor;
  }
}
