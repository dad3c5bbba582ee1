import { measureCycle, SETTLED_EARLY } from './cycle.js';
import { blank, runEnd, runStart } from './runs.js';

/** The parameters of the dominant cycle period: none. */
export const htDcperiodParams = [] as const;

/** Returns the bars before the first period: 32. */
export function htDcperiodLookback(): number {
  return 32;
}

/**
 * Computes the smoothed period in bars of the dominant cycle by Ehlers's Hilbert transform, as
 * TA-Lib's HT_DCPERIOD.
 */
export function htDcperiod(source: Float64Array): Float64Array {
  const out = blank(source.length);
  const from = runStart([source]);
  const to = runEnd([source], from);
  const first = from + htDcperiodLookback();
  if (first >= to) return out;
  out.set(measureCycle(source, from, to, SETTLED_EARLY).period.subarray(first, to), first);
  return out;
}
