import { TimeText, type TimeStyle } from './time-text.js';
import type { ZoneClock } from './zone-clock.js';

// Taken once: Jest makes each look at a global slow.
const { isNaN } = Number;

const MINUTE_MS = 60_000;

/** Says where and how the times of a file stand. */
export interface TimePlan {
  style: TimeStyle;
  clock: ZoneClock;
  /** Midnight UTC of the day from which a time column counts milliseconds; null when it names whole times. */
  dayMs: number | null;
}

/** Tells why a cell gave no time. */
export const SKIPPED = Infinity;

/** Reads the times of a file's rows, in UTC. */
export class TimeReader {
  private readonly text: TimeText;
  private previous = NaN;
  private falling = false;

  constructor(private readonly plan: TimePlan) {
    this.text = new TimeText(plan.style);
  }

  /** The time that one cell tells; NaN when it cannot be read, SKIPPED when clocks skip it. */
  read(bytes: Buffer, start: number, end: number): number {
    const { dayMs } = this.plan;
    if (dayMs !== null) {
      const sinceMidnight = Number(bytes.toString('latin1', start, end));
      return this.local(dayMs + (start === end ? NaN : sinceMidnight));
    }
    return this.resolve(this.text.read(bytes, start, end));
  }

  /** The time that a cell with the date and one with the time of day tell. */
  readApart(
    bytes: Buffer,
    start: number,
    end: number,
    clockStart: number,
    clockEnd: number,
  ): number {
    return this.resolve(this.text.readApart(bytes, start, end, clockStart, clockEnd));
  }

  private resolve(time: number): number {
    const { offset } = this.text;
    return isNaN(offset) ? this.local(time) : this.note(time - offset * MINUTE_MS);
  }

  private local(time: number): number {
    if (isNaN(time)) return NaN;
    const utc = this.plan.clock.toUtc(time, this.previous, this.falling);
    return isNaN(utc) ? SKIPPED : this.note(utc);
  }

  private note(time: number): number {
    this.falling = time < this.previous;
    this.previous = time;
    return time;
  }
}
