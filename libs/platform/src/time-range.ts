import type { Problem } from './errors/app-error.js';
import { text } from './text.js';

/** Spans open times in epoch milliseconds: `startMs` is included, `endMs` is not. */
export interface TimeRange {
  startMs: number;
  endMs: number;
}

/** Is the earliest time that is understood: the start of year 1. */
export const MIN_TIME_MS = -62_135_596_800_000;

/** Is the time that ends all: the start of year 10000. */
export const MAX_TIME_MS = 253_402_300_800_000;

/** Says what a time may look like. */
export const TIME_TEXT = text(
  'must be an ISO 8601 time such as 2024-01-31 or 2024-01-31T13:30:00Z, or epoch milliseconds',
  '必须是 ISO 8601 时间（如 2024-01-31 或 2024-01-31T13:30:00Z）或毫秒时间戳',
);

const ORDER_TEXT = text('must be after start_date', '必须晚于 start_date');
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
const BARE_DATE = /^\d{4}-\d\d-\d\d$/;
// Digits that read as a year, month or day (2024, 202401, 20240131) are nobody's milliseconds.
const EPOCH = /^(?!(?:\d{4}|\d{6}|\d{8})$)-?\d+$/;

/** Reads an ISO 8601 time (UTC without a zone) or epoch milliseconds into epoch milliseconds; undefined when it is neither. */
export function parseTime(value: unknown): number | undefined {
  if (typeof value === 'number') return within(value);
  if (typeof value !== 'string') return undefined;
  const parts = ISO.exec(value);
  if (parts) return within(isoMs(parts));
  return EPOCH.test(value) ? within(Number(value)) : undefined;
}

/** Reads a range of open times: what is left out is open, a bare end date means the end of that UTC day; returns the problems of `start_date` and `end_date` instead when there are any. */
export function parseRange(start: unknown, end: unknown): TimeRange | Problem[] {
  const startMs = start === undefined ? MIN_TIME_MS : parseTime(start);
  const endMs = end === undefined ? MAX_TIME_MS : parseEnd(end);
  const problems: Problem[] = [];
  if (startMs === undefined) problems.push({ field: 'start_date', problem: TIME_TEXT });
  if (endMs === undefined) problems.push({ field: 'end_date', problem: TIME_TEXT });
  if (startMs === undefined || endMs === undefined) return problems;
  if (startMs >= endMs) return [{ field: 'end_date', problem: ORDER_TEXT }];
  return { startMs, endMs };
}

function parseEnd(end: unknown): number | undefined {
  const endMs = parseTime(end);
  if (endMs === undefined || typeof end !== 'string') return endMs;
  return BARE_DATE.test(end) ? endMs + DAY_MS : endMs;
}

function within(timeMs: number): number | undefined {
  if (!Number.isInteger(timeMs)) return undefined;
  return timeMs >= MIN_TIME_MS && timeMs < MAX_TIME_MS ? timeMs : undefined;
}

function isoMs(parts: RegExpExecArray): number {
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = parts;
  const dayMs = dayOf(Number(year), Number(month), Number(day));
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return NaN;
  const clockMs = Number(hour) * 3_600_000 + Number(minute) * MINUTE_MS + Number(second) * 1000;
  return dayMs + clockMs + fractionMs(fraction) - zoneMs(zone);
}

function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  // Date.UTC takes the years 0 to 99 for 1900 to 1999, and a 30th of February for a 1st of March.
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() : NaN;
}

// Open times are whole milliseconds, so rounding a finer bound up keeps [start, end) exact.
function fractionMs(digits: string): number {
  const whole = Number(digits.slice(0, 3).padEnd(3, '0'));
  return /[1-9]/.test(digits.slice(3)) ? whole + 1 : whole;
}

function zoneMs(zone: string | undefined): number {
  if (zone === undefined || zone.length === 1) return 0;
  const minutes = Number(zone.slice(-2));
  const hours = Number(zone.slice(1, 3));
  const offset = zone.length === 3 ? hours * 60 : hours * 60 + minutes;
  if (hours > 15 || (zone.length > 3 && minutes > 59)) return NaN;
  return (zone.startsWith('-') ? -offset : offset) * MINUTE_MS;
}
