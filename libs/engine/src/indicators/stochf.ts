import { ma, maLookback } from './ma.js';
import { checkParams, maTypeParam, periodParam } from './param.js';
import { keepWhere, stochasticLine } from './stochastic-line.js';

/** The parameters of the fast stochastic oscillator. */
export const stochfParams = [
  periodParam('fastK', 5, 1),
  periodParam('fastD', 3, 1),
  maTypeParam('fastDMAType'),
] as const;

/** Returns the bars before the first pair: fastK − 1 and the lookback of the %D average. */
export function stochfLookback(fastK: number, fastD: number, fastDType: number): number {
  checkParams('stochf', stochfParams, [fastK, fastD, fastDType]);
  return fastK - 1 + maLookback(fastD, fastDType);
}

/**
 * Computes Lane's fast stochastic, %K and its moving average %D, 0 to 100, and 0 without range, as
 * TA-Lib's STOCHF.
 */
export function stochf(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  fastK: number,
  fastD: number,
  fastDType: number,
): { fastK: Float64Array; fastD: Float64Array } {
  stochfLookback(fastK, fastD, fastDType);
  const line = stochasticLine(high, low, close, fastK);
  const average = ma(line, fastD, fastDType);
  keepWhere(line, average);
  return { fastK: line, fastD: average };
}
