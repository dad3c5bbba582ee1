import { TimeText, type TimeStyle } from './time-text.js';

const SLASHED = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2}|\d{4})(?!\d)/;
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** Finds out how times are written from some of them, and notes what was guessed. */
export function timeStyle(texts: readonly string[], notes: string[]): TimeStyle {
  const numbers = texts.filter((text) => /^-?\d+(?:\.\d+)?$/.test(text)).map(Number);
  const largest = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const written = { seconds: largest < 1e11, compact: false, dayFirst: false };
  const compact = texts.filter((text) => /^(?:\d{12}|\d{14})$/.test(text));
  if (compact.length > 0) written.compact = compact.every((text) => isCompact(text));
  written.dayFirst = isDayFirst(texts, written, notes);
  return written;
}

/** Says whether a text looks like a time: a date, or an epoch later than the year 1973. */
export function looksLikeTime(text: string): boolean {
  if (/^-?\d+(?:\.\d+)?$/.test(text.trim()) && Math.abs(Number(text)) < 1e8) {
    return /^\d{8}$/.test(text.trim()) && isCompact(text.trim());
  }
  return ANY.some((reader) => isSensible(timeOf(reader, text)));
}

/** Says whether a text is a time of day alone. */
export function looksLikeClock(text: string): boolean {
  return (
    /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[ap]m)?$/i.test(text.trim()) ||
    /^\d{6}$/.test(text.trim())
  );
}

const ANY = [false, true].flatMap((dayFirst) =>
  [true, false].map((compact) => new TimeText({ seconds: true, compact, dayFirst })),
);

function timeOf(reader: TimeText, text: string): number {
  const bytes = Buffer.from(text);
  return reader.read(bytes, 0, bytes.length);
}

function isSensible(time: number): boolean {
  return time > EARLIEST && time < LATEST;
}

function isCompact(text: string): boolean {
  return /^(?:19|20)/.test(text) && isSensible(timeOf(ANY[0], text));
}

function isDayFirst(texts: readonly string[], style: TimeStyle, notes: string[]): boolean {
  const dates = texts.map((text) => SLASHED.exec(text.trim())).filter((match) => match !== null);
  if (dates.length === 0) return false;
  if (dates.some((match) => Number(match[1]) > 12)) return true;
  if (dates.some((match) => Number(match[2]) > 12)) return false;
  const samples = dates.map((match) => match.input);
  const monthFirst = pathOf(samples, { ...style, dayFirst: false });
  const dayFirst = pathOf(samples, { ...style, dayFirst: true });
  const first = dayFirst < monthFirst || (dayFirst === monthFirst && dates[0][0].includes('.'));
  notes.push(
    `Dates such as ${samples[0].slice(0, 10)} were read as ${first ? 'day first' : 'month first'}, since no day is above 12.`,
  );
  return first;
}

// Bars follow each other closely, so the right reading wanders least.
function pathOf(samples: readonly string[], style: TimeStyle): number {
  const reader = new TimeText(style);
  let path = 0;
  let previous = NaN;
  for (const text of samples) {
    const time = timeOf(reader, text);
    if (!Number.isNaN(previous) && !Number.isNaN(time)) path += Math.abs(time - previous);
    previous = time;
  }
  return path;
}
