import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';
import { typprice } from './typprice.js';
import { windowSum } from './window-sum.js';

/** The parameters of the rolling VWAP. */
export const vwapRollingParams = [periodParam('timePeriod', 20, 1)] as const;

/** Returns the bars before the first value: period − 1. */
export function vwapRollingLookback(period: number): number {
  checkParams('vwapRolling', vwapRollingParams, [period]);
  return period - 1;
}

/**
 * Computes the volume-weighted average of the typical price over `period` bars, NaN where they have
 * no volume.
 */
export function vwapRolling(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  volume: Float64Array,
  period: number,
): Float64Array {
  vwapRollingLookback(period);
  const out = blank(high.length);
  const volumes = blank(high.length);
  const traded = typprice(high, low, close);
  for (let i = 0; i < traded.length; i++) traded[i] *= volume[i];
  eachRun([traded, volume], period, (from, to) => {
    windowSum(traded, period, from, to, out);
    windowSum(volume, period, from, to, volumes);
  });
  for (let i = 0; i < out.length; i++) out[i] /= volumes[i];
  return out;
}
