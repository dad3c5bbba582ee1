import { blank, runEnd, runStart } from './runs.js';

/** The parameters of the accumulation/distribution line: none. */
export const adParams = [] as const;

/** Returns the bars before the first value: 0. */
export function adLookback(): number {
  return 0;
}

/**
 * Computes Chaikin's accumulation/distribution line in units of volume, each bar's volume weighted
 * by where it closed in its range.
 */
export function ad(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  volume: Float64Array,
): Float64Array {
  const out = blank(high.length);
  const columns = [high, low, close, volume];
  const from = runStart(columns);
  const to = runEnd(columns, from);
  let line = 0;
  for (let i = from; i < to; i++) {
    const range = high[i] - low[i];
    if (range > 0) line += ((close[i] - low[i] - (high[i] - close[i])) / range) * volume[i];
    out[i] = line;
  }
  return out;
}
