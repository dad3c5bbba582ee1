import { ma, maLookback } from './ma.js';
import { checkParams, maTypeParam, periodParam } from './param.js';

/** The parameters of the absolute price oscillator. */
export const apoParams = [
  periodParam('fastPeriod', 12, 2),
  periodParam('slowPeriod', 26, 2),
  maTypeParam('maType'),
] as const;

/** Returns the bars before the first value: the lookback of the average of the longer period. */
export function apoLookback(fast: number, slow: number, type: number): number {
  checkParams('apo', apoParams, [fast, slow, type]);
  return maLookback(Math.max(fast, slow), type);
}

/**
 * Computes the absolute price oscillator, the average of the shorter minus that of the longer
 * period, in price units, as TA-Lib's APO.
 */
export function apo(source: Float64Array, fast: number, slow: number, type: number): Float64Array {
  apoLookback(fast, slow, type);
  const out = ma(source, Math.max(fast, slow), type);
  const shorter = ma(source, Math.min(fast, slow), type);
  for (let i = 0; i < out.length; i++) out[i] = shorter[i] - out[i];
  return out;
}
