import { DAY_MS, type Timeframe, timeframeMs } from '@app/engine';
import type { RowBatch } from './formats/index.js';
import { ZoneClock } from './formats/zone-clock.js';
import type { SessionDays } from './session-days.js';

const NOON_MS = DAY_MS / 2;

/** Stamps bars of days and longer by their dates, as midnight in UTC: where clocks change with the seasons, the times at which days start lie on no grid. */
export class DayStamper {
  private readonly clock: ZoneClock;

  /** Days start at `dayStartMs` after midnight in the zone; from noon on, the day is the next one, as it is in currencies. */
  constructor(
    zone: string,
    private readonly dayStartMs: number,
  ) {
    this.clock = new ZoneClock(zone);
  }

  /** Returns the rows with dates for times; a time that starts no day is a wrong stamp, and stays. */
  stamp(rows: RowBatch): RowBatch {
    const time = rows.time.slice(0, rows.count);
    for (let i = 0; i < rows.count; i++) time[i] = this.dateOf(time[i]);
    return { ...rows, time };
  }

  /** Returns the date of the day that starts at a time, as midnight in UTC; a time that starts none stays. */
  dateOf(timeMs: number): number {
    const local = timeMs + this.clock.aheadAt(timeMs);
    const day = Math.floor(local / DAY_MS) * DAY_MS;
    if (!this.isStart(timeMs, local, day + this.dayStartMs)) return timeMs;
    return this.dayStartMs >= NOON_MS ? day + DAY_MS : day;
  }

  // A start that clocks skip is the first minute after it.
  private isStart(timeMs: number, local: number, start: number): boolean {
    return local === start || (local > start && timeMs + this.clock.aheadAt(timeMs - 1) <= start);
  }
}

/** Makes the stamper for bars of a timeframe, null where their times stand as they are: those within days, and those of days in UTC. */
export function stamperFor(
  { sessionZone, dayStartMs }: SessionDays,
  timeframe: Timeframe | '',
): DayStamper | null {
  if (timeframe === '' || sessionZone === 'UTC' || !isOfDays(timeframe)) return null;
  return new DayStamper(sessionZone, dayStartMs);
}

/** Says whether bars of a timeframe are days or longer. */
export function isOfDays(timeframe: Timeframe): boolean {
  const length = timeframeMs(timeframe);
  return length === null || length >= DAY_MS;
}
