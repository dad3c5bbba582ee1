import { adx, adxLookback } from './adx.js';
import { checkParams, periodParam } from './param.js';
import { blank } from './runs.js';

/** The parameters of the average directional movement index rating. */
export const adxrParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first rating: 3 × period − 2. */
export function adxrLookback(period: number): number {
  checkParams('adxr', adxrParams, [period]);
  return adxLookback(period) + period - 1;
}

/**
 * Computes Wilder's rating, the mean of the ADX and that of period − 1 bars before, 0 to 100, as
 * TA-Lib's ADXR.
 */
export function adxr(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  const lookback = adxrLookback(period);
  const averages = adx(high, low, close, period);
  const out = blank(high.length);
  for (let i = lookback; i < out.length; i++) out[i] = (averages[i] + averages[i - period + 1]) / 2;
  return out;
}
