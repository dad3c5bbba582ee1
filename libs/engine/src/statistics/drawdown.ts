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

/** Scans the equity of the ticks [from, end), the first peak being the initial capital. */
export function scanEquity(
  equity: Float64Array,
  times: Float64Array,
  from: number,
  end: number,
  capital: number,
  endTimeMs: number,
): EquityPath {
  let peak = capital;
  let peakTime = times[from];
  let inverse = 1 / peak;
  let trough = Infinity;
  let sum = 0;
  let squares = 0;
  let episodes = 0;
  let total = 0;
  let worst = 0;
  let longest = 0;
  for (let i = from; i < end; i++) {
    const e = equity[i];
    sum += e;
    if (e < peak) {
      const d = (peak - e) * inverse;
      squares += d * d;
      if (e < trough) trough = e;
      continue;
    }
    if (trough < peak) {
      const depth = (peak - trough) / peak;
      if (depth > worst) worst = depth;
      total += depth;
      episodes++;
      if (times[i] - peakTime > longest) longest = times[i] - peakTime;
      trough = Infinity;
    }
    if (e > peak) {
      peak = e;
      inverse = 1 / peak;
    }
    peakTime = times[i];
  }
  if (trough < peak) {
    const depth = (peak - trough) / peak;
    worst = Math.max(worst, depth);
    total += depth;
    episodes++;
    longest = Math.max(longest, endTimeMs - peakTime);
  }
  return {
    peak,
    mean: sum / (end - from),
    maxDrawdown: worst,
    avgDrawdown: episodes === 0 ? 0 : total / episodes,
    maxDrawdownDays: longest / DAY_MS,
    ulcerIndex: Math.sqrt(squares / (end - from)),
  };
}
