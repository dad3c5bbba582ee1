import { blank } from './runs.js';

/**
 * Computes Wilder's directional movement of every bar: its side's advance if that is positive and
 * beats the other side's, or 0; NaN for the first bar.
 */
export function directionalMoves(
  high: Float64Array,
  low: Float64Array,
  side: 'plus' | 'minus',
): Float64Array {
  const out = blank(high.length);
  for (let i = 1; i < out.length; i++) {
    const up = high[i] - high[i - 1];
    const down = low[i - 1] - low[i];
    const own = side === 'plus' ? up : down;
    const other = side === 'plus' ? down : up;
    if (own > 0 && own > other) out[i] = own;
    else if (!Number.isNaN(up + down)) out[i] = 0;
  }
  return out;
}
