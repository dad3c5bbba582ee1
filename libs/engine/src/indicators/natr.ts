import { atr } from './atr.js';
import { checkParams, periodParam } from './param.js';
import { isZero } from './zero.js';

/** The parameters of the normalized average true range. */
export const natrParams = [periodParam('timePeriod', 14, 1)] as const;

/** Returns the bars before the first average: period. */
export function natrLookback(period: number): number {
  checkParams('natr', natrParams, [period]);
  return period;
}

/**
 * Computes the average true range in percent of the close, and 0 for a close of 0; a period of 1
 * gives the plain true range, as TA-Lib's NATR.
 */
export function natr(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  natrLookback(period);
  const out = atr(high, low, close, period);
  if (period === 1) return out;
  for (let i = 0; i < out.length; i++) {
    if (!Number.isNaN(out[i])) out[i] = isZero(close[i]) ? 0 : (out[i] / close[i]) * 100;
  }
  return out;
}
