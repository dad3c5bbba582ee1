import { checkParams, periodParam } from './param.js';
import { wilderStrength } from './wilder-strength.js';

/** The parameters of the relative strength index. */
export const rsiParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first index: period. */
export function rsiLookback(period: number): number {
  checkParams('rsi', rsiParams, [period]);
  return period;
}

/**
 * Computes Wilder's relative strength index, 0 to 100, and 0 without any change, as TA-Lib's RSI.
 */
export function rsi(source: Float64Array, period: number): Float64Array {
  rsiLookback(period);
  return wilderStrength(source, period, 0);
}
