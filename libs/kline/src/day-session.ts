import { DAY_MS, isOfDays, type Timeframe } from '@app/engine';
import { isOnGrid } from './bar-grid.js';
import { type DayStamper, stamperFor } from './day-stamper.js';
import { inferFileGridOffset, inferGridOffset } from './grid-offset.js';
import type { SessionDays } from './session-days.js';

/** Is bars of days that come, the stored ones of their series, and the sessions that may be theirs. */
export interface ComingDays {
  timeframe: Timeframe;
  times: readonly number[];
  /** Null where the series has none. */
  stored: StoredDays | null;
  /** Likeliest first. */
  candidates: readonly SessionDays[];
}

/** Is the open times of stored bars of days, with the grid on which they stand. */
export interface StoredDays {
  times: readonly number[];
  gridOffsetMs: number;
  /** Whether whoever brings the others may move them. */
  mayMove: boolean;
}

/** Is the session by which bars of days are stamped with their dates; `movedTo` is the grid of the stored ones then, null where they stay. */
export interface DaySession {
  days: SessionDays;
  stamper: DayStamper;
  movedTo: number | null;
}

/** Finds the session that turns most open times of bars of days into dates, where that is no fewer than stand on the grid of their series as they are, and the stored bars are its days as well; null where times stand as they are. */
export function daySessionOf(coming: ComingDays): DaySession | null {
  const { timeframe, times, stored, candidates } = coming;
  if (!isOfDays(timeframe) || times.every(isDate)) return null;
  let most = Math.max(1, onGrid(times, timeframe, stored));
  let best: DaySession | null = null;
  for (const days of candidates) {
    const stamper = stamperFor(days, timeframe);
    if (!stamper) continue;
    const count = times.filter((time) => isDate(stamper.dateOf(time))).length;
    if (count < most || (best && count === most)) continue;
    const movedTo = stored ? gridAfter(stamper, timeframe, stored) : null;
    if (movedTo === undefined) continue;
    most = count;
    best = { days, stamper, movedTo };
  }
  return best;
}

/** Says whether a grid of days holds times of day, which a session may turn into dates. */
export function hasTimesOfDay(gridOffsetMs: number): boolean {
  return gridOffsetMs % DAY_MS !== 0;
}

// Undefined where not all of the stored bars are days of the session.
function gridAfter(
  stamper: DayStamper,
  timeframe: Timeframe,
  { times, gridOffsetMs, mayMove }: StoredDays,
): number | null | undefined {
  if (!hasTimesOfDay(gridOffsetMs)) return null;
  const dates = times.map((time) => stamper.dateOf(time));
  const grid = inferGridOffset(dates, timeframe);
  const fits = dates.every((date) => isDate(date) && isOnDays(date, timeframe, grid));
  return mayMove && fits ? grid : undefined;
}

function onGrid(times: readonly number[], timeframe: Timeframe, stored: StoredDays | null): number {
  const grid = stored?.gridOffsetMs ?? inferFileGridOffset(times, timeframe);
  return times.filter((time) => isOnDays(time, timeframe, grid)).length;
}

// Days are dates, which follow no clocks.
function isOnDays(timeMs: number, timeframe: Timeframe, gridOffsetMs: number): boolean {
  return isOnGrid(timeMs, timeframe, { gridOffsetMs, gridZone: null });
}

function isDate(timeMs: number): boolean {
  return timeMs % DAY_MS === 0;
}
