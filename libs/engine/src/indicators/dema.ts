import { ema } from './ema.js';
import { checkParams, periodParam } from './param.js';

/** The parameters of the double exponential moving average. */
export const demaParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first average: 2 × (period − 1). */
export function demaLookback(period: number): number {
  checkParams('dema', demaParams, [period]);
  return 2 * (period - 1);
}

/**
 * Computes Mulloy's double exponential moving average, 2 × EMA − EMA of the EMA, as TA-Lib's DEMA.
 */
export function dema(source: Float64Array, period: number): Float64Array {
  demaLookback(period);
  const once = ema(source, period);
  const out = ema(once, period);
  for (let i = 0; i < out.length; i++) out[i] = 2 * once[i] - out[i];
  return out;
}
