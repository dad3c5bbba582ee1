import { EPSILON } from './zero.js';

/** The parameters of the balance of power: none. */
export const bopParams = [] as const;

/** Returns the bars before the first balance: 0. */
export function bopLookback(): number {
  return 0;
}

/**
 * Computes the balance of power, (close − open) / (high − low), −1 to 1, and 0 for a bar without
 * range.
 */
export function bop(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
): Float64Array {
  const out = new Float64Array(open.length);
  for (let i = 0; i < out.length; i++) {
    const range = high[i] - low[i];
    const body = close[i] - open[i];
    out[i] = range < EPSILON && !Number.isNaN(body) ? 0 : body / range;
  }
  return out;
}
