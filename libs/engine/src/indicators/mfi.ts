import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';
import { typprice } from './typprice.js';

/** The parameters of the money flow index. */
export const mfiParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first index: period. */
export function mfiLookback(period: number): number {
  checkParams('mfi', mfiParams, [period]);
  return period;
}

/**
 * Computes the money flow index, the share of typical price × volume that came on rising prices, 0
 * to 100, and 0 below a flow of 1, as TA-Lib's MFI.
 */
export function mfi(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  volume: Float64Array,
  period: number,
): Float64Array {
  mfiLookback(period);
  const out = blank(high.length);
  const price = typprice(high, low, close);
  eachRun([price, volume], period + 1, (from, to) => mfiRun(price, volume, period, from, to, out));
  return out;
}

function mfiRun(
  price: Float64Array,
  volume: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const first = from + period;
  let rising = 0;
  let falling = 0;
  for (let i = from + 1; i < to; i++) {
    if (i > first) {
      const leaving = i - period;
      const change = price[leaving] - price[leaving - 1];
      if (change > 0) rising -= price[leaving] * volume[leaving];
      else if (change < 0) falling -= price[leaving] * volume[leaving];
    }
    const change = price[i] - price[i - 1];
    if (change > 0) rising += price[i] * volume[i];
    else if (change < 0) falling += price[i] * volume[i];
    if (i < first) continue;
    const total = rising + falling;
    out[i] = total < 1 ? 0 : 100 * (rising / total);
  }
}
