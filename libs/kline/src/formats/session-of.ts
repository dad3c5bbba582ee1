import type { Timeframe } from '@app/engine';
import { dayStartText } from '../session-days.js';
import { ZoneClock } from './zone-clock.js';

const DAY_MS = 86_400_000;
const QUARTER_MS = 15 * 60_000;
/** Lists zones whose clock changes tell others of the same changes as well: the days of the first of two are the other's too, but for the name. */
export const ZONES = ['America/New_York', 'Europe/London', 'Australia/Sydney', 'America/Santiago'];

/** Tells in which zone, and how many milliseconds after its midnight, the days of some data start. */
export interface Session {
  sessionZone: string;
  dayStartMs: number;
}

/** Infers where days start from the times of daily bars: at one time of day in UTC, or in a zone whose clocks change as they do. */
export function sessionOf(
  times: Float64Array,
  timeframe: Timeframe | null,
  timezone: string,
  notes: string[],
): Session {
  const named = { sessionZone: timezone, dayStartMs: 0 };
  if (timeframe !== '1d' || times.length === 0) return named;
  for (const zone of [timezone, ...ZONES]) {
    const dayStartMs = startOfDays(times, zone);
    if (dayStartMs === null) continue;
    if (zone !== timezone) {
      notes.push(
        `Days start at ${dayStartText(dayStartMs)} in ${zone}, as their clock changes show.`,
      );
    }
    return { sessionZone: zone, dayStartMs };
  }
  return named;
}

// Rare days (half of them, wrong stamps) do not count against the many.
function startOfDays(times: Float64Array, zone: string): number | null {
  const clock = new ZoneClock(zone);
  const seen = new Map<number, number>();
  for (const time of times) {
    const local = time + clock.aheadAt(time);
    const start = local - Math.floor(local / DAY_MS) * DAY_MS;
    seen.set(start, (seen.get(start) ?? 0) + 1);
  }
  for (const [start, count] of seen) {
    if (count >= 0.99 * times.length && start % QUARTER_MS === 0) return start;
  }
  return null;
}
