import { checkParams, periodParam } from './param.js';
import { blank } from './runs.js';

/** The parameters of the rate of change. */
export const rocParams = [periodParam('timePeriod', 10, 1)] as const;

/** Returns the bars before the first value: period. */
export function rocLookback(period: number): number {
  checkParams('roc', rocParams, [period]);
  return period;
}

/** Computes the rate of change over `period` bars in percent, and 0 after a zero. */
export function roc(source: Float64Array, period: number): Float64Array {
  const first = rocLookback(period);
  const out = blank(source.length);
  for (let i = first; i < out.length; i++) {
    const before = source[i - period];
    out[i] = before === 0 ? 0 : (source[i] / before - 1) * 100;
  }
  return out;
}
