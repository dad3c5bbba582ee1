import { ema } from './ema.js';
import { checkParams, periodParam } from './param.js';

/** The parameters of the triple exponential moving average. */
export const temaParams = [periodParam('timePeriod', 30, 2)] as const;

/** Returns the bars before the first average: 3 × (period − 1). */
export function temaLookback(period: number): number {
  checkParams('tema', temaParams, [period]);
  return 3 * (period - 1);
}

/**
 * Computes Mulloy's triple exponential moving average, 3 × EMA − 3 × EMA² + EMA³ with powers for
 * repetition, as TA-Lib's TEMA.
 */
export function tema(source: Float64Array, period: number): Float64Array {
  temaLookback(period);
  const once = ema(source, period);
  const twice = ema(once, period);
  const out = ema(twice, period);
  for (let i = 0; i < out.length; i++) out[i] += 3 * once[i] - 3 * twice[i];
  return out;
}
