import { isOfDays, type Timeframe } from '@app/engine';
import { mayFollowClocks } from './bar-grid.js';
import { hasTimesOfDay } from './day-session.js';
import { gridText } from './grid-text.js';
import type { SessionDays } from './session-days.js';

/** Is a grid on which bars do not stand; the days are those of the symbol's session, null where it has none. */
export interface MissedGrid {
  timeframe: Timeframe;
  gridOffsetMs: number;
  gridZone: string | null;
  days: SessionDays | null;
}

const ADVICE = 'Send timezone where times are local.';
const CLOCKS_ADVICE = `Where they open by the clocks of a zone, set session_zone with PUT kline/{symbol}/settings. ${ADVICE}`;
const DAYS_ADVICE = `Where days start elsewhere, set session_zone and day_start with PUT kline/{symbol}/settings. ${ADVICE}`;

/** Says that so many bars are off their grid, where that is, and what to do, as readers of files say things. */
export function offGridNote(
  count: number,
  { timeframe, gridOffsetMs, gridZone, days }: MissedGrid,
): string {
  const isByDays = isOfDays(timeframe) && !hasTimesOfDay(gridOffsetMs);
  const opens = gridText(timeframe, { gridOffsetMs, gridZone }, isByDays ? days : null);
  const hours = mayFollowClocks(timeframe) ? CLOCKS_ADVICE : ADVICE;
  const advice = isOfDays(timeframe) ? DAYS_ADVICE : hours;
  return `${count} off the grid of ${timeframe} bars, which open at ${opens}. ${advice}`;
}
