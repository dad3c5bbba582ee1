import { type Bands } from './bands.js';
import { checkParams, periodParam } from './param.js';
import { sma } from './sma.js';
import { isZero } from './zero.js';

/** The parameters of the acceleration bands. */
export const accbandsParams = [periodParam('timePeriod', 20, 2)] as const;

/** Returns the bars before the first bands: period − 1. */
export function accbandsLookback(period: number): number {
  checkParams('accbands', accbandsParams, [period]);
  return period - 1;
}

/**
 * Computes Headley's acceleration bands, averages of the close and of high and low pushed apart by
 * 4 times their relative range, as TA-Lib's ACCBANDS.
 */
export function accbands(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Bands {
  accbandsLookback(period);
  const top = new Float64Array(high.length);
  const bottom = new Float64Array(high.length);
  for (let i = 0; i < high.length; i++) {
    const total = high[i] + low[i];
    const push = isZero(total) ? 0 : (4 * (high[i] - low[i])) / total;
    top[i] = high[i] * (1 + push);
    bottom[i] = low[i] * (1 - push);
  }
  return { upper: sma(top, period), middle: sma(close, period), lower: sma(bottom, period) };
}
