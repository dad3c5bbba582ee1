import type { Bars, Timeframe } from '@app/engine';
import type { TimeRange } from '@app/platform';
import type { BarKey } from './bar-cache.js';
import { finerRange, heldRange, isBuiltByDays } from './resampled.js';
import type { SessionDays } from './session-days.js';
import type { Source } from './source-series.js';

/** Asks for bars before the range as well, or for those of an earlier time. */
export interface LoadOptions {
  /** How many bars before the start are wanted; fewer come when fewer are stored. */
  warmUpBars?: number;
  /** The past time (epoch ms) whose newest version is wanted; the newest of all by default. */
  asOfMs?: number;
  /** The days by which days and longer bars are built; those set for the symbol by default. */
  days?: SessionDays;
}

/** Holds the bars of one load; the columns lie on one SharedArrayBuffer and are never written again. */
export interface LoadedBars {
  /** The series that was read: a finer one when the timeframe itself is not stored. */
  seriesId: number;
  /** The timeframe of that series. */
  storedTimeframe: Timeframe;
  /** The version of that series that was read. */
  version: number;
  columns: Bars;
  /** By how many milliseconds they, and all coarser ones, open after their timeframe's own grid. */
  gridOffsetMs: number;
  /** The zone by whose clocks the bars open; null for UTC. */
  gridZone: string | null;
  /** Row of the first bar at or after the start; those before it are warm-up. */
  firstIndex: number;
  /** The part of the range in which there can be bars: not before the first of the series or after its last. */
  held: TimeRange;
  /** The part of the series that these bars, but for the warm-up, are made of: `held` unless they are resampled. */
  sourceRange: TimeRange;
  /** What was built of a finer series, where the stored bars of the timeframe lack some. */
  filler?: LoadedBars;
  /** The open times of the stored ones then. */
  storedTime?: Float64Array;
}

/** Is what is kept of a load. */
export type KeptBars = LoadedBars & { bytes: number };

/** Says which part of a range a series has bars in, and which of its own bars those are made of. */
export function partsOf(
  range: TimeRange,
  series: Source,
  timeframe: Timeframe,
): Pick<LoadedBars, 'held' | 'sourceRange'> {
  const held = heldRange(range, series, timeframe);
  const none = { ...range, endMs: range.startMs };
  if (!held) return { held: none, sourceRange: none };
  if (series.timeframe === timeframe) return { held, sourceRange: held };
  const finer = finerRange(held, series, timeframe);
  return { held, sourceRange: heldRange(finer, series, series.timeframe) ?? none };
}

/** Names a load: of one version of a series, so that it is never stale. */
export function keyOf(
  series: Source,
  timeframe: Timeframe,
  range: TimeRange,
  warmUpBars: number,
): BarKey {
  const { startMs, endMs } = heldRange(range, series, timeframe) ?? { startMs: 0, endMs: 0 };
  const { sessionZone, dayStartMs } = series.days;
  const days = isBuiltByDays(series, timeframe) ? [sessionZone, dayStartMs] : [];
  const part = [timeframe, startMs, endMs, warmUpBars, ...days].join(':');
  return { seriesId: series.id, version: series.version, part };
}
