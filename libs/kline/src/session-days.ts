import { DAY_MS, type SymbolSettings } from '@app/engine';
import { type ZoneOffset, zoneOffsets } from './zone-offsets.js';

/** Says where the days of a symbol start: in which zone (an IANA name), and how many milliseconds after its midnight. */
export interface SessionDays {
  sessionZone: string;
  dayStartMs: number;
}

/** Is the days of symbols of which nothing is known. */
export const UTC_DAYS: SessionDays = { sessionZone: 'UTC', dayStartMs: 0 };

/** Reads a time of day such as 17:00 as milliseconds after midnight. */
export function dayStartOf(clock: string): number {
  return Date.parse(`1970-01-01T${clock}Z`);
}

/** Shows milliseconds after midnight as hours and minutes. */
export function dayStartText(dayStartMs: number): string {
  return new Date(dayStartMs).toISOString().slice(11, 16);
}

const MINUTE_MS = 60_000;
// The periods at both ends of a range may reach beyond it by a month.
const REACH_MS = 32 * DAY_MS;

/** Says by how many minutes these days are ahead of those of UTC, over all periods that touch the times from `fromMs` to `toMs`; null where they are UTC's. A day that starts at noon or later is dated by the day on which it ends. */
export function sessionOffsets(
  { sessionZone, dayStartMs }: SessionDays,
  fromMs: number,
  toMs: number,
): NonNullable<SymbolSettings['sessionOffsets']> | null {
  const start = dayStartMs >= DAY_MS / 2 ? dayStartMs - DAY_MS : dayStartMs;
  const from = fromMs - REACH_MS;
  const offsets = offsetsBetween(sessionZone, from, toMs + REACH_MS);
  const ahead = offsets.map((each) => ({ ...each, minutes: each.minutes - start / MINUTE_MS }));
  return ahead.every(({ minutes }) => minutes === 0) ? null : ahead;
}

// What the calendar says of a zone in a year takes a millisecond to find out, and stays so.
const years = new Map<string, ZoneOffset[]>();

function offsetsBetween(zone: string, fromMs: number, toMs: number): ZoneOffset[] {
  const offsets: ZoneOffset[] = [];
  for (let year = yearOf(fromMs); year <= yearOf(toMs); year++) {
    for (const { from, minutes } of offsetsOfYear(zone, year)) {
      if (from > toMs || minutes === offsets.at(-1)?.minutes) continue;
      if (from <= fromMs) offsets.length = 0;
      offsets.push({ from: Math.max(from, fromMs), minutes });
    }
  }
  return offsets;
}

function offsetsOfYear(zone: string, year: number): ZoneOffset[] {
  const from = Date.UTC(year, 0);
  const key = `${zone} ${year}`;
  const offsets = years.get(key) ?? zoneOffsets(zone, from, Date.UTC(year + 1, 0));
  years.set(key, offsets ?? [{ from, minutes: 0 }]);
  return offsets ?? [{ from, minutes: 0 }];
}

function yearOf(timeMs: number): number {
  return new Date(timeMs).getUTCFullYear();
}
