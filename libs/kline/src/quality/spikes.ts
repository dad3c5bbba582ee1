import type { Bars } from '@app/engine';
import { selectSmallest } from './select.js';

/** Counts moves far outside of what is usual around them. */
export interface Spikes {
  /** Bars that left their surroundings and came back: within themselves, or within three bars. */
  returning: number;
  /** Moves that stayed, such as splits and shocks. */
  jumps: number;
  /** Rows of the first of those that came back. */
  rows: number[];
}

const WINDOW = 256;
const CHUNK = 64;
const LIMIT = 20;
const RETURN_BARS = 3;
const RETURNED_SHARE = 0.25;
/** Make the median, the ninth decile and the mean of absolute deviations estimate a standard deviation of normal values. */
const MEDIAN_SCALE = 1.4826;
const DECILE_SCALE = 0.60796;
const MEAN_SCALE = 1.253314;
const MOST_ROWS = 100;
/** Rows of one step; the returns around them are taken once for all its windows. */
const STEP_ROWS = 65_536;

/**
 * Finds spikes and jumps of bars at steps of `stepMs`. With r = ln(close / close before), m its median over the 256 returns around, MAD the
 * median and D the ninth decile of |r - m|, the scale s is the greater of 1.4826 · MAD and 0.60796 · D, or 1.253314 times the mean of |r - m|
 * where both are 0 (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993; D is there for quiet markets, whose median says little).
 * A bar stands out when |r - m| > 20 · s · √n, n being its distance from the bar before in steps, or when its high or low lies as far beyond
 * its close and the one before. It returns when one of the next three closes is within a quarter of the move from where that began.
 */
export class SpikeFinder {
  readonly found: Spikes = { returning: 0, jumps: 0, rows: [] };
  private row = 1;
  private skipTo = 1;
  private readonly scratch = new Float64Array(WINDOW);

  constructor(
    private readonly bars: Bars,
    private readonly stepMs: number,
  ) {}

  /** Looks at some of the bars, so that others may have their turn in between; says whether any are left. */
  step(): boolean {
    const { close } = this.bars;
    const from = Math.max(1, this.row - WINDOW);
    const end = Math.min(this.row + STEP_ROWS, close.length);
    const returns = logReturns(close, from, Math.min(end + WINDOW, close.length));
    for (; this.row < end; this.row += CHUNK) {
      const spread = spreadAround(returns, this.row - from, this.scratch);
      if (spread.scale > 0) this.scan(spread, Math.min(this.row + CHUNK, end));
    }
    return this.row < close.length;
  }

  private scan({ middle, scale }: Spread, end: number): void {
    const { time, high, low, close } = this.bars;
    for (let i = Math.max(this.row, this.skipTo); i < end; i++) {
      const steps = (time[i] - time[i - 1]) / this.stepMs;
      const limit = LIMIT * scale * Math.sqrt(Math.max(1, steps));
      const move = Math.log(close[i] / close[i - 1]);
      if (Math.abs(move - middle) > limit) {
        const back = returnRow(close, i, move);
        if (back < 0) this.found.jumps++;
        else this.addReturning(i);
        // The way back is no second spike.
        if (back >= 0) i = back;
        this.skipTo = i + 1;
      } else if (excursion(high[i], low[i], close[i - 1], close[i]) > limit) this.addReturning(i);
    }
  }

  private addReturning(row: number): void {
    this.found.returning++;
    if (this.found.rows.length < MOST_ROWS) this.found.rows.push(row);
  }
}

/** Finds the spikes of all bars at once, as `SpikeFinder` does. */
export function findSpikes(bars: Bars, stepMs: number): Spikes {
  const finder = new SpikeFinder(bars, stepMs);
  while (finder.step());
  return finder.found;
}

interface Spread {
  middle: number;
  scale: number;
}

function logReturns(close: Float64Array, from: number, to: number): Float64Array {
  const returns = new Float64Array(Math.max(0, to - from));
  for (let i = 0; i < returns.length; i++) {
    returns[i] = Math.log(close[from + i] / close[from + i - 1]);
  }
  return returns;
}

function spreadAround(returns: Float64Array, start: number, scratch: Float64Array): Spread {
  const last = Math.max(0, returns.length - WINDOW);
  const from = Math.min(last, Math.max(0, start - (WINDOW - CHUNK) / 2));
  const count = Math.min(WINDOW, returns.length);
  for (let i = 0; i < count; i++) scratch[i] = returns[from + i];
  const middle = selectSmallest(scratch, count, count >> 1);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    scratch[i] = Math.abs(scratch[i] - middle);
    sum += scratch[i];
  }
  const median = selectSmallest(scratch, count, count >> 1);
  const decile = selectSmallest(scratch, count, Math.floor(0.9 * count));
  const scale = Math.max(MEDIAN_SCALE * median, DECILE_SCALE * decile);
  return { middle, scale: scale > 0 ? scale : (MEAN_SCALE * sum) / count };
}

// How far, as a logarithm, a bar's high or low lies beyond both its close and the one before.
function excursion(high: number, low: number, before: number, close: number): number {
  const upper = before > close ? before : close;
  const lower = before < close ? before : close;
  return Math.log(high / upper > lower / low ? high / upper : lower / low);
}

function returnRow(close: Float64Array, i: number, move: number): number {
  const end = Math.min(i + RETURN_BARS, close.length - 1);
  for (let row = i + 1; row <= end; row++) {
    const left = Math.abs(Math.log(close[row] / close[i - 1]));
    if (left <= RETURNED_SHARE * Math.abs(move)) return row;
  }
  return -1;
}
