import type { Bars } from './bars.js';
import { type BuiltGrid, builtGrid, isMovedBySession } from './built-grid.js';
import type { BarSeries } from './context.js';
import { Bar } from './market.js';
import { resample } from './resample.js';
import { Clock, Series } from './series.js';
import type { SymbolSettings } from './market.js';
import { isoTime } from './calendar.js';
import { sealed } from './sealed.js';
import { isOfDays } from './session.js';
import { closeTimeOf, type Timeframe, timeframeMs } from './timeframe.js';

/** Bars of one timeframe over a clock, as a strategy sees them. */
export class SeriesOfBars implements BarSeries {
  readonly open: Series;
  readonly high: Series;
  readonly low: Series;
  readonly close: Series;
  readonly volume: Series;
  readonly time: Series;

  constructor(bars: Bars, clock: Clock) {
    this.open = new Series(bars.open, clock);
    this.high = new Series(bars.high, clock);
    this.low = new Series(bars.low, clock);
    this.close = new Series(bars.close, clock);
    this.volume = new Series(bars.volume, clock);
    this.time = new Series(bars.time, clock);
  }

  get length(): number {
    return this.close.length;
  }
}

sealed(SeriesOfBars);

/** A higher timeframe of a market: its bars, and the first base bar that may see each of them. A RangeError is thrown where a base bar lies across the end of one: it belongs to neither. */
export class HigherTimeframe {
  readonly clock: Clock;
  readonly bars: Bars;
  readonly series: SeriesOfBars;
  /** For each higher bar the first base bar whose close time is at or after its end; the base's length when there is none. */
  readonly visibleAt: Int32Array;

  constructor(
    readonly timeframe: Timeframe,
    base: Bars,
    baseTimeframe: Timeframe,
    gridOffsetMs: number,
    settings: SymbolSettings = {},
  ) {
    this.clock = new Clock({}, settings);
    const moves = isMovedBySession(settings, baseTimeframe, timeframe, base.time);
    const session = moves ? settings : null;
    this.bars = resample(base, baseTimeframe, timeframe, { gridOffsetMs, session });
    this.series = new SeriesOfBars(this.bars, this.clock);
    const grid = builtGrid(timeframe, gridOffsetMs, session);
    this.visibleAt = firstVisible(base, baseTimeframe, this.bars, grid);
    if (moves && !isOfDays(baseTimeframe)) this.#checkEnds(base, baseTimeframe, grid);
  }

  /** Moves on to the last bar that the base bar `i` may see and returns the base bar at which the next one becomes visible. */
  advance(i: number): number {
    const { visibleAt, clock } = this;
    let k = clock.i;
    while (k + 1 < visibleAt.length && visibleAt[k + 1] <= i) k++;
    clock.i = k;
    return k + 1 < visibleAt.length ? visibleAt[k + 1] : Bar.Never;
  }

  // Of a bar that goes on into the next day, the close is none of this one's, and its open none of the next.
  #checkEnds({ time }: Bars, base: Timeframe, grid: BuiltGrid): void {
    const { visibleAt, bars, timeframe } = this;
    for (let k = 0; k < visibleAt.length; k++) {
      const at = visibleAt[k];
      const end = grid.nextOpen(bars.time[k]);
      if (at === time.length || time[at] >= end || closeTimeOf(time[at], base) === end) continue;
      throw new RangeError(
        `Bars of ${timeframe} cannot be made of bars of ${base}: that of ${isoTime(time[at])} goes on beyond ${isoTime(end)}, where the day of the session ends.`,
      );
    }
  }
}

/** Throws a RangeError unless bars of `timeframe` can be made of those of `base`. */
export function checkHigher(base: Timeframe, timeframe: Timeframe): void {
  const fine = timeframeMs(base);
  const coarse = timeframeMs(timeframe);
  const fits = fine !== null && (coarse === null ? fine <= 86_400_000 : coarse % fine === 0);
  if (!fits) throw new RangeError(`Bars of ${timeframe} cannot be made of bars of ${base}.`);
}

/** Throws a RangeError unless bars of `timeframe` can be made of those of `base` that open by the clocks of a zone: bars of some hours would be of other lengths where these change. */
export function checkClocks(base: Timeframe, timeframe: Timeframe, settings: SymbolSettings): void {
  if (isOfDays(timeframe) && settings.sessionOffsets) return;
  throw new RangeError(
    `Bars of ${timeframe} cannot be made of bars of ${base} that open by the clocks of a zone; days of its session can.`,
  );
}

function firstVisible(
  base: Bars,
  baseTimeframe: Timeframe,
  bars: Bars,
  grid: BuiltGrid,
): Int32Array {
  const visible = new Int32Array(bars.time.length);
  let i = 0;
  for (let k = 0; k < visible.length; k++) {
    const end = grid.nextOpen(bars.time[k]);
    while (i < base.time.length && closeTimeOf(base.time[i], baseTimeframe) < end) i++;
    visible[k] = i;
  }
  return visible;
}
