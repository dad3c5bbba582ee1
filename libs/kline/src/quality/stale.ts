import type { Bars } from '@app/engine';

/** Counts runs of bars whose price stands still. */
export interface StaleRuns {
  /** How many bars in a row are still nothing to report. */
  allowed: number;
  runs: number;
  bars: number;
  /** Bars of the longest run. */
  longest: number;
  /** Row of its first bar; -1 when there is none. */
  longestRow: number;
}

const HALF_HOUR_MS = 30 * 60_000;
const FEWEST = 3;

/** Finds runs of more bars than half an hour holds, and than three, that are flat (open, high, low and close are one price) and have no volume or the close of the bar before. */
export function findStaleRuns({ open, high, low, close, volume }: Bars, stepMs: number): StaleRuns {
  const allowed = Math.max(FEWEST, Math.floor(HALF_HOUR_MS / stepMs));
  const found: StaleRuns = { allowed, runs: 0, bars: 0, longest: 0, longestRow: -1 };
  const { length } = close;
  let start = 0;
  for (let i = 0; i <= length; i++) {
    if (
      i < length &&
      high[i] === low[i] &&
      open[i] === close[i] &&
      high[i] === close[i] &&
      (volume[i] === 0 || (i > 0 && close[i] === close[i - 1]))
    ) {
      continue;
    }
    const bars = i - start;
    if (bars > allowed) {
      found.runs++;
      found.bars += bars;
      if (bars > found.longest) Object.assign(found, { longest: bars, longestRow: start });
    }
    start = i + 1;
  }
  return found;
}
