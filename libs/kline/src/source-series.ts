import { DAY_MS, isOfDays, type Timeframe, timeframeMs, TIMEFRAMES } from '@app/engine';
import { isBuiltByDays } from './resampled.js';
import type { Series } from './series.entity.js';
import { type SessionDays, UTC_DAYS } from './session-days.js';
import { fitsDays } from './session-fit.js';

/** Is the series from which bars of a timeframe are read, and the days by which they are built where they are. */
export type Source = Series & {
  days: SessionDays;
  /** The finer series of which those bars are built that a stored timeframe lacks. */
  filler?: Source;
};

/** Picks the series from which bars of a timeframe are read: that timeframe's own, else the finest whose bars each lie in one bar of it, where days start as `days` says; empty series do not count. */
export function sourceSeries(
  stored: Series[],
  timeframe: Timeframe,
  days: SessionDays,
): Source | undefined {
  const own = stored.find((series) => series.count > 0 && series.timeframe === timeframe);
  const fitting = finerSeries(stored, timeframe).filter((each) => fitsDays(each, timeframe, days));
  if (!own) return fitting[0] && { ...fitting[0], days: daysFor(fitting[0], timeframe, days) };
  const filler = fitting.find((each) => isOnGridOf(own, each, days));
  const source = { ...own, days: UTC_DAYS };
  return filler ? { ...source, filler: { ...filler, days: UTC_DAYS } } : source;
}

// What is built of a finer series stands at the same times as what is stored.
function isOnGridOf(own: Series, finer: Series, { sessionZone, dayStartMs }: SessionDays): boolean {
  if (own.gridZone !== null || finer.gridZone !== null) return false;
  if (own.gridOffsetMs !== finer.gridOffsetMs) return false;
  const areDates = isOfDays(finer.timeframe) && finer.gridOffsetMs === 0;
  return !isOfDays(own.timeframe) || areDates || (sessionZone === 'UTC' && dayStartMs === 0);
}

function daysFor(source: Series, timeframe: Timeframe, days: SessionDays): SessionDays {
  return isBuiltByDays(source, timeframe) ? days : UTC_DAYS;
}

/** Lists the series whose bars are short enough to build a timeframe of, finest first; empty series do not count. */
export function finerSeries(stored: Series[], timeframe: Timeframe): Series[] {
  return stored
    .filter(({ count, timeframe: fine }) => count > 0 && nests(fine, timeframe))
    .toSorted((a, b) => rank(a) - rank(b));
}

/** Says whether bars of `to` can be built from bars of `from`, each of which then lies in exactly one, by their lengths alone. */
export function nests(from: Timeframe, to: Timeframe): boolean {
  const [fine, coarse] = [timeframeMs(from), timeframeMs(to)];
  if (fine === null || from === to) return false;
  // Weeks and three days cross the ends of months; anything that divides a day does not.
  return (coarse ?? DAY_MS) % fine === 0;
}

function rank({ timeframe }: Series): number {
  return TIMEFRAMES.indexOf(timeframe);
}
