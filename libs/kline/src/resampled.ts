import {
  type Bars,
  closeTimeOf,
  nextOpenTime,
  openTimeAt,
  resample,
  sliceBars,
  type Timeframe,
  timeframeMs,
} from '@app/engine';
import type { TimeRange } from '@app/platform';
import type { Series } from './series.entity.js';

const LONGEST_MONTH_MS = 31 * 86_400_000;

/** Cuts a range to where a series can have bars of a timeframe; undefined when it has none there. */
export function heldRange(
  { startMs, endMs }: TimeRange,
  { first, last, gridOffsetMs }: Series,
  timeframe: Timeframe,
): TimeRange | undefined {
  if (!first || !last) return undefined;
  const held = {
    startMs: Math.max(startMs, openTimeAt(first.getTime(), timeframe, gridOffsetMs)),
    endMs: Math.min(endMs, openTimeAt(last.getTime(), timeframe, gridOffsetMs) + 1),
  };
  return held.startMs < held.endMs ? held : undefined;
}

/** Turns a range of open times of coarse bars into the range of the finer bars that they are built from. */
export function finerRange(
  { startMs, endMs }: TimeRange,
  { gridOffsetMs }: Series,
  timeframe: Timeframe,
): TimeRange {
  const open = openTimeAt(startMs, timeframe, gridOffsetMs);
  return {
    startMs: open === startMs ? open : nextOpenTime(startMs, timeframe, gridOffsetMs),
    endMs: nextOpenTime(endMs - 1, timeframe, gridOffsetMs),
  };
}

/** Returns how many bars of the series one bar of a coarser timeframe holds at most. */
export function barsPerBar(series: Series, timeframe: Timeframe): number {
  const fineMs = timeframeMs(series.timeframe) ?? LONGEST_MONTH_MS;
  return Math.ceil((timeframeMs(timeframe) ?? LONGEST_MONTH_MS) / fineMs);
}

/** Builds coarse bars out of a part of a series; a last one that the series does not reach the end of is left out. */
export function resampleSeries(part: Bars, series: Series, timeframe: Timeframe): Bars {
  const { gridOffsetMs, last } = series;
  const bars = resample(part, series.timeframe, timeframe, { gridOffsetMs });
  const lastOpen = bars.time.at(-1);
  if (lastOpen === undefined || !last) return bars;
  // The part itself may end in a gap; only the end of the whole series says that a bar is not over.
  const knownMs = closeTimeOf(last.getTime(), series.timeframe);
  const isOver = knownMs >= nextOpenTime(lastOpen, timeframe, gridOffsetMs);
  return isOver ? bars : sliceBars(bars, 0, bars.time.length - 1);
}
