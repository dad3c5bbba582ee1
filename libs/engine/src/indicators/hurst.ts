import { log } from '../math.js';
import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';
import { windowSum } from './window-sum.js';

/** The parameters of the Hurst exponent. */
export const hurstParams = [periodParam('timePeriod', 100, 16)] as const;

/** Returns the bars before the first exponent: period − 1. */
export function hurstLookback(period: number): number {
  checkParams('hurst', hurstParams, [period]);
  return period - 1;
}

/**
 * Computes the generalized Hurst exponent of second order (Di Matteo 2007) over `period` values:
 * half the slope of the logarithm of the mean squared change on that of the lag, at lags 1, 2, 4, …
 * to period ÷ 4. About 0.5 for a random walk, above in trends, below in reversion, NaN where the
 * values do not change. Prices are best given as logarithms.
 */
export function hurst(source: Float64Array, period: number): Float64Array {
  hurstLookback(period);
  const n = source.length;
  const out = new Float64Array(n);
  const changes = blank(n);
  const sums = blank(n);
  let lags = 0;
  for (let lag = 1; 4 * lag <= period; lag *= 2) lags++;
  const centre = (lags - 1) / 2;
  let spread = 0;
  for (let k = 0, lag = 1; k < lags; k++, lag *= 2) {
    const terms = period - lag;
    changes.fill(NaN, 0, lag);
    for (let i = lag; i < n; i++) {
      const change = source[i] - source[i - lag];
      changes[i] = change * change;
    }
    sums.fill(NaN);
    eachRun([changes], terms, (from, to) => windowSum(changes, terms, from, to, sums));
    for (let i = 0; i < n; i++) out[i] += (k - centre) * log(sums[i] / terms);
    spread += (k - centre) * (k - centre);
  }
  const scale = 1 / (2 * spread * Math.LN2);
  for (let i = 0; i < n; i++) out[i] = Number.isFinite(out[i]) ? out[i] * scale : NaN;
  return out;
}
