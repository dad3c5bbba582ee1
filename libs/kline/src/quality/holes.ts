import { openTimeAt, type Timeframe, timeframeMs } from '@app/engine';
import type { TimeRange } from '@app/platform';

const DAY_MS = 86_400_000;
const MONTH_MS = 30.436875 * DAY_MS;
const HALF_MONTH_MS = 15 * DAY_MS;

/** Is where a column of open times leaves places of its grid empty; places count from 0 at the first one of the range. */
export interface Holes {
  /** Open time (epoch ms) of place 0. */
  originMs: number;
  /** Milliseconds from place to place; of months the mean. */
  stepMs: number;
  /** Of months, by how many milliseconds they start after those of the calendar; null of other timeframes. */
  monthOffsetMs: number | null;
  /** How many places the range has. */
  places: number;
  /** First empty place of each hole, in rising order. */
  from: number[];
  /** The place after the last empty one of each hole. */
  to: number[];
}

/** Lists bars that follow each other without a hole by the first and the last open time (epoch ms) of each run, oldest first. */
export interface BarRuns {
  starts: number[];
  ends: number[];
}

/** Finds the holes of rising open times on one grid, and those before and after them within a range; there must be a time. */
export function findHoles(
  time: Float64Array,
  timeframe: Timeframe,
  range: TimeRange,
  gridOffsetMs = 0,
): Holes {
  return holesBetween(runsOf(time, timeframeMs(timeframe)), timeframe, range, gridOffsetMs);
}

/** Finds the holes between runs of bars, and those before and after them within a range; there must be a run. */
export function holesBetween(
  { starts, ends }: BarRuns,
  timeframe: Timeframe,
  range: TimeRange,
  gridOffsetMs = 0,
): Holes {
  const fixedMs = timeframeMs(timeframe);
  const stepMs = fixedMs ?? MONTH_MS;
  const round = fixedMs === null ? Math.round : Math.floor;
  const before = Math.max(0, round((starts[0] - range.startMs) / stepMs));
  // A place whose open time is the end itself is no longer in the range.
  const after = Math.max(0, round((range.endMs - 1 - ends[ends.length - 1]) / stepMs));
  const holes: Holes = {
    originMs: starts[0] - before * stepMs,
    stepMs,
    monthOffsetMs: fixedMs === null ? gridOffsetMs : null,
    places: before,
    from: [],
    to: [],
  };
  addHole(holes, 0, before);
  for (let i = 0; i < starts.length; i++) {
    // Months are of different lengths, none of which is half a month off the mean.
    holes.places += Math.round((ends[i] - starts[i]) / stepMs) + 1;
    const isLast = i + 1 === starts.length;
    const empty = isLast ? after : Math.round((starts[i + 1] - ends[i]) / stepMs) - 1;
    addHole(holes, holes.places, holes.places + empty);
    holes.places += empty;
  }
  return holes;
}

/** Joins runs of two series of one step: where they overlap or follow each other, there is one. */
export function joinRuns(one: BarRuns, other: BarRuns, stepMs: number): BarRuns {
  const all = [one, other]
    .flatMap(({ starts, ends }) => starts.map((start, i) => ({ start, end: ends[i] })))
    .toSorted((a, b) => a.start - b.start);
  const joined: BarRuns = { starts: [], ends: [] };
  for (const { start, end } of all) {
    const last = joined.ends.length - 1;
    if (last >= 0 && start <= joined.ends[last] + stepMs) {
      joined.ends[last] = Math.max(joined.ends[last], end);
    } else {
      joined.starts.push(start);
      joined.ends.push(end);
    }
  }
  return joined;
}

/** Returns the open time (epoch ms) of a place. */
export function timeOfPlace(
  { originMs, stepMs, monthOffsetMs }: Pick<Holes, 'originMs' | 'stepMs' | 'monthOffsetMs'>,
  place: number,
): number {
  const near = originMs + place * stepMs;
  // Steps of the mean month stay within two days of the calendar's months.
  return monthOffsetMs === null ? near : openTimeAt(near + HALF_MONTH_MS, '1M', monthOffsetMs);
}

/** Returns the first place whose open time is not before a time (epoch ms). */
export function placeAt(holes: Holes, timeMs: number): number {
  let place = Math.ceil((timeMs - holes.originMs) / holes.stepMs);
  while (timeOfPlace(holes, place - 1) >= timeMs) place--;
  while (timeOfPlace(holes, place) < timeMs) place++;
  return place;
}

function runsOf(time: Float64Array, fixedMs: number | null): BarRuns {
  const runs: BarRuns = { starts: [time[0]], ends: [] };
  let last = time[0];
  for (let i = 1; i < time.length; i++) {
    const next = time[i];
    if (next - last !== fixedMs) {
      runs.ends.push(last);
      runs.starts.push(next);
    }
    last = next;
  }
  runs.ends.push(last);
  return runs;
}

function addHole({ from, to }: Holes, start: number, end: number): void {
  if (start >= end) return;
  from.push(start);
  to.push(end);
}
