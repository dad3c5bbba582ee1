import { atr, atrLookback } from './atr.js';
import { type Bands } from './bands.js';
import { ema, emaLookback } from './ema.js';
import { checkParams, MAX_REAL, periodParam, realParam } from './param.js';

/** The parameters of the Keltner channel. */
export const keltnerParams = [
  periodParam('timePeriod', 20, 2),
  periodParam('atrPeriod', 10, 1),
  realParam('multiplier', 2, 0, MAX_REAL),
] as const;

/** Returns the bars before the first channel: the longer lookback of its EMA and its ATR. */
export function keltnerLookback(period: number, atrPeriod: number, multiplier: number): number {
  checkParams('keltner', keltnerParams, [period, atrPeriod, multiplier]);
  return Math.max(emaLookback(period), atrLookback(atrPeriod));
}

/**
 * Computes Raschke's Keltner channel, the EMA of the close with bands `multiplier` average true
 * ranges away.
 */
export function keltner(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
  atrPeriod: number,
  multiplier: number,
): Bands {
  keltnerLookback(period, atrPeriod, multiplier);
  const middle = ema(close, period);
  const upper = atr(high, low, close, atrPeriod);
  const lower = new Float64Array(middle.length);
  for (let i = 0; i < middle.length; i++) {
    const width = multiplier * upper[i];
    upper[i] = middle[i] + width;
    lower[i] = middle[i] - width;
  }
  return { upper, middle, lower };
}
