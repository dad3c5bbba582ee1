import { checkParams, periodParam } from './param.js';
import { blank } from './runs.js';

/** The parameters of the rate of change as a ratio. */
export const rocrParams = [periodParam('timePeriod', 10, 1)] as const;

/** Returns the bars before the first value: period. */
export function rocrLookback(period: number): number {
  checkParams('rocr', rocrParams, [period]);
  return period;
}

/** Computes the ratio of each value to the one `period` bars earlier, and 0 after a zero. */
export function rocr(source: Float64Array, period: number): Float64Array {
  const first = rocrLookback(period);
  const out = blank(source.length);
  for (let i = first; i < out.length; i++) {
    const before = source[i - period];
    out[i] = before === 0 ? 0 : source[i] / before;
  }
  return out;
}
