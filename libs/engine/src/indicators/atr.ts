import { checkParams, periodParam } from './param.js';
import { blankUntil, runStart } from './runs.js';
import { trange } from './trange.js';
import { trueRange } from './true-range.js';

/** The parameters of the average true range. */
export const atrParams = [periodParam('timePeriod', 14, 1)] as const;

/** Returns the bars before the first average: period. */
export function atrLookback(period: number): number {
  checkParams('atr', atrParams, [period]);
  return period;
}

/**
 * Computes Wilder's average true range in price units, seeded by the mean of the first `period`
 * ranges, as TA-Lib's ATR.
 */
export function atr(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  const lookback = atrLookback(period);
  if (period === 1) return trange(high, low, close);
  const n = high.length;
  const from = runStart([high, low, close]);
  const first = from + lookback;
  const out = blankUntil(n, first);
  if (first >= n) return out;
  let sum = 0;
  for (let i = from + 1; i <= first; i++) sum += trueRange(high[i], low[i], close[i - 1]);
  let average = sum / period;
  out[first] = average;
  const kept = period - 1;
  for (let i = first + 1; i < n; i++) {
    average = (average * kept + trueRange(high[i], low[i], close[i - 1])) / period;
    out[i] = average;
  }
  return out;
}
