import { directionalMoves } from './directional-move.js';
import { trange } from './trange.js';
import { wilderSum } from './wilder-sum.js';
import { isZero } from './zero.js';

/**
 * Computes one side's share of the true range in percent from bar `period` on, and 0 without range;
 * a period of 1 gives a plain ratio, as in TA-Lib.
 */
export function directionalIndicator(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  side: 'plus' | 'minus',
): Float64Array {
  const moves = directionalMoves(high, low, side);
  const ranges = trange(high, low, close);
  const scale = period === 1 ? 1 : 100;
  const out = period === 1 ? moves : wilderSum(moves, period);
  const total = period === 1 ? ranges : wilderSum(ranges, period);
  let first = true;
  for (let i = 0; i < out.length; i++) {
    if (Number.isNaN(out[i])) continue;
    // The plain sums of bar period − 1 are TA-Lib's seed, not yet an output.
    if (first && period > 1) out[i] = NaN;
    else out[i] = isZero(total[i]) ? 0 : scale * (out[i] / total[i]);
    first = false;
  }
  return out;
}
