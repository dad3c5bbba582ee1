import { atr } from './atr.js';
import { checkParams, MAX_REAL, periodParam, realParam } from './param.js';
import { blank, runEnd, runStart } from './runs.js';

/** The parameters of SuperTrend. */
export const superTrendParams = [
  periodParam('timePeriod', 10, 1),
  realParam('multiplier', 3, 0, MAX_REAL),
] as const;

/** Returns the bars before the first value: period. */
export function superTrendLookback(period: number, multiplier: number): number {
  checkParams('superTrend', superTrendParams, [period, multiplier]);
  return period;
}

/**
 * Computes Seban's SuperTrend, the band `multiplier` average true ranges from the bar's middle that
 * trails the close, in price units, and its direction, 1 while the band is below the close and −1
 * while above, where it starts.
 */
export function superTrend(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  multiplier: number,
): { superTrend: Float64Array; direction: Float64Array } {
  superTrendLookback(period, multiplier);
  const n = high.length;
  const out = { superTrend: blank(n), direction: blank(n) };
  const columns = [high, low, close];
  const from = runStart(columns);
  const to = runEnd(columns, from);
  const range = atr(high, low, close, period);
  let upper = Infinity;
  let lower = -Infinity;
  let direction = -1;
  for (let i = from + period; i < to; i++) {
    const middle = (high[i] + low[i]) / 2;
    const width = multiplier * range[i];
    // A band only moves towards the close, unless the close before was beyond it.
    if (middle + width < upper || close[i - 1] > upper) upper = middle + width;
    if (middle - width > lower || close[i - 1] < lower) lower = middle - width;
    if (direction < 0 ? close[i] > upper : close[i] < lower) direction = -direction;
    out.superTrend[i] = direction > 0 ? lower : upper;
    out.direction[i] = direction;
  }
  return out;
}
