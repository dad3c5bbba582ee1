import { checkParams, periodParam } from './param.js';
import { blank } from './runs.js';

/** The parameters of the rate of change as a fraction. */
export const rocpParams = [periodParam('timePeriod', 10, 1)] as const;

/** Returns the bars before the first value: period. */
export function rocpLookback(period: number): number {
  checkParams('rocp', rocpParams, [period]);
  return period;
}

/**
 * Computes the change over `period` bars as a fraction of the earlier value, and 0 after a zero.
 */
export function rocp(source: Float64Array, period: number): Float64Array {
  const first = rocpLookback(period);
  const out = blank(source.length);
  for (let i = first; i < out.length; i++) {
    const before = source[i - period];
    out[i] = before === 0 ? 0 : (source[i] - before) / before;
  }
  return out;
}
