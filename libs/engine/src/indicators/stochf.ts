import { ma, maLookback } from './ma.js';
import { checkParams, maTypeParam, periodParam } from './param.js';
import { rollingMax, rollingMin } from './rolling-extreme.js';
import { blank, eachRun } from './runs.js';

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

/** Computes Lane's fast stochastic, %K and its moving average %D, 0 to 100, and 0 without range, as TA-Lib's STOCHF. */
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

/** Computes where the close stands in the range of `period` bars, 0 to 100, and 0 without range. */
export function stochasticLine(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  const highest = new Float64Array(high.length);
  const out = blank(high.length);
  eachRun([high, low, close], period, (from, to) => {
    rollingMax(high, period, from, to, highest);
    rollingMin(low, period, from, to, out);
    for (let i = from + period - 1; i < to; i++) {
      const unit = (highest[i] - out[i]) / 100;
      out[i] = unit === 0 ? 0 : (close[i] - out[i]) / unit;
    }
  });
  return out;
}

/** Sets `line` to NaN wherever `other` is, so that outputs start together. */
export function keepWhere(line: Float64Array, other: Float64Array): void {
  for (let i = 0; i < line.length; i++) if (Number.isNaN(other[i])) line[i] = NaN;
}
