import { DAY_MS, type Timeframe, timeframeMs, TIMEFRAMES } from '@app/engine';
import type { Series } from './series.entity.js';
import type { SessionDays } from './session-days.js';

/** Is the series from which bars of a timeframe are read, and the days by which they are built where they are. */
export type Source = Series & { days: SessionDays };

/** Picks the series from which bars of a timeframe are read: that timeframe's own, else the finest whose bars each lie in one bar of it; empty series do not count. */
export function sourceSeries(stored: Series[], timeframe: Timeframe): Series | undefined {
  const usable = stored.filter(({ count }) => count > 0);
  const own = usable.find((series) => series.timeframe === timeframe);
  if (own) return own;
  return usable
    .filter((series) => nests(series.timeframe, timeframe))
    .toSorted((a, b) => rank(a) - rank(b))[0];
}

/** Says whether bars of `to` can be built from bars of `from`, each of which then lies in exactly one. */
export function nests(from: Timeframe, to: Timeframe): boolean {
  const [fine, coarse] = [timeframeMs(from), timeframeMs(to)];
  if (fine === null || from === to) return false;
  // Weeks and three days cross the ends of months; anything that divides a day does not.
  return (coarse ?? DAY_MS) % fine === 0;
}

function rank({ timeframe }: Series): number {
  return TIMEFRAMES.indexOf(timeframe);
}
