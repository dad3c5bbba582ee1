import { blank, runEnd, runStart } from './runs.js';

/** The parameters of Heikin-Ashi: none. */
export const heikinAshiParams = [] as const;

/** Averaged bars as columns of prices. */
export interface HeikinAshi {
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
}

/** Returns the bars before the first averaged bar: 0. */
export function heikinAshiLookback(): number {
  return 0;
}

/**
 * Computes Heikin-Ashi bars: the close is the bar's mean price, the open the middle of the averaged
 * bar before, the first one of its own.
 */
export function heikinAshi(
  open: Float64Array,
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
): HeikinAshi {
  const n = open.length;
  const out = { open: blank(n), high: blank(n), low: blank(n), close: blank(n) };
  const columns = [open, high, low, close];
  const from = runStart(columns);
  const to = runEnd(columns, from);
  let start = (open[from] + close[from]) / 2;
  for (let i = from; i < to; i++) {
    const end = (open[i] + high[i] + low[i] + close[i]) / 4;
    out.open[i] = start;
    out.high[i] = Math.max(high[i], start, end);
    out.low[i] = Math.min(low[i], start, end);
    out.close[i] = end;
    start = (start + end) / 2;
  }
  return out;
}
