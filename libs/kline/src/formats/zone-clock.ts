import { zoneOffsets, type ZoneOffset } from '../zone-offsets.js';
import { canonicalZone } from '../zone-name.js';
import { FormatError } from './format-error.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const FIXED = /^([+-])(\d{2}):?(\d{2})$/;

/** Turns the local times of a zone (an IANA name, or an offset such as +02:00) into UTC. */
export class ZoneClock {
  private readonly years = new Map<number, ZoneOffset[]>();
  private readonly fixed: number | null;
  // The local times between these two are all ahead of UTC by `aheadMs`.
  private from = 1;
  private to = 0;
  private aheadMs = 0;

  /** The canonical name of an IANA zone, or the offset as it was given. */
  readonly zone: string;

  constructor(zone: string) {
    const offset = FIXED.exec(zone);
    this.zone = offset && minutesOf(offset) !== 0 ? zone : canonicalZone(zone);
    this.fixed = this.zone === 'UTC' ? 0 : offset && minutesOf(offset) * MINUTE_MS;
    if (this.fixed === null) checkZone(zone);
  }

  /** The UTC time of a local one; NaN where clocks skip it. Of the two times of an hour that clocks repeat, the one that goes on from `previous`, whose rows fall in time when `falling`. */
  toUtc(localMs: number, previous: number, falling: boolean): number {
    if (this.fixed !== null) return localMs - this.fixed;
    if (localMs >= this.from && localMs < this.to) return localMs - this.aheadMs;
    const before = this.aheadAt(localMs - DAY_MS);
    const after = this.aheadAt(localMs + DAY_MS);
    if (before === after) {
      this.from = localMs;
      this.to = localMs + DAY_MS - Math.abs(after);
      this.aheadMs = after;
      return localMs - after;
    }
    const first = this.timeWith(localMs, Math.max(before, after));
    const second = this.timeWith(localMs, Math.min(before, after));
    if (Number.isNaN(first) || Number.isNaN(second)) return Number.isNaN(first) ? second : first;
    return (falling ? previous > second : previous >= first) ? second : first;
  }

  /** The milliseconds that the zone is ahead of UTC at a UTC time. */
  aheadAt(timeMs: number): number {
    if (this.fixed !== null) return this.fixed;
    const year = new Date(timeMs).getUTCFullYear();
    let minutes = 0;
    for (const offset of this.offsetsOf(year)) {
      if (offset.from <= timeMs) minutes = offset.minutes;
    }
    return minutes * MINUTE_MS;
  }

  private timeWith(localMs: number, aheadMs: number): number {
    const time = localMs - aheadMs;
    return this.aheadAt(time) === aheadMs ? time : NaN;
  }

  private offsetsOf(year: number): ZoneOffset[] {
    let offsets = this.years.get(year);
    if (!offsets) {
      const from = Date.UTC(year, 0, 1);
      offsets = zoneOffsets(this.zone, from, from + 366 * DAY_MS) ?? [{ from, minutes: 0 }];
      this.years.set(year, offsets);
    }
    return offsets;
  }
}

function minutesOf([, sign, hours, minutes]: RegExpExecArray): number {
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}

function checkZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone }).format(0);
  } catch {
    throw new FormatError(
      'timezone-unknown',
      [{ field: 'timezone', problem: `${zone.slice(0, 64)} is no zone` }],
      'Name an IANA zone such as America/New_York, or an offset such as +02:00.',
    );
  }
}
