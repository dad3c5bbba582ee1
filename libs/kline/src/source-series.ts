import { DAY_MS, type Timeframe, timeframeMs, TIMEFRAMES } from '@app/engine';
import type { Series } from './series.entity.js';
import type { SessionDays } from './session-days.js';
import { fitsDays } from './session-fit.js';

/** Is the series from which bars of a timeframe are read, and the days by which they are built where they are. */
export type Source = Series & { days: SessionDays };

/** Picks the series from which bars of a timeframe are read: that timeframe's own, else the finest whose bars each lie in one bar of it, where days start as `days` says; empty series do not count. */
export function sourceSeries(
  stored: Series[],
  timeframe: Timeframe,
  days: SessionDays,
): Series | undefined {
  const own = stored.find((series) => series.count > 0 && series.timeframe === timeframe);
  return own ?? finerSeries(stored, timeframe).find((each) => fitsDays(each, timeframe, days));
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
