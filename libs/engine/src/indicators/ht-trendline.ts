import { measureCycle, SETTLED_LATE } from './cycle.js';
import { blank, runEnd, runStart } from './runs.js';
import { trendline } from './trendline.js';

/** The parameters of the instantaneous trendline: none. */
export const htTrendlineParams = [] as const;

/** Returns the bars before the first value: 63. */
export function htTrendlineLookback(): number {
  return 63;
}

/**
 * Computes Ehlers's instantaneous trendline, the price averaged over its dominant cycle and
 * smoothed, as TA-Lib's HT_TRENDLINE.
 */
export function htTrendline(source: Float64Array): Float64Array {
  const out = blank(source.length);
  const from = runStart([source]);
  const to = runEnd([source], from);
  const first = from + htTrendlineLookback();
  if (first >= to) return out;
  const { period } = measureCycle(source, from, to, SETTLED_LATE);
  const line = trendline(source, period, from + SETTLED_LATE, to);
  out.set(line.subarray(first, to), first);
  return out;
}
