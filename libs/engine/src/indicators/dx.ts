import { directionalIndex, UNDEFINED_INDEX } from './directional-index.js';
import { checkParams, periodParam } from './param.js';
import { blankUntil, runStart } from './runs.js';

/** The parameters of the directional movement index. */
export const dxParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first index: period. */
export function dxLookback(period: number): number {
  checkParams('dx', dxParams, [period]);
  return period;
}

/**
 * Computes Wilder's directional movement index, 0 to 100, which keeps its value (0 at first) where
 * it is undefined, as TA-Lib's DX.
 */
export function dx(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  const lookback = dxLookback(period);
  const from = runStart([high, low, close]);
  const out = blankUntil(high.length, from + lookback);
  directionalIndex(high, low, close, period, from, out);
  let last = 0;
  for (let i = from + lookback; i < out.length; i++) {
    if (out[i] !== UNDEFINED_INDEX) last = out[i];
    out[i] = last;
  }
  return out;
}
