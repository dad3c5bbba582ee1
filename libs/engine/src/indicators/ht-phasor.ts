import { measureCycle, SETTLED_EARLY } from './cycle.js';
import { blank, runEnd, runStart } from './runs.js';

/** The parameters of the phasor components: none. */
export const htPhasorParams = [] as const;

/** Returns the bars before the first components: 32. */
export function htPhasorLookback(): number {
  return 32;
}

/**
 * Computes the in-phase and quadrature components of the dominant cycle by Ehlers's Hilbert
 * transform, in the source's unit, as TA-Lib's HT_PHASOR.
 */
export function htPhasor(source: Float64Array): {
  inPhase: Float64Array;
  quadrature: Float64Array;
} {
  const out = { inPhase: blank(source.length), quadrature: blank(source.length) };
  const from = runStart([source]);
  const to = runEnd([source], from);
  const first = from + htPhasorLookback();
  if (first >= to) return out;
  const cycle = measureCycle(source, from, to, SETTLED_EARLY);
  out.inPhase.set(cycle.inPhase.subarray(first, to), first);
  out.quadrature.set(cycle.quadrature.subarray(first, to), first);
  return out;
}
