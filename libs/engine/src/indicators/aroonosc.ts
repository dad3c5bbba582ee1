import { extremeBars } from './extreme-bars.js';
import { checkParams, periodParam } from './param.js';

/** The parameters of the Aroon oscillator. */
export const aroonoscParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first value: period. */
export function aroonoscLookback(period: number): number {
  checkParams('aroonosc', aroonoscParams, [period]);
  return period;
}

/**
 * Computes the Aroon oscillator, Aroon up − Aroon down, −100 to 100, in one product as TA-Lib's
 * AROONOSC.
 */
export function aroonosc(high: Float64Array, low: Float64Array, period: number): Float64Array {
  aroonoscLookback(period);
  const { highest: out, lowest } = extremeBars(high, low, period + 1);
  const factor = 100 / period;
  for (let i = 0; i < out.length; i++) out[i] = factor * (out[i] - lowest[i]);
  return out;
}
