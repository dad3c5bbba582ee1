import { DAY_MS } from './calendar.js';
import type { SymbolSettings } from './market.js';
import { nextOpenTime, openTimeAt, type Timeframe, timeframeMs } from './timeframe.js';

/** By how many milliseconds the zone of a session is ahead of UTC at a time (epoch ms). */
export function zoneOffset({ sessionOffsets }: SymbolSettings, timeMs: number): number {
  if (sessionOffsets === null || sessionOffsets === undefined) return 0;
  let minutes = 0;
  for (const each of sessionOffsets) if (each.from <= timeMs) ({ minutes } = each);
  return minutes * 60_000;
}

/** The time (epoch ms) at which the clocks of the session's zone show `localMs`, whatever they did before that day. */
export function fromZone(settings: SymbolSettings, localMs: number): number {
  const near = localMs - zoneOffset(settings, localMs);
  return localMs - zoneOffset(settings, near);
}

/** The start of the day after the one that holds `timeMs`, in the session's zone (epoch ms). */
export function nextDay(settings: SymbolSettings, timeMs: number): number {
  return nextPeriod(settings, timeMs, '1d');
}

/** The end of the period of a timeframe that holds `timeMs` (epoch ms); days and longer ones are of the session's zone. */
export function nextPeriod(settings: SymbolSettings, timeMs: number, timeframe: Timeframe): number {
  if (!isOfDays(timeframe)) return nextOpenTime(timeMs, timeframe);
  return fromZone(settings, nextOpenTime(timeMs + zoneOffset(settings, timeMs), timeframe));
}

/** The start of the period of a timeframe that holds `timeMs` (epoch ms); days and longer ones are of the session's zone. */
export function periodStart(
  settings: SymbolSettings,
  timeMs: number,
  timeframe: Timeframe,
): number {
  if (!isOfDays(timeframe)) return openTimeAt(timeMs, timeframe);
  return fromZone(settings, openTimeAt(timeMs + zoneOffset(settings, timeMs), timeframe));
}

/** Whether bars of a timeframe are days or longer: their stamps are dates, which no zone moves. */
export function isOfDays(timeframe: Timeframe): boolean {
  const length = timeframeMs(timeframe);
  return length === null || length >= DAY_MS;
}

const UTC: SymbolSettings = {};

/** The settings by which the bars of a timeframe are put into days: those of their symbol, but UTC where the bars are days themselves. */
export function sessionOf(settings: SymbolSettings, timeframe: Timeframe): SymbolSettings {
  return isOfDays(timeframe) ? UTC : settings;
}

/** The session of an account of several symbols: the zone that all of them share, else UTC, and open through weekends as soon as one of them is. */
export function accountSession(all: readonly (SymbolSettings | undefined)[]): SymbolSettings {
  const zones = new Set(all.map((each) => JSON.stringify(each?.sessionOffsets ?? [])));
  const open = all.map((each) => each?.alwaysOpen ?? null);
  return {
    sessionOffsets: zones.size === 1 ? (all[0]?.sessionOffsets ?? null) : null,
    alwaysOpen: open.includes(true) ? true : open.includes(null) ? null : false,
  };
}
