import { checkParams, maTypeParam, periodParam } from './param.js';
import { rsi, rsiLookback } from './rsi.js';
import { stochf, stochfLookback } from './stochf.js';

/** The parameters of the stochastic of the relative strength index. */
export const stochrsiParams = [
  periodParam('timePeriod', 14, 2),
  periodParam('fastK', 5, 1),
  periodParam('fastD', 3, 1),
  maTypeParam('fastDMAType'),
] as const;

/** Returns the bars before the first pair: the lookbacks of the RSI and of the fast stochastic. */
export function stochrsiLookback(
  period: number,
  fastK: number,
  fastD: number,
  fastDType: number,
): number {
  checkParams('stochrsi', stochrsiParams, [period, fastK, fastD, fastDType]);
  return rsiLookback(period) + stochfLookback(fastK, fastD, fastDType);
}

/** Computes the fast stochastic of the relative strength index, 0 to 100, as TA-Lib's STOCHRSI. */
export function stochrsi(
  source: Float64Array,
  period: number,
  fastK: number,
  fastD: number,
  fastDType: number,
): { fastK: Float64Array; fastD: Float64Array } {
  stochrsiLookback(period, fastK, fastD, fastDType);
  const index = rsi(source, period);
  return stochf(index, index, index, fastK, fastD, fastDType);
}
