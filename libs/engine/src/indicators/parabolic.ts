import { blank, runEnd, runStart } from './runs.js';

/**
 * How one side's stop accelerates: the first factor, its growth at each new extreme, and its limit.
 */
export interface Acceleration {
  initial: number;
  step: number;
  maximum: number;
}

/**
 * Runs Wilder's parabolic stop and reverse. `start` is the first stop, positive for long and
 * negative for short, or 0 to take side and stop from the first two bars; `offset` moves the stop
 * away by a fraction on reversal; stops while short are multiplied by `shortSign`.
 */
export function parabolic(
  high: Float64Array,
  low: Float64Array,
  start: number,
  offset: number,
  long: Acceleration,
  short: Acceleration,
  shortSign: 1 | -1,
): Float64Array {
  const out = blank(high.length);
  const columns = [high, low];
  const from = runStart(columns);
  const to = runEnd(columns, from);
  const first = from + 1;
  if (first >= to) return out;
  let isLong = start === 0 ? startsLong(high, low, first) : start > 0;
  let extreme = isLong ? high[first] : low[first];
  let stop = start === 0 ? (isLong ? low[from] : high[from]) : Math.abs(start);
  let factor = isLong ? long.initial : short.initial;
  for (let i = first; i < to; i++) {
    // The first bar stands in for the one before it, as in TA-Lib.
    const before = Math.max(i - 1, first);
    const top = Math.max(high[before], high[i]);
    const bottom = Math.min(low[before], low[i]);
    if (isLong ? low[i] <= stop : high[i] >= stop) {
      isLong = !isLong;
      stop = isLong ? Math.min(extreme, bottom) : Math.max(extreme, top);
      stop += isLong ? -stop * offset : stop * offset;
      out[i] = isLong ? stop : shortSign * stop;
      factor = isLong ? long.initial : short.initial;
      extreme = isLong ? high[i] : low[i];
    } else {
      out[i] = isLong ? stop : shortSign * stop;
      const reached = isLong ? high[i] : low[i];
      if (isLong ? reached > extreme : reached < extreme) {
        extreme = reached;
        const { step, maximum } = isLong ? long : short;
        factor = Math.min(factor + step, maximum);
      }
    }
    stop += factor * (extreme - stop);
    stop = isLong ? Math.min(stop, bottom) : Math.max(stop, top);
  }
  return out;
}

function startsLong(high: Float64Array, low: Float64Array, first: number): boolean {
  const up = high[first] - high[first - 1];
  const down = low[first - 1] - low[first];
  return !(down > 0 && down > up);
}
