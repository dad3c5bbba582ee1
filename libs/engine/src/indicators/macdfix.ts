import { macdRun, type Macd } from './macd-lines.js';
import { checkParams, periodParam } from './param.js';

/** The parameters of the MACD with fixed 12 and 26 bars. */
export const macdfixParams = [periodParam('signalPeriod', 9, 1)] as const;

/** Returns the bars before the first value of all three lines: 24 + signal. */
export function macdfixLookback(signal: number): number {
  checkParams('macdfix', macdfixParams, [signal]);
  return 26 + signal - 2;
}

/**
 * Computes Appel's MACD in price units with his rounded factors 0.15 for 12 and 0.075 for 26 bars,
 * as TA-Lib's MACDFIX.
 */
export function macdfix(source: Float64Array, signal: number): Macd {
  macdfixLookback(signal);
  return macdRun(source, 12, 0.15, 26, 0.075, signal);
}
