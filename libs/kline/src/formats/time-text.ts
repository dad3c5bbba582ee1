import { parseNumber } from './byte-number.js';

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
const LONGEST = 64;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Reads texts of times: epochs, dates and times of day in the ways that market files write them. */
export class TimeText {
  /** Minutes that the text last read names as its offset from UTC; NaN when it named none. */
  offset = NaN;
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  private end = 0;
  private dayKey = NaN;
  private day = NaN;

  constructor(private readonly style: TimeStyle) {}

  /** Reads a whole time in milliseconds; local, unless `offset` says otherwise or it is an epoch (offset 0). NaN is what is no time. */
  read(bytes: Buffer, start: number, end: number): number {
    this.open(bytes, start, end);
    const first = this.peek();
    if (first === 45 || first === 43) return this.epoch();
    if (isDigit(first)) {
      const digits = this.countDigits();
      const next = this.bytes[this.at + digits];
      const whole = this.at + digits === this.end;
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
    this.bytes = bytes;
    this.at = start;
    this.end = end - start > LONGEST ? start : end;
    this.offset = NONE;
    this.blanks();
    while (this.end > this.at && bytes[this.end - 1] === 32) this.end -= 1;
  }

  private epoch(): number {
    this.offset = 0;
    return epochMs(parseNumber(this.bytes, this.at, this.end), this.style.seconds);
  }

  private compactTime(): number {
    const year = this.digits(4);
    const month = this.digits(2);
    const day = this.dayOf(year, month, this.digits(2));
    return this.withClock(day);
  }

  // The usual 2024-01-31, also with dots and strokes, without looking at each part.
  private isoDay(): number | null {
    const { bytes, at } = this;
    const separator = bytes[at + 4];
    if (this.end - at < 10 || separator !== bytes[at + 7]) return null;
    if (separator !== 45 && separator !== 46 && separator !== 47) return null;
    if (!isDigit(bytes[at + 6]) || !isDigit(bytes[at + 9])) return null;
    if (this.end - at > 10 && isDigit(bytes[at + 10])) return null;
    const year = this.digits(4);
    this.at += 1;
    const month = this.digits(2);
    this.at += 1;
    return this.dayOf(year, month, this.digits(2));
  }

  private readDay(): number {
    const first = this.part();
    this.separators();
    const second = this.part();
    this.separators();
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
    if (isLetter(this.peek())) {
      const from = this.at;
      while (isLetter(this.peek())) this.at += 1;
      const name = this.bytes.toString('latin1', from, this.at).slice(0, 3).toLowerCase();
      const month = MONTHS.indexOf(name) + 1;
      if (month > 0) return { value: month, digits: 0, word: true };
      this.separators();
      if (isLetter(this.peek())) return this.part();
    }
    const digits = this.countDigits();
    return digits === 0 ? NO_PART : { value: this.digits(digits), digits, word: false };
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
    if (this.at === this.end || isNaN(day)) return day;
    const next = this.peek();
    if (next === 84 || next === 44 || next === 58 || next === 59) this.at += 1;
    this.blanks();
    return day + this.clock();
  }

  private clock(): number {
    const digits = this.countDigits();
    if (digits === 0) return this.at === this.end ? 0 : this.zone(0);
    if (digits > 2) return this.compactClock(digits);
    const hour = this.digits(digits);
    let time = 0;
    if (this.skip(58)) {
      time = this.digits(2) * MINUTE_MS;
      if (time >= HOUR_MS) return NaN;
      if (this.skip(58)) time += this.seconds();
    }
    return this.zone(this.halfDay(hour) * HOUR_MS + time);
  }

  private compactClock(digits: number): number {
    if (digits === 3 || digits > 6) return NaN;
    const hour = this.digits(digits === 5 ? 1 : 2);
    const minute = this.digits(2);
    const seconds = digits > 4 ? this.seconds() : 0;
    return minute < 60
      ? this.zone(this.halfDay(hour) * HOUR_MS + minute * MINUTE_MS + seconds)
      : NaN;
  }

  private seconds(): number {
    const second = this.digits(2);
    let time = second < 60 ? second * 1000 : NaN;
    const next = this.peek();
    if (next !== 46 && next !== 44) return time;
    this.at += 1;
    for (let unit = 100; isDigit(this.peek()); unit /= 10) {
      if (unit >= 1) time += (this.bytes[this.at] - 48) * unit;
      this.at += 1;
    }
    return time;
  }

  // "09-AM", "9 pm", "12:30:00 AM"; 24:00 is the end of the day.
  private halfDay(hour: number): number {
    const from = this.at;
    while (this.peek() === 32 || this.peek() === 45) this.at += 1;
    const letter = this.peek() | 32;
    if ((this.bytes[this.at + 1] | 32) !== 109 || (letter !== 97 && letter !== 112)) {
      this.at = from;
      return hour <= 24 ? hour : NaN;
    }
    this.at += 2;
    if (hour < 1 || hour > 12) return NaN;
    return (hour % 12) + (letter === 112 ? 12 : 0);
  }

  private zone(time: number): number {
    this.blanks();
    if (this.at === this.end) return time;
    const letter = this.peek() | 32;
    if (letter === 122) {
      this.at += 1;
      this.offset = 0;
    } else if (letter === 117 || letter === 103) {
      const name = this.bytes.toString('latin1', this.at, this.at + 3).toLowerCase();
      if (name !== 'utc' && name !== 'gmt') return NaN;
      this.at += 3;
      this.offset = 0;
    }
    const sign = this.peek();
    if (this.at < this.end && (sign === 43 || sign === 45)) {
      this.at += 1;
      const digits = this.countDigits();
      const hours = this.digits(min(digits, 2));
      this.skip(58);
      const minutes = this.at < this.end ? this.digits(2) : 0;
      this.offset = (sign === 45 ? -1 : 1) * (hours * 60 + minutes);
      if (hours > 18) return NaN;
    }
    return this.at === this.end ? time : NaN;
  }

  private separators(): void {
    for (;;) {
      const next = this.peek();
      if (next !== 45 && next !== 47 && next !== 46 && next !== 32 && next !== 44) return;
      this.at += 1;
    }
  }

  private digits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i += 1) {
      const digit = this.peek() - 48;
      if (!(digit >= 0 && digit <= 9)) return NaN;
      value = value * 10 + digit;
      this.at += 1;
    }
    return count === 0 ? NaN : value;
  }

  private countDigits(): number {
    let at = this.at;
    while (at < this.end && isDigit(this.bytes[at])) at += 1;
    return at - this.at;
  }

  private peek(): number {
    return this.at < this.end ? this.bytes[this.at] : 0;
  }

  private skip(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at += 1;
    return true;
  }

  private blanks(): void {
    while (this.peek() === 32) this.at += 1;
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

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function isLetter(byte: number): boolean {
  return (byte | 32) >= 97 && (byte | 32) <= 122;
}

// As Excel does: 70 to 99 are of the last century.
function fullYear({ value, digits }: { value: number; digits: number }): number {
  if (digits !== 2) return value;
  return value < 70 ? 2000 + value : 1900 + value;
}
