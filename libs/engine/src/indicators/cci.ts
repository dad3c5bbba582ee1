import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';
import { typprice } from './typprice.js';

/** The parameters of the commodity channel index. */
export const cciParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first index: period − 1. */
export function cciLookback(period: number): number {
  checkParams('cci', cciParams, [period]);
  return period - 1;
}

/**
 * Computes Lambert's commodity channel index, the typical price's distance from its mean over 0.015
 * mean deviations, in O(n × period), as TA-Lib's CCI.
 */
export function cci(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  cciLookback(period);
  const out = blank(high.length);
  const price = typprice(high, low, close);
  eachRun([price], period, (from, to) => cciRun(price, period, from, to, out));
  return out;
}

/**
 * Sums over a ring of the last `period` prices in its own order, not in time's, since TA-Lib's last
 * digits depend on it.
 */
function cciRun(
  price: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const ring = new Float64Array(period);
  for (let i = from, slot = 0; i < to; i++) {
    ring[slot] = price[i];
    slot = slot + 1 === period ? 0 : slot + 1;
    if (i < from + period - 1) continue;
    let sum = 0;
    for (let k = 0; k < period; k++) sum += ring[k];
    const mean = sum / period;
    let deviation = 0;
    for (let k = 0; k < period; k++) deviation += Math.abs(ring[k] - mean);
    const distance = price[i] - mean;
    out[i] = distance === 0 || deviation === 0 ? 0 : distance / (0.015 * (deviation / period));
  }
}
