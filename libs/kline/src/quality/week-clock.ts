import type { ZoneOffset } from '../zone-offsets.js';
import { type Holes, placeAt } from './holes.js';

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970-01-01 was a Thursday; weeks start on Monday. */
const MONDAY_MS = 3 * DAY_MS;

/** Is a stretch of places over which a zone keeps its offset, and where in the week it starts. */
export interface Stretch {
  from: number;
  to: number;
  /** The row of the week: places whose open times share the same remainder of the timeframe. */
  row: number;
  /** The place within the week that `from` falls on, in steps of the timeframe. */
  column: number;
}

/** Tells which place of the local week each place of a grid falls on. */
export interface WeekClock {
  /** Places of a week. */
  perWeek: number;
  /** Places of a day. */
  perDay: number;
  /** How many rows there are: quarters of an hour of a timeframe longer than that. */
  rows: number;
  stretches: Stretch[];
}

/** Says whether a timeframe has a clock of the week: one that divides the day. */
export function hasWeekClock(stepMs: number): boolean {
  return DAY_MS % stepMs === 0;
}

/** Makes the clock of a grid in a zone of such offsets (null is UTC); the rows tell apart where daylight saving moves coarse bars to. */
export function weekClock(holes: Holes, offsets: ZoneOffset[] | null): WeekClock {
  const { originMs, stepMs, places } = holes;
  const unitMs = stepMs < QUARTER_MS ? stepMs : QUARTER_MS;
  const rows = stepMs / unitMs;
  const changes = offsets ?? [{ from: originMs, minutes: 0 }];
  const stretches: Stretch[] = [];
  changes.forEach(({ minutes }, i) => {
    const from = i === 0 ? 0 : Math.max(0, placeAt(holes, changes[i].from));
    const next = i + 1 < changes.length ? placeAt(holes, changes[i + 1].from) : places;
    const to = Math.min(next, places);
    if (from >= to) return;
    const localMs = originMs + from * stepMs + minutes * 60_000 + MONDAY_MS;
    const unit = Math.floor((((localMs % WEEK_MS) + WEEK_MS) % WEEK_MS) / unitMs);
    stretches.push({ from, to, row: unit % rows, column: Math.floor(unit / rows) });
  });
  return { perWeek: WEEK_MS / stepMs, perDay: DAY_MS / stepMs, rows, stretches };
}
