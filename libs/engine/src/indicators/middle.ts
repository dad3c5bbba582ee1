import { rollingMax, rollingMin } from './rolling-extreme.js';
import { blank, eachRun } from './runs.js';

/** Computes the middle of the largest of `high` and the smallest of `low` over `period` bars. */
export function middle(high: Float64Array, low: Float64Array, period: number): Float64Array {
  const out = blank(high.length);
  const lowest = blank(high.length);
  eachRun([high, low], period, (from, to) => {
    rollingMax(high, period, from, to, out);
    rollingMin(low, period, from, to, lowest);
  });
  for (let i = 0; i < out.length; i++) out[i] = (out[i] + lowest[i]) / 2;
  return out;
}
