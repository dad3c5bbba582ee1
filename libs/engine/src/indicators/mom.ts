import { checkParams, periodParam } from './param.js';
import { blank } from './runs.js';

/** The parameters of the momentum. */
export const momParams = [periodParam('timePeriod', 10, 1)] as const;

/** Returns the bars before the first value: period. */
export function momLookback(period: number): number {
  checkParams('mom', momParams, [period]);
  return period;
}

/** Computes the momentum, the change over `period` bars in the source's unit. */
export function mom(source: Float64Array, period: number): Float64Array {
  const first = momLookback(period);
  const out = blank(source.length);
  for (let i = first; i < out.length; i++) out[i] = source[i] - source[i - period];
  return out;
}
