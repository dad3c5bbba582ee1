import { blankUntil, runStart } from './runs.js';
import { isZero } from './zero.js';

/**
 * Computes 100 × (gain − lossWeight × loss) / (gain + loss) of Wilder's smoothed gains and losses,
 * seeded by the plain means of the first `period` changes, and 0 without any change. A NaN lasts
 * from its bar to the end.
 */
export function wilderStrength(
  source: Float64Array,
  period: number,
  lossWeight: 0 | 1,
): Float64Array {
  const n = source.length;
  const from = runStart([source]);
  const first = from + period;
  const out = blankUntil(n, first);
  if (first >= n) return out;
  let gain = 0;
  let loss = 0;
  for (let i = from + 1; i <= first; i++) {
    const change = source[i] - source[i - 1];
    gain += Math.max(change, 0);
    loss += Math.max(-change, 0);
  }
  gain /= period;
  loss /= period;
  out[first] = strength(gain, loss, lossWeight);
  const kept = period - 1;
  let last = source[first];
  for (let i = first + 1; i < n; i++) {
    const change = source[i] - last;
    last = source[i];
    // Half of |x| ± x is the gain or the loss without a branch that prices make unpredictable.
    const size = Math.abs(change);
    gain = (gain * kept + 0.5 * (size + change)) / period;
    loss = (loss * kept + 0.5 * (size - change)) / period;
    out[i] = strength(gain, loss, lossWeight);
  }
  return out;
}

function strength(gain: number, loss: number, lossWeight: number): number {
  const total = gain + loss;
  return isZero(total) ? 0 : 100 * ((gain - lossWeight * loss) / total);
}
