import type { Holes } from './holes.js';
import type { WeekClock } from './week-clock.js';
import { eachPart, WeekCounts } from './week-counts.js';

/** Is a stretch of closed places of a row: how long it is, and the column after it; -1 when there is none. */
export interface Closure {
  end: number;
  length: number;
}

/** A place of the week is closed when it holds a bar less than this share as often as the average bar's place does. */
const CLOSED_SHARE = 0.25;
const SHORTEST_CLOSURE_MS = 15 * 60_000;
const SATURDAY = 5;

/** Says of each place of the week, row after row, whether it is closed (1) by how seldom it holds a bar. */
export function closedPlaces(clock: WeekClock, holes: Holes): Uint8Array {
  const all = new WeekCounts(clock);
  for (const stretch of clock.stretches) all.add(stretch, stretch.from, stretch.to);
  const empty = new WeekCounts(clock);
  for (let i = 0; i < holes.from.length; i++) {
    eachPart(clock.stretches, holes.from[i], holes.to[i], (stretch, from, to) =>
      empty.add(stretch, from, to),
    );
  }
  const places = all.totals();
  const bars = empty.totals().map((count, i) => places[i] - count);
  const limit = CLOSED_SHARE * usualShare(places, bars);
  const daily = dailyShares(clock, places, bars);
  const closed = new Uint8Array(places.length);
  for (let i = 0; i < closed.length; i++) {
    if (places[i] === 0) continue;
    const isRare = bars[i] < limit * places[i];
    // What was seen once and was empty then says little: it is closed where other days are, too.
    if (isRare) closed[i] = places[i] > 1 || daily[dayPlace(clock, i)] < limit ? 1 : 2;
  }
  for (let row = 0; row < clock.rows; row++) settleDoubtful(clock, closed, row);
  return closed;
}

/** Opens the closures of a row that are shorter than a quarter of an hour, and returns the longest; the week has no end. */
export function dropShort(closed: Uint8Array, stepMs: number): Closure {
  const { length: perWeek } = closed;
  const longest = { end: -1, length: 0 };
  const start = closed.indexOf(0);
  if (start < 0) return longest;
  for (let i = 0, length = 0; i <= perWeek; i++) {
    const place = (start + i) % perWeek;
    if (i < perWeek && closed[place]) {
      length++;
      continue;
    }
    const isShort = length * stepMs < SHORTEST_CLOSURE_MS;
    if (isShort) openBefore(closed, place, length);
    else if (length > longest.length) Object.assign(longest, { end: place, length });
    length = 0;
  }
  return longest;
}

// The share of its own place of the week that the average bar sees taken.
function usualShare(places: Float64Array, bars: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < bars.length; i++) {
    if (places[i] === 0) continue;
    sum += (bars[i] * bars[i]) / places[i];
    count += bars[i];
  }
  return sum / count;
}

function dayPlace({ perWeek, perDay }: WeekClock, i: number): number {
  return Math.floor(i / perWeek) * perDay + ((i % perWeek) % perDay);
}

function dailyShares(clock: WeekClock, places: Float64Array, bars: Float64Array): Float64Array {
  const seen = new Float64Array(clock.rows * clock.perDay);
  const taken = new Float64Array(seen.length);
  for (let i = 0; i < places.length; i++) {
    seen[dayPlace(clock, i)] += places[i];
    taken[dayPlace(clock, i)] += bars[i];
  }
  return taken.map((count, i) => count / seen[i]);
}

// Of a single week, places in doubt (2) are the weekend's when they and their closed neighbours hold a whole Saturday.
function settleDoubtful({ perWeek, perDay }: WeekClock, closed: Uint8Array, row: number): void {
  const from = row * perWeek;
  const saturday = from + SATURDAY * perDay;
  const isFree = closed.subarray(saturday, saturday + perDay).every((state) => state !== 0);
  if (isFree) {
    for (let i = saturday; i < saturday + perDay; i++) closed[i] = 1;
    for (let i = saturday - 1; i >= from && closed[i] === 2; i--) closed[i] = 1;
    for (let i = saturday + perDay; i < from + perWeek && closed[i] === 2; i++) closed[i] = 1;
  }
  for (let i = from; i < from + perWeek; i++) if (closed[i] === 2) closed[i] = 0;
}

function openBefore(closed: Uint8Array, end: number, length: number): void {
  for (let back = 1; back <= length; back++) {
    closed[(end - back + closed.length) % closed.length] = 0;
  }
}
