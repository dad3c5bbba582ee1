import { civilDate, DAY_MS, dayNumber } from './calendar.js';

/** The timeframes a series can have, shortest first. */
export const TIMEFRAMES = [
  '1m',
  '3m',
  '5m',
  '15m',
  '30m',
  '1h',
  '2h',
  '4h',
  '6h',
  '8h',
  '12h',
  '1d',
  '3d',
  '1w',
  '1M',
] as const;

/** One of {@link TIMEFRAMES}. */
export type Timeframe = (typeof TIMEFRAMES)[number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
// 1970-01-05 was the first Monday, where the weekly grid starts.
const FIRST_MONDAY = 4 * DAY_MS;

const LENGTHS: Record<Timeframe, number | null> = {
  '1m': MINUTE,
  '3m': 3 * MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': HOUR,
  '2h': 2 * HOUR,
  '4h': 4 * HOUR,
  '6h': 6 * HOUR,
  '8h': 8 * HOUR,
  '12h': 12 * HOUR,
  '1d': DAY_MS,
  '3d': 3 * DAY_MS,
  '1w': 7 * DAY_MS,
  '1M': null,
};

/** Whether `value` is one of {@link TIMEFRAMES}. */
export function isTimeframe(value: unknown): value is Timeframe {
  return typeof value === 'string' && Object.hasOwn(LENGTHS, value);
}

/** The length of a timeframe in milliseconds, or null for 1M, whose bars differ in length. */
export function timeframeMs(timeframe: Timeframe): number | null {
  return LENGTHS[timeframe];
}

/** The open time (epoch ms) of the grid bar that holds `timeMs`; weeks start on Monday, 3d counts from 1970-01-01, months are UTC's, all moved by `gridOffsetMs`. */
export function openTimeAt(timeMs: number, timeframe: Timeframe, gridOffsetMs = 0): number {
  const length = LENGTHS[timeframe];
  const moved = timeMs - gridOffsetMs;
  if (length === null) {
    const { year, month } = civilDate(Math.floor(moved / DAY_MS));
    return dayNumber(year, month, 1) * DAY_MS + gridOffsetMs;
  }
  const origin = timeframe === '1w' ? FIRST_MONDAY : 0;
  return Math.floor((moved - origin) / length) * length + origin + gridOffsetMs;
}

/** The open time (epoch ms) of the bar after the grid bar that holds `timeMs`, which is also that bar's close time. */
export function nextOpenTime(timeMs: number, timeframe: Timeframe, gridOffsetMs = 0): number {
  const length = LENGTHS[timeframe];
  if (length !== null) return openTimeAt(timeMs, timeframe, gridOffsetMs) + length;
  const { year, month } = civilDate(Math.floor((timeMs - gridOffsetMs) / DAY_MS));
  const next = month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
  return next * DAY_MS + gridOffsetMs;
}

/** When a bar that opens at `openTimeMs` is known: its open time plus the timeframe, whatever grid it is on. */
export function closeTimeOf(openTimeMs: number, timeframe: Timeframe): number {
  const length = LENGTHS[timeframe];
  return length === null ? oneMonthLater(openTimeMs) : openTimeMs + length;
}

// A month's bar may be stamped at any day (some files stamp its end), so a month is added to the date, cut to the month's last day.
function oneMonthLater(timeMs: number): number {
  const day = Math.floor(timeMs / DAY_MS);
  const { year, month, day: dayOfMonth } = civilDate(day);
  const nextYear = month === 12 ? year + 1 : year;
  const nextMonth = month === 12 ? 1 : month + 1;
  const first = dayNumber(nextYear, nextMonth, 1);
  const length =
    (nextMonth === 12 ? dayNumber(nextYear + 1, 1, 1) : dayNumber(nextYear, nextMonth + 1, 1)) -
    first;
  const wasLast = civilDate(day + 1).day === 1;
  const target = wasLast ? length : Math.min(dayOfMonth, length);
  return (first + target - 1) * DAY_MS + (timeMs - day * DAY_MS);
}
