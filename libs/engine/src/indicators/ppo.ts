import { ma, maLookback } from './ma.js';
import { checkParams, maTypeParam, periodParam } from './param.js';
import { isZero } from './zero.js';

/** The parameters of the percentage price oscillator. */
export const ppoParams = [
  periodParam('fastPeriod', 12, 2),
  periodParam('slowPeriod', 26, 2),
  maTypeParam('maType'),
] as const;

/** Returns the bars before the first value: the lookback of the average of the longer period. */
export function ppoLookback(fast: number, slow: number, type: number): number {
  checkParams('ppo', ppoParams, [fast, slow, type]);
  return maLookback(Math.max(fast, slow), type);
}

/**
 * Computes the percentage price oscillator, the shorter average's distance from the longer one in
 * percent of that, and 0 over a zero, as TA-Lib's PPO.
 */
export function ppo(source: Float64Array, fast: number, slow: number, type: number): Float64Array {
  ppoLookback(fast, slow, type);
  const out = ma(source, Math.max(fast, slow), type);
  const shorter = ma(source, Math.min(fast, slow), type);
  for (let i = 0; i < out.length; i++) {
    const longer = out[i];
    out[i] = isZero(longer) ? 0 : ((shorter[i] - longer) / longer) * 100;
  }
  return out;
}
