import { checkParams, periodParam } from './param.js';
import { wilderStrength } from './wilder-strength.js';

/** The parameters of the Chande momentum oscillator. */
export const cmoParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first value: period. */
export function cmoLookback(period: number): number {
  checkParams('cmo', cmoParams, [period]);
  return period;
}

/**
 * Computes Chande's momentum oscillator with Wilder's smoothing, −100 to 100, and 0 without any
 * change, as TA-Lib's CMO.
 */
export function cmo(source: Float64Array, period: number): Float64Array {
  cmoLookback(period);
  return wilderStrength(source, period, 1);
}
