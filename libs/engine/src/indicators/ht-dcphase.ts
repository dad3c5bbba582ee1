import { cyclePhase } from './cycle-phase.js';
import { measureCycle, SETTLED_LATE } from './cycle.js';
import { blank, runEnd, runStart } from './runs.js';

/** The parameters of the dominant cycle phase: none. */
export const htDcphaseParams = [] as const;

/** Returns the bars before the first phase: 63. */
export function htDcphaseLookback(): number {
  return 63;
}

/**
 * Computes the phase of the dominant cycle by Ehlers's Hilbert transform, in degrees from −45 to
 * 315, as TA-Lib's HT_DCPHASE.
 */
export function htDcphase(source: Float64Array): Float64Array {
  const out = blank(source.length);
  const from = runStart([source]);
  const to = runEnd([source], from);
  const first = from + htDcphaseLookback();
  if (first >= to) return out;
  const cycle = measureCycle(source, from, to, SETTLED_LATE);
  out.set(cyclePhase(cycle, from + SETTLED_LATE, to).subarray(first, to), first);
  return out;
}
