import { blank, runEnd, runStart } from './runs.js';

/** The parameters of the on-balance volume: none. */
export const obvParams = [] as const;

/** Returns the bars before the first value: 0. */
export function obvLookback(): number {
  return 0;
}

/**
 * Computes Granville's on-balance volume, started at the first volume, plus the volume of rising
 * and minus that of falling bars.
 */
export function obv(source: Float64Array, volume: Float64Array): Float64Array {
  const out = blank(source.length);
  const columns = [source, volume];
  const from = runStart(columns);
  const to = runEnd(columns, from);
  let balance = volume[from];
  if (from < to) out[from] = balance;
  for (let i = from + 1; i < to; i++) {
    if (source[i] > source[i - 1]) balance += volume[i];
    else if (source[i] < source[i - 1]) balance -= volume[i];
    out[i] = balance;
  }
  return out;
}
