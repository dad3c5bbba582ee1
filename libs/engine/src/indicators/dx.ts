import { directionalIndex } from './directional-index.js';
import { checkParams, periodParam } from './param.js';
import { blank, runEnd, runStart } from './runs.js';

/** The parameters of the directional movement index. */
export const dxParams = [periodParam('timePeriod', 14, 2)] as const;

/** Returns the bars before the first index: period. */
export function dxLookback(period: number): number {
  checkParams('dx', dxParams, [period]);
  return period;
}

/** Computes Wilder's directional movement index, 0 to 100, which keeps its value (0 at first) where it is undefined, as TA-Lib's DX. */
export function dx(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  dxLookback(period);
  const out = blank(high.length);
  const columns = [high, low, close];
  const from = runStart(columns);
  const to = runEnd(columns, from);
  directionalIndex(high, low, close, period, from, to, out);
  let last = 0;
  for (let i = from + period; i < to; i++) {
    if (!Number.isNaN(out[i])) last = out[i];
    out[i] = last;
  }
  return out;
}
