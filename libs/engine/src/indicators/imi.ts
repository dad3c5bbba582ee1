import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';
import { windowSum } from './window-sum.js';

/** The parameters of the intraday momentum index. */
export const imiParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first index: period − 1. */
export function imiLookback(period: number): number {
  checkParams('imi', imiParams, [period]);
  return period - 1;
}

/**
 * Computes Chande's intraday momentum index, the share of rising bodies in all bodies of `period`
 * bars, 0 to 100, and NaN without any body, as TA-Lib's IMI.
 */
export function imi(open: Float64Array, close: Float64Array, period: number): Float64Array {
  imiLookback(period);
  const n = open.length;
  const out = blank(n);
  const falls = blank(n);
  const rising = new Float64Array(n);
  const falling = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    rising[i] = Math.max(close[i] - open[i], 0);
    falling[i] = Math.max(open[i] - close[i], 0);
  }
  eachRun([rising, falling], period, (from, to) => {
    windowSum(rising, period, from, to, out);
    windowSum(falling, period, from, to, falls);
  });
  for (let i = 0; i < n; i++) out[i] = 100 * (out[i] / (out[i] + falls[i]));
  return out;
}
