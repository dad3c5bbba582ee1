import { blank, runEnd, runStart } from './runs.js';
import { isZero } from './zero.js';

/**
 * Computes 100 × (gain − lossWeight × loss) / (gain + loss) of Wilder's smoothed gains and losses, seeded by the plain means of the
 * first `period` changes, and 0 without any change. A NaN lasts from its bar to the end.
 */
export function wilderStrength(
  source: Float64Array,
  period: number,
  lossWeight: 0 | 1,
): Float64Array {
  const out = blank(source.length);
  const from = runStart([source]);
  const to = runEnd([source], from);
  const first = from + period;
  if (first >= to) return out;
  let gain = 0;
  let loss = 0;
  for (let i = from + 1; i <= first; i++) {
    const change = source[i] - source[i - 1];
    if (change < 0) loss -= change;
    else gain += change;
  }
  gain /= period;
  loss /= period;
  out[first] = strength(gain, loss, lossWeight);
  const kept = period - 1;
  for (let i = first + 1; i < to; i++) {
    const change = source[i] - source[i - 1];
    gain = (gain * kept + (change < 0 ? 0 : change)) / period;
    loss = (loss * kept - (change < 0 ? change : 0)) / period;
    out[i] = strength(gain, loss, lossWeight);
  }
  return out;
}

function strength(gain: number, loss: number, lossWeight: number): number {
  const total = gain + loss;
  return isZero(total) ? 0 : 100 * ((gain - lossWeight * loss) / total);
}
