import { atan } from '../math.js';
import { DEGREES, measureCycle, SETTLED_EARLY, type Cycle } from './cycle.js';
import { checkParams, realParam } from './param.js';
import { blank, runEnd, runStart } from './runs.js';

/** The parameters of the MESA adaptive moving average: the bounds of its smoothing factor. */
export const mamaParams = [
  realParam('fastLimit', 0.5, 0.01, 0.99),
  realParam('slowLimit', 0.05, 0.01, 0.99),
] as const;

/** The adaptive average and the one that follows it at half its factor. */
export interface Mama {
  mama: Float64Array;
  fama: Float64Array;
}

/** Returns the bars before the first pair: 32. */
export function mamaLookback(fastLimit: number, slowLimit: number): number {
  checkParams('mama', mamaParams, [fastLimit, slowLimit]);
  return 32;
}

/**
 * Computes Ehlers's MESA adaptive moving average, whose factor falls with the rate of change of the
 * cycle's phase, as TA-Lib's MAMA.
 */
export function mama(source: Float64Array, fastLimit: number, slowLimit: number): Mama {
  const lookback = mamaLookback(fastLimit, slowLimit);
  const out = { mama: blank(source.length), fama: blank(source.length) };
  const from = runStart([source]);
  const to = runEnd([source], from);
  const first = from + lookback;
  if (first >= to) return out;
  const cycle = measureCycle(source, from, to, SETTLED_EARLY);
  adapt(source, cycle, fastLimit, slowLimit, from + SETTLED_EARLY, to, out);
  out.mama.fill(NaN, 0, first);
  out.fama.fill(NaN, 0, first);
  return out;
}

function adapt(
  source: Float64Array,
  { inPhase, quadrature }: Cycle,
  fastLimit: number,
  slowLimit: number,
  first: number,
  to: number,
  out: Mama,
): void {
  let average = 0;
  let following = 0;
  let phase = 0;
  for (let i = first; i < to; i++) {
    const last = phase;
    phase = inPhase[i] === 0 ? 0 : atan(quadrature[i] / inPhase[i]) * DEGREES;
    const change = last - phase;
    const factor = change > 1 ? Math.max(fastLimit / change, slowLimit) : fastLimit;
    average = factor * source[i] + (1 - factor) * average;
    following = 0.5 * factor * average + (1 - 0.5 * factor) * following;
    out.mama[i] = average;
    out.fama[i] = following;
  }
}
