import { ema } from './ema.js';
import { checkParams, maTypeParam, periodParam } from './param.js';
import { sma } from './sma.js';

/** The parameters of the moving average of a chosen type. */
export const maParams = [periodParam('timePeriod', 30, 1), maTypeParam('maType')] as const;

/** Returns the bars before the first average of the type; 0 for a period of 1. */
export function maLookback(period: number, type: number): number {
  checkParams('ma', maParams, [period, type]);
  return period - 1;
}

/** Computes the moving average of the type, a copy of `source` for a period of 1, as TA-Lib's MA. */
export function ma(source: Float64Array, period: number, type: number): Float64Array {
  maLookback(period, type);
  if (period === 1) return source.slice();
  return type === 1 ? ema(source, period) : sma(source, period);
}
