import { emaFactor } from './exponential.js';
import { macdRun, type Macd } from './macd-lines.js';
import { checkParams, periodParam } from './param.js';

/** The parameters of the moving average convergence divergence. */
export const macdParams = [
  periodParam('fastPeriod', 12, 2),
  periodParam('slowPeriod', 26, 2),
  periodParam('signalPeriod', 9, 1),
] as const;

/** Returns the bars before the first value of all three lines: the longer period + signal − 2. */
export function macdLookback(fast: number, slow: number, signal: number): number {
  checkParams('macd', macdParams, [fast, slow, signal]);
  return Math.max(fast, slow) + signal - 2;
}

/**
 * Computes Appel's MACD in price units as TA-Lib's MACD: both averages start at the slow one's
 * first bar, and swapped periods are put in order.
 */
export function macd(source: Float64Array, fast: number, slow: number, signal: number): Macd {
  macdLookback(fast, slow, signal);
  const short = Math.min(fast, slow);
  const long = Math.max(fast, slow);
  return macdRun(source, short, emaFactor(short), long, emaFactor(long), signal);
}
