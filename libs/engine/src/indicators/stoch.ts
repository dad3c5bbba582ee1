import { ma, maLookback } from './ma.js';
import { checkParams, maTypeParam, periodParam } from './param.js';
import { keepWhere, stochasticLine } from './stochastic-line.js';

/** The parameters of the slow stochastic oscillator. */
export const stochParams = [
  periodParam('fastK', 5, 1),
  periodParam('slowK', 3, 1),
  maTypeParam('slowKMAType'),
  periodParam('slowD', 3, 1),
  maTypeParam('slowDMAType'),
] as const;

/** Returns the bars before the first pair: fastK − 1 and the lookbacks of both averages. */
export function stochLookback(
  fastK: number,
  slowK: number,
  slowKType: number,
  slowD: number,
  slowDType: number,
): number {
  checkParams('stoch', stochParams, [fastK, slowK, slowKType, slowD, slowDType]);
  return fastK - 1 + maLookback(slowK, slowKType) + maLookback(slowD, slowDType);
}

/**
 * Computes Lane's slow stochastic, %K smoothed and its moving average %D, 0 to 100, and 0 without
 * range, as TA-Lib's STOCH.
 */
export function stoch(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  fastK: number,
  slowK: number,
  slowKType: number,
  slowD: number,
  slowDType: number,
): { slowK: Float64Array; slowD: Float64Array } {
  stochLookback(fastK, slowK, slowKType, slowD, slowDType);
  const line = ma(stochasticLine(high, low, close, fastK), slowK, slowKType);
  const average = ma(line, slowD, slowDType);
  keepWhere(line, average);
  return { slowK: line, slowD: average };
}
