import { checkParams, periodParam } from './param.js';
import { blank, eachRun } from './runs.js';

/** The parameters of the weighted moving average. */
export const wmaParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first average: period − 1. */
export function wmaLookback(period: number): number {
  checkParams('wma', wmaParams, [period]);
  return period - 1;
}

/**
 * Computes the linearly weighted moving average, weight 1 for the oldest of `period` values to
 * `period` for the newest, as TA-Lib's WMA.
 */
export function wma(source: Float64Array, period: number): Float64Array {
  wmaLookback(period);
  const out = blank(source.length);
  eachRun([source], period, (from, to) => wmaRun(source, period, from, to, out));
  return out;
}

function wmaRun(
  source: Float64Array,
  period: number,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const first = from + period - 1;
  const divisor = (period * (period + 1)) / 2;
  let weighted = 0;
  let plain = 0;
  for (let i = from, weight = 1; i < first; i++, weight++) {
    plain += source[i];
    weighted += source[i] * weight;
  }
  let leaving = 0;
  for (let i = first, oldest = from; i < to; i++, oldest++) {
    plain += source[i];
    plain -= leaving;
    weighted += source[i] * period;
    leaving = source[oldest];
    out[i] = weighted / divisor;
    weighted -= plain;
  }
}
