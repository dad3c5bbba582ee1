import { emaFactor, emaRun } from './exponential.js';
import { checkParams, periodParam } from './param.js';
import { roc } from './roc.js';

/** The parameters of TRIX. */
export const trixParams = [periodParam('timePeriod', 30, 1)] as const;

/** Returns the bars before the first value: 3 × (period − 1) + 1. */
export function trixLookback(period: number): number {
  checkParams('trix', trixParams, [period]);
  return 3 * (period - 1) + 1;
}

/**
 * Computes Hutson's TRIX, the one-bar rate of change in percent of a triple exponential average, as
 * TA-Lib's TRIX.
 */
export function trix(source: Float64Array, period: number): Float64Array {
  trixLookback(period);
  const factor = emaFactor(period);
  const once = emaRun(source, period, factor);
  const twice = emaRun(once, period, factor);
  return roc(emaRun(twice, period, factor), 1);
}
