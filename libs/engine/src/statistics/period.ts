import { DAY_MS, weekday } from '../calendar.js';
import type { SymbolSettings } from '../market.js';
import { firstFrom } from '../search.js';
import { dayOf, fromZone, sessionOf } from '../session.js';
import { closeTimeOf, type Timeframe, timeframeMs } from '../timeframe.js';

/** How a run's equity is cut into periods: how many make a year, whether weekends trade, and where each period ends. */
export type Periods = {
  /** Periods in a year, the A of annualised statistics. */
  perYear: number;
  alwaysOpen: boolean;
  /** The last tick of each period that has bars. */
  ends: Int32Array;
  /** Days of the epoch of each period's end; bars slower than a day count as one period each. */
  days: Float64Array;
};

/** Cuts ticks from `firstTick` on into days of the session's zone, or into bars where bars are slower than a day. */
export function cutPeriods(
  times: Float64Array,
  firstTick: number,
  end: number,
  timeframe: Timeframe,
  settings: SymbolSettings,
): Periods {
  const length = timeframeMs(timeframe);
  if (length === null || length > DAY_MS) {
    return eachBar(firstTick, end, length);
  }
  const alwaysOpen = settings.alwaysOpen ?? tradesWeekends(times, firstTick, end, length);
  const session = sessionOf(settings, timeframe, times);
  const joined = !alwaysOpen && opensOnSunday(times, firstTick, end);
  const ends: number[] = [];
  const days: number[] = [];
  let i = firstTick;
  while (i < end) {
    const day = dayOf(session, times[i]);
    const sunday = joined && weekday(day) === 6;
    const boundary = fromZone(session, (sunday ? day + 2 : day + 1) * DAY_MS);
    i = firstAtOrAfter(times, i, end, boundary, length);
    ends.push(i - 1);
    days.push(sunday ? day + 1 : day);
  }
  return {
    perYear: alwaysOpen ? 365 : 252,
    alwaysOpen,
    ends: Int32Array.from(ends),
    days: Float64Array.from(days),
  };
}

function eachBar(firstTick: number, end: number, length: number | null): Periods {
  const count = Math.max(0, end - firstTick);
  const ends = Int32Array.from({ length: count }, (_, k) => firstTick + k);
  const days = Float64Array.from({ length: count }, (_, k) => k);
  const perYear = length === null ? 12 : length === 7 * DAY_MS ? 52 : (365 * DAY_MS) / length;
  return { perYear, alwaysOpen: true, ends, days };
}

// A market that is open all week has as many bars on a Saturday as on any other day.
function tradesWeekends(
  times: Float64Array,
  firstTick: number,
  end: number,
  length: number,
): boolean {
  if (end - firstTick < 2) return true;
  const span = times[end - 1] - times[firstTick];
  if (span < 7 * DAY_MS) return (end - 1 - firstTick) * length > 0.9 * span && length < DAY_MS;
  let saturdays = 0;
  let samples = 0;
  const step = Math.max(1, Math.floor((end - firstTick) / 701));
  for (let i = firstTick; i < end; i += step) {
    if (weekday(Math.floor(times[i] / DAY_MS)) === 5) saturdays++;
    samples++;
  }
  return saturdays / samples > 0.5 / 7;
}

// A week that opens on a Sunday trades on Fridays, too, and its Sunday belongs to Monday; one of Sunday to Thursday has days of its own.
function opensOnSunday(times: Float64Array, firstTick: number, end: number): boolean {
  if (times[end - 1] - times[firstTick] < 7 * DAY_MS) return true;
  const step = Math.max(1, Math.floor((end - firstTick) / 701));
  for (let i = firstTick; i < end; i += step) {
    if (weekday(Math.floor(times[i] / DAY_MS)) === 4) return true;
  }
  return false;
}

// On an even grid the guess is right at once; elsewhere it is corrected bar by bar or by halves.
function firstAtOrAfter(
  times: Float64Array,
  from: number,
  end: number,
  boundary: number,
  length: number,
): number {
  let guess = from + Math.ceil((boundary - times[from]) / length);
  if (guess >= end) guess = end;
  if (guess === end ? times[end - 1] < boundary : times[guess] >= boundary) {
    if (times[guess - 1] < boundary) return guess;
  }
  return firstFrom(times, boundary, from, guess);
}

/** When the last of the ticks is known (epoch ms). */
export function endTime(times: Float64Array, end: number, timeframe: Timeframe): number {
  return closeTimeOf(times[end - 1], timeframe);
}
