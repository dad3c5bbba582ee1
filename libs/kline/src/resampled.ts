import {
  type Bars,
  builtGrid,
  type BuiltGrid,
  closeTimeOf,
  isMovedBySession,
  isOfDays,
  nextOpenTime,
  resample,
  type SymbolSettings,
  sliceBars,
  type Timeframe,
  timeframeMs,
} from '@app/engine';
import type { TimeRange } from '@app/platform';
import { sessionOffsets } from './session-days.js';
import type { Source } from './source-series.js';

const HOUR_MS = 3_600_000;
const LONGEST_MONTH_MS = 31 * 86_400_000;

/** Tells where the bars of a timeframe that are read from a series start and end. */
export function gridOf(source: Source, timeframe: Timeframe): BuiltGrid {
  return builtGrid(timeframe, source.gridOffsetMs, sessionOf(source, timeframe));
}

/** Says whether bars of a timeframe are built from a series by the days of its symbol. */
export function isBuiltByDays({ timeframe: stored }: Pick<Source, 'timeframe'>, to: Timeframe) {
  return stored !== to && isOfDays(to);
}

/** Cuts a range to where a series can have bars of a timeframe; undefined when it has none there. */
export function heldRange(
  { startMs, endMs }: TimeRange,
  source: Source,
  timeframe: Timeframe,
): TimeRange | undefined {
  const { first, last } = source;
  if (!first || !last) return undefined;
  // Bars that are stored are read as they stand.
  const isStored = source.timeframe === timeframe;
  const grid = gridOf(source, timeframe);
  const openOf = (time: Date) => (isStored ? time.getTime() : grid.openTime(time.getTime()));
  const held = {
    startMs: Math.max(startMs, openOf(first)),
    endMs: Math.min(endMs, openOf(last) + 1),
  };
  return held.startMs < held.endMs ? held : undefined;
}

/** Turns a range of open times of coarse bars into the range of the finer bars that they are built from. */
export function finerRange(
  { startMs, endMs }: TimeRange,
  source: Source,
  timeframe: Timeframe,
): TimeRange {
  const grid = gridOf(source, timeframe);
  const open = grid.openTime(startMs);
  return {
    startMs: open === startMs ? open : grid.nextOpen(startMs),
    endMs: grid.nextOpen(endMs - 1),
  };
}

/** Returns how many bars of the series one bar of a coarser timeframe holds at most. */
export function barsPerBar({ timeframe: stored }: Source, timeframe: Timeframe): number {
  const fineMs = timeframeMs(stored) ?? LONGEST_MONTH_MS;
  const coarseMs = timeframeMs(timeframe) ?? LONGEST_MONTH_MS;
  // The day on which clocks go back is longer.
  return Math.ceil((isOfDays(timeframe) ? coarseMs + HOUR_MS : coarseMs) / fineMs);
}

/** Builds coarse bars out of a part of a series, over or not. */
export function buildBars(part: Bars, source: Source, timeframe: Timeframe): Bars {
  const { gridOffsetMs } = source;
  const session = sessionOf(source, timeframe);
  return resample(part, source.timeframe, timeframe, { gridOffsetMs, session });
}

/** Builds coarse bars out of a part of a series; a last one that the series does not reach the end of is left out. */
export function resampleSeries(part: Bars, source: Source, timeframe: Timeframe): Bars {
  const { last } = source;
  const bars = buildBars(part, source, timeframe);
  const lastOpen = bars.time.at(-1);
  if (lastOpen === undefined || !last) return bars;
  // The part itself may end in a gap; only the end of the whole series says that a bar is not over.
  const knownMs = closeTimeOf(last.getTime(), source.timeframe);
  const isOver = knownMs >= gridOf(source, timeframe).nextOpen(lastOpen);
  return isOver ? bars : sliceBars(bars, 0, bars.time.length - 1);
}

function sessionOf(source: Source, timeframe: Timeframe): SymbolSettings | null {
  const { timeframe: stored, first, last, gridOffsetMs, days } = source;
  if (!first || !last || !isBuiltByDays(source, timeframe)) return null;
  // Days that open at the midnights of UTC are dates.
  if (isOfDays(stored) && gridOffsetMs === 0) return null;
  const [firstMs, lastMs] = [first.getTime(), last.getTime()];
  const session = { sessionOffsets: sessionOffsets(days, firstMs, lastMs) };
  // Bars of days have one time of day: whether it starts days is seen at the ends, and once after each change of clocks.
  const changed = (session.sessionOffsets ?? [])
    .map(({ from }) => nextOpenTime(from, stored, gridOffsetMs))
    .filter((timeMs) => timeMs > firstMs && timeMs < lastMs);
  const opens = [firstMs, ...changed, lastMs];
  return isMovedBySession(session, stored, timeframe, opens) ? session : null;
}
