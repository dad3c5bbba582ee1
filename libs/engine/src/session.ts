import { DAY_MS } from './calendar.js';
import type { SymbolSettings } from './market.js';
import { nextOpenTime, openTimeAt, type Timeframe, timeframeMs } from './timeframe.js';

/** By how many milliseconds the days of a session are ahead of those of UTC at a time (epoch ms). */
export function zoneOffset({ sessionOffsets }: SymbolSettings, timeMs: number): number {
  if (!sessionOffsets || sessionOffsets.length === 0) return 0;
  let { minutes } = sessionOffsets[0];
  for (const each of sessionOffsets) if (each.from <= timeMs) ({ minutes } = each);
  return minutes * 60_000;
}

/** The first time (epoch ms) at which the clocks of the session show `localMs` or, where they skip it, what comes after. */
export function fromZone({ sessionOffsets }: SymbolSettings, localMs: number): number {
  if (!sessionOffsets || sessionOffsets.length === 0) return localMs;
  let from = -Infinity;
  let k = 0;
  while (k + 1 < sessionOffsets.length) {
    const next = sessionOffsets[k + 1].from;
    if (localMs - sessionOffsets[k].minutes * 60_000 < next) break;
    from = next;
    k++;
  }
  return Math.max(from, localMs - sessionOffsets[k].minutes * 60_000);
}

/** The day of a session that holds `timeMs`, in days since 1970-01-01. */
export function dayOf(settings: SymbolSettings, timeMs: number): number {
  return localStart(settings, timeMs, '1d') / DAY_MS;
}

/** The start of the day after the one that holds `timeMs`, in the session's zone (epoch ms). */
export function nextDay(settings: SymbolSettings, timeMs: number): number {
  return nextPeriod(settings, timeMs, '1d');
}

/** The end of the period of a timeframe that holds `timeMs` (epoch ms); days and longer ones are of the session's zone. */
export function nextPeriod(settings: SymbolSettings, timeMs: number, timeframe: Timeframe): number {
  if (!isOfDays(timeframe)) return nextOpenTime(timeMs, timeframe);
  const start = localStart(settings, timeMs, timeframe);
  return fromZone(settings, nextOpenTime(start, timeframe));
}

/** The start of the period of a timeframe that holds `timeMs` (epoch ms); days and longer ones are of the session's zone. */
export function periodStart(
  settings: SymbolSettings,
  timeMs: number,
  timeframe: Timeframe,
): number {
  if (!isOfDays(timeframe)) return openTimeAt(timeMs, timeframe);
  return fromZone(settings, localStart(settings, timeMs, timeframe));
}

/** Whether bars of a timeframe are days or longer: their stamps are dates, which no zone moves. */
export function isOfDays(timeframe: Timeframe): boolean {
  const length = timeframeMs(timeframe);
  return length === null || length >= DAY_MS;
}

const UTC: SymbolSettings = {};

/** The settings by which bars of a timeframe that open at `time` are put into days: those of their symbol, but UTC where the bars are days whose stamps are dates. */
export function sessionOf(
  settings: SymbolSettings,
  timeframe: Timeframe,
  time: ArrayLike<number>,
): SymbolSettings {
  return isOfDays(timeframe) && !opensSessions(settings, time) ? UTC : settings;
}

/** Whether every one of some times (epoch ms) is the start of a day of the session. */
export function opensSessions(settings: SymbolSettings, time: ArrayLike<number>): boolean {
  if (!settings.sessionOffsets) return false;
  for (let i = 0; i < time.length; i++) {
    if (periodStart(settings, time[i], '1d') !== time[i]) return false;
  }
  return true;
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

// The start of a period as the session's clocks show it. Where they go back over the start of one, they show the end of the one before again.
function localStart(settings: SymbolSettings, timeMs: number, timeframe: Timeframe): number {
  const start = openTimeAt(timeMs + zoneOffset(settings, timeMs), timeframe);
  const next = nextOpenTime(start, timeframe);
  return fromZone(settings, next) <= timeMs ? next : start;
}
