import { blank } from './runs.js';

/** The parameters of the true range: none. */
export const trangeParams = [] as const;

/** Returns the bars before the first true range: 1. */
export function trangeLookback(): number {
  return 1;
}

/** Computes Wilder's true range, the largest of high − low and the distances of both from the previous close. */
export function trange(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const out = blank(high.length);
  for (let i = 1; i < out.length; i++) out[i] = trueRange(high[i], low[i], close[i - 1]);
  return out;
}

/** Returns the true range of one bar from its high and low and the close before it. */
export function trueRange(high: number, low: number, previousClose: number): number {
  return Math.max(high - low, Math.abs(previousClose - high), Math.abs(previousClose - low));
}
