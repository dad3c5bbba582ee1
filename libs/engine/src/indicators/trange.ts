import { blank } from './runs.js';
import { trueRange } from './true-range.js';

/** The parameters of the true range: none. */
export const trangeParams = [] as const;

/** Returns the bars before the first true range: 1. */
export function trangeLookback(): number {
  return 1;
}

/**
 * Computes Wilder's true range, the largest of high − low and the distances of both from the
 * previous close.
 */
export function trange(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const out = blank(high.length);
  for (let i = 1; i < out.length; i++) out[i] = trueRange(high[i], low[i], close[i - 1]);
  return out;
}
