import type { SymbolSettings } from './market.js';
import { isOfDays, nextPeriod, opensSessions, periodStart } from './session.js';
import { nextOpenTime, openTimeAt, type Timeframe } from './timeframe.js';

/** Where bars that are built of finer ones start and end (epoch ms). */
export type BuiltGrid = {
  /** The open time of the bar that holds a time. */
  openTime(timeMs: number): number;
  /** The open time of the bar after it. */
  nextOpen(timeMs: number): number;
};

/** Whether the session moves bars of `to` that are built of those of `from`, which open at `time`: bars of days and longer, but not where they are built of days whose stamps are dates. */
export function isMovedBySession(
  session: SymbolSettings | null,
  from: Timeframe,
  to: Timeframe,
  time: ArrayLike<number>,
): session is SymbolSettings {
  if (session === null || !session.sessionOffsets || !isOfDays(to)) return false;
  return !isOfDays(from) || opensSessions(session, time);
}

/** The grid of bars of a timeframe: the periods of a session, or without one the timeframe's own moved by `gridOffsetMs`. */
export function builtGrid(
  timeframe: Timeframe,
  gridOffsetMs: number,
  session: SymbolSettings | null,
): BuiltGrid {
  if (session !== null) {
    return {
      openTime: (timeMs) => periodStart(session, timeMs, timeframe),
      nextOpen: (timeMs) => nextPeriod(session, timeMs, timeframe),
    };
  }
  return {
    openTime: (timeMs) => openTimeAt(timeMs, timeframe, gridOffsetMs),
    nextOpen: (timeMs) => nextOpenTime(timeMs, timeframe, gridOffsetMs),
  };
}
