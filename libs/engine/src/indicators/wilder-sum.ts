import { blank, runEnd, runStart } from './runs.js';

/**
 * Computes Wilder's running sum of `period` values: the plain sum of the first period − 1, then S −
 * S ÷ period + x. A NaN lasts from its bar to the end.
 */
export function wilderSum(source: Float64Array, period: number): Float64Array {
  const out = blank(source.length);
  const from = runStart([source]);
  const to = runEnd([source], from);
  const seeded = from + period - 1;
  if (seeded > to) return out;
  let sum = 0;
  for (let i = from; i < seeded; i++) sum += source[i];
  out[seeded - 1] = sum;
  for (let i = seeded; i < to; i++) {
    sum = sum - sum / period + source[i];
    out[i] = sum;
  }
  return out;
}
