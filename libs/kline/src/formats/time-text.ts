import { parseNumber } from './byte-number.js';
import { isDigit, isLetter, TextCursor } from './text-cursor.js';

// Taken once: Jest makes each look at a global slow.
const { isNaN, NaN: NONE } = Number;
const { abs, floor, min, round } = Math;

/** Says how the times of a column are written. */
export interface TimeStyle {
  /** Whether numbers up to 1e11 count seconds; larger ones tell by their size what they count. */
  seconds: boolean;
  /** Whether twelve or fourteen digits are a date and a time of day. */
  compact: boolean;
  /** Whether 1/2/2020 is the first of February. */
  dayFirst: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Reads texts of times: epochs, dates and times of day in the ways that market files write them. */
export class TimeText {
  /** Minutes that the text last read names as its offset from UTC; NaN when it named none. */
  offset = NaN;
  private readonly text = new TextCursor();
  private dayKey = NaN;
  private day = NaN;

  constructor(private readonly style: TimeStyle) {}

  /** Reads a whole time in milliseconds; local, unless `offset` says otherwise or it is an epoch (offset 0). NaN is what is no time. */
  read(bytes: Buffer, start: number, end: number): number {
    this.open(bytes, start, end);
    const first = this.text.peek();
    if (first === 45 || first === 43) return this.epoch();
    if (isDigit(first)) {
      const digits = this.text.countDigits();
      const next = this.text.bytes[this.text.at + digits];
      const whole = this.text.at + digits === this.text.end;
      if (whole && (digits === 12 || digits === 14) && this.style.compact)
        return this.compactTime();
      if (digits === 8 && (whole || next === 32 || next === 84)) return this.compactTime();
      if (whole || digits > 8 || (next === 46 && digits > 4)) return this.epoch();
    }
    return this.withClock(this.isoDay() ?? this.readDay());
  }

  /** Reads a date out of one place and a time of day out of another. */
  readApart(
    bytes: Buffer,
    start: number,
    end: number,
    clockStart: number,
    clockEnd: number,
  ): number {
    const date = this.read(bytes, start, end);
    if (isNaN(date)) return NaN;
    this.open(bytes, clockStart, clockEnd);
    return date + this.clock();
  }

  private open(bytes: Buffer, start: number, end: number): void {
    this.text.open(bytes, start, end);
    this.offset = NONE;
  }

  private epoch(): number {
    this.offset = 0;
    return epochMs(parseNumber(this.text.bytes, this.text.at, this.text.end), this.style.seconds);
  }

  private compactTime(): number {
    const year = this.text.digits(4);
    const month = this.text.digits(2);
    const day = this.dayOf(year, month, this.text.digits(2));
    return this.withClock(day);
  }

  // The usual 2024-01-31, also with dots and strokes, without looking at each part.
  private isoDay(): number | null {
    const { bytes, at } = this.text;
    const separator = bytes[at + 4];
    if (this.text.end - at < 10 || separator !== bytes[at + 7]) return null;
    if (separator !== 45 && separator !== 46 && separator !== 47) return null;
    if (!isDigit(bytes[at + 6]) || !isDigit(bytes[at + 9])) return null;
    if (this.text.end - at > 10 && isDigit(bytes[at + 10])) return null;
    const year = this.text.digits(4);
    this.text.at += 1;
    const month = this.text.digits(2);
    this.text.at += 1;
    return this.dayOf(year, month, this.text.digits(2));
  }

  private readDay(): number {
    const first = this.part();
    this.text.separators();
    const second = this.part();
    this.text.separators();
    const third = this.part();
    if (first.word) return this.dayOf(third.value, first.value, second.value);
    if (second.word) {
      return first.digits === 4
        ? this.dayOf(first.value, second.value, third.value)
        : this.dayOf(fullYear(third), second.value, first.value);
    }
    if (first.digits === 4) return this.dayOf(first.value, second.value, third.value);
    const year = fullYear(third);
    return this.style.dayFirst
      ? this.dayOf(year, second.value, first.value)
      : this.dayOf(year, first.value, second.value);
  }

  // A number, or a month's name; names of days are passed over.
  private part(): { value: number; digits: number; word: boolean } {
    if (isLetter(this.text.peek())) {
      const from = this.text.at;
      while (isLetter(this.text.peek())) this.text.at += 1;
      const name = this.text.bytes.toString('latin1', from, this.text.at).slice(0, 3).toLowerCase();
      const month = MONTHS.indexOf(name) + 1;
      if (month > 0) return { value: month, digits: 0, word: true };
      this.text.separators();
      if (isLetter(this.text.peek())) return this.part();
    }
    const digits = this.text.countDigits();
    return digits === 0 ? NO_PART : { value: this.text.digits(digits), digits, word: false };
  }

  private dayOf(year: number, month: number, day: number): number {
    const key = year * 512 + month * 32 + day;
    if (key === this.dayKey) return this.day;
    if (!(month >= 1 && month <= 12 && day >= 1 && day <= 31 && year >= 1600 && year < 2300)) {
      return NaN;
    }
    const time = Date.UTC(year, month - 1, day);
    if (new Date(time).getUTCDate() !== day) return NaN;
    this.dayKey = key;
    this.day = time;
    return time;
  }

  private withClock(day: number): number {
    if (this.text.at === this.text.end || isNaN(day)) return day;
    const next = this.text.peek();
    if (next === 84 || next === 44 || next === 58 || next === 59) this.text.at += 1;
    this.text.blanks();
    return day + this.clock();
  }

  private clock(): number {
    const digits = this.text.countDigits();
    if (digits === 0) return this.text.at === this.text.end ? 0 : this.zone(0);
    if (digits > 2) return this.compactClock(digits);
    const hour = this.text.digits(digits);
    let time = 0;
    if (this.text.skip(58)) {
      time = this.text.digits(2) * MINUTE_MS;
      if (time >= HOUR_MS) return NaN;
      if (this.text.skip(58)) time += this.seconds();
    }
    return this.zone(this.halfDay(hour) * HOUR_MS + time);
  }

  private compactClock(digits: number): number {
    if (digits === 3 || digits > 6) return NaN;
    const hour = this.text.digits(digits === 5 ? 1 : 2);
    const minute = this.text.digits(2);
    const seconds = digits > 4 ? this.seconds() : 0;
    return minute < 60
      ? this.zone(this.halfDay(hour) * HOUR_MS + minute * MINUTE_MS + seconds)
      : NaN;
  }

  private seconds(): number {
    const second = this.text.digits(2);
    let time = second < 60 ? second * 1000 : NaN;
    const next = this.text.peek();
    if (next !== 46 && next !== 44) return time;
    this.text.at += 1;
    for (let unit = 100; isDigit(this.text.peek()); unit /= 10) {
      if (unit >= 1) time += (this.text.bytes[this.text.at] - 48) * unit;
      this.text.at += 1;
    }
    return time;
  }

  // "09-AM", "9 pm", "12:30:00 AM"; 24:00 is the end of the day.
  private halfDay(hour: number): number {
    const from = this.text.at;
    while (this.text.peek() === 32 || this.text.peek() === 45) this.text.at += 1;
    const letter = this.text.peek() | 32;
    if ((this.text.bytes[this.text.at + 1] | 32) !== 109 || (letter !== 97 && letter !== 112)) {
      this.text.at = from;
      return hour <= 24 ? hour : NaN;
    }
    this.text.at += 2;
    if (hour < 1 || hour > 12) return NaN;
    return (hour % 12) + (letter === 112 ? 12 : 0);
  }

  private zone(time: number): number {
    this.text.blanks();
    if (this.text.at === this.text.end) return time;
    const letter = this.text.peek() | 32;
    if (letter === 122) {
      this.text.at += 1;
      this.offset = 0;
    } else if (letter === 117 || letter === 103) {
      const name = this.text.bytes.toString('latin1', this.text.at, this.text.at + 3).toLowerCase();
      if (name !== 'utc' && name !== 'gmt') return NaN;
      this.text.at += 3;
      this.offset = 0;
    }
    const sign = this.text.peek();
    if (this.text.at < this.text.end && (sign === 43 || sign === 45)) {
      this.text.at += 1;
      const digits = this.text.countDigits();
      const hours = this.text.digits(min(digits, 2));
      this.text.skip(58);
      const minutes = this.text.at < this.text.end ? this.text.digits(2) : 0;
      this.offset = (sign === 45 ? -1 : 1) * (hours * 60 + minutes);
      if (hours > 18) return NaN;
    }
    return this.text.at === this.text.end ? time : NaN;
  }
}

/** Turns an epoch into milliseconds: its size tells whether it counts milli-, micro- or nanoseconds; up to 1e11 it counts seconds when `seconds`, else milliseconds. */
export function epochMs(value: number, seconds: boolean): number {
  const size = abs(value);
  if (size < 1e11) return round(seconds ? value * 1000 : value);
  if (size < 1e14) return round(value);
  // Nanoseconds do not fit a double, so what is cut off must be rounded back.
  return size < 1e17 ? floor(value / 1000) : round(value / 1e6);
}

const NO_PART = { value: NaN, digits: 0, word: false };

// As Excel does: 70 to 99 are of the last century.
function fullYear({ value, digits }: { value: number; digits: number }): number {
  if (digits !== 2) return value;
  return value < 70 ? 2000 + value : 1900 + value;
}
