import { checkParams, periodParam } from './param.js';
import { blank } from './runs.js';

/** The parameters of the rate of change as a ratio in percent. */
export const rocr100Params = [periodParam('timePeriod', 10, 1)] as const;

/** Returns the bars before the first value: period. */
export function rocr100Lookback(period: number): number {
  checkParams('rocr100', rocr100Params, [period]);
  return period;
}

/**
 * Computes the ratio of each value to the one `period` bars earlier in percent, and 0 after a zero.
 */
export function rocr100(source: Float64Array, period: number): Float64Array {
  const first = rocr100Lookback(period);
  const out = blank(source.length);
  for (let i = first; i < out.length; i++) {
    const before = source[i - period];
    out[i] = before === 0 ? 0 : (source[i] / before) * 100;
  }
  return out;
}
