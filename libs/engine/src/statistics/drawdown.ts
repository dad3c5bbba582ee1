import { DAY_MS } from '../calendar.js';

/** What one pass over the equity of every bar tells. */
export type EquityPath = {
  peak: number;
  mean: number;
  /** Fractions of the peak before, positive. */
  maxDrawdown: number;
  avgDrawdown: number;
  maxDrawdownDays: number;
  ulcerIndex: number;
};

/** Scans the equity of the ticks [from, end), the first peak being the initial capital; without `withMeans` it is quicker, and `mean` and `ulcerIndex` mean nothing. */
export function scanEquity(
  equity: Float64Array,
  times: Float64Array,
  from: number,
  end: number,
  capital: number,
  endTimeMs: number,
  withMeans: boolean,
): EquityPath {
  let peak = capital;
  let peakTime = times[from];
  let count = 0;
  let total = 0;
  let worst = 0;
  let longest = 0;
  let sum = 0;
  let squares = 0;
  for (let i = from; i < end;) {
    // A stretch below the peak in a loop of its own: V8 makes it twice as fast as one that also looks for peaks.
    const start = i;
    let below = 0;
    let belowSquares = 0;
    let trough = Infinity;
    let e = equity[i];
    if (!withMeans) {
      while (e < peak) {
        if (e < trough) trough = e;
        if (++i === end) break;
        e = equity[i];
      }
    }
    while (i < end && e < peak) {
      const loss = peak - e;
      below += loss;
      belowSquares += loss * loss;
      if (e < trough) trough = e;
      if (++i === end) break;
      e = equity[i];
    }
    sum += peak * (i - start) - below;
    squares += belowSquares / (peak * peak);
    if (i > start) {
      // A drawdown lasts from its peak to the bar that is back at it, or to the end.
      const depth = (peak - trough) / peak;
      const back = i < end ? times[i] : endTimeMs;
      count++;
      total += depth;
      if (depth > worst) worst = depth;
      if (back - peakTime > longest) longest = back - peakTime;
    }
    if (i === end) break;
    peak = e;
    peakTime = times[i];
    sum += e;
    i++;
  }
  return {
    peak,
    mean: sum / (end - from),
    maxDrawdown: worst,
    avgDrawdown: count === 0 ? 0 : total / count,
    maxDrawdownDays: longest / DAY_MS,
    ulcerIndex: Math.sqrt(squares / (end - from)),
  };
}
