import type { Holes } from './holes.js';
import type { WeekClock } from './week-clock.js';
import { eachPart, WeekCounts } from './week-counts.js';
import { evidenceOf, openUnproven, type PlaceCounts, shareSeen } from './week-evidence.js';

/** Is a stretch of closed places of a row: how long it is, and the column after it; -1 when there is none. */
export interface Closure {
  end: number;
  length: number;
}

/** A place of the week is closed when it holds a bar less than this share as often as the average bar's place does. */
const CLOSED_SHARE = 0.25;
const SHORTEST_CLOSURE_MS = 15 * 60_000;
const SHORTEST_NIGHT_MS = 6 * 3_600_000;
const SATURDAY = 5;

/** Is what is thought of a place of the week; the last two are settled by their neighbours. */
const enum Place {
  Open,
  Closed,
  /** It was seen once and was empty then, though other days have bars at that time. */
  PerhapsWeekend,
  /** It was seen once and was empty then, and so was no other day. */
  PerhapsNight,
}

/** Says of each place of the week, row after row, whether it is closed (1) by how seldom it holds a bar. */
export function closedPlaces(clock: WeekClock, holes: Holes): Uint8Array {
  const ofWeeks = countPlaces(clock, holes);
  const ofDays = { places: byDay(clock, ofWeeks.places), bars: byDay(clock, ofWeeks.bars) };
  // Of a single day nothing occurs twice, and each hole may be a night.
  const dayShare = shareSeen(ofDays, 1);
  const weekShare = shareSeen(ofWeeks, dayShare);
  const seen = evidenceOf(ofWeeks, weekShare);
  const states = new Uint8Array(ofWeeks.places.length);
  for (let i = 0; i < states.length; i++) {
    if (ofWeeks.places[i] === 0 || !isRare(ofWeeks, i, weekShare)) continue;
    const day = dayPlace(clock, i);
    if (ofWeeks.places[i] > 1) states[i] = Place.Closed;
    else if (ofDays.places[day] === 1) states[i] = Place.PerhapsNight;
    else if (isRare(ofDays, day, dayShare)) {
      states[i] = Place.Closed;
      seen.places[i] = ofDays.places[day];
      seen.bars[i] = ofDays.bars[day];
      seen.share[i] = dayShare;
    } else states[i] = Place.PerhapsWeekend;
  }
  openUnproven(clock, states, seen, holes);
  for (let row = 0; row < clock.rows; row++) {
    const week = states.subarray(row * clock.perWeek, (row + 1) * clock.perWeek);
    settleWeekend(week, clock.perDay);
    settleNights(week, holes.stepMs);
  }
  return states;
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

function countPlaces(clock: WeekClock, holes: Holes): PlaceCounts {
  const all = new WeekCounts(clock);
  for (const stretch of clock.stretches) all.add(stretch, stretch.from, stretch.to);
  const empty = new WeekCounts(clock);
  for (let i = 0; i < holes.from.length; i++) {
    eachPart(clock.stretches, holes.from[i], holes.to[i], (stretch, from, to) =>
      empty.add(stretch, from, to),
    );
  }
  const places = all.totals();
  return { places, bars: empty.totals().map((count, i) => places[i] - count) };
}

function isRare({ places, bars }: PlaceCounts, i: number, share: number): boolean {
  return bars[i] < CLOSED_SHARE * share * places[i];
}

function dayPlace({ perWeek, perDay }: WeekClock, i: number): number {
  return Math.floor(i / perWeek) * perDay + ((i % perWeek) % perDay);
}

function byDay(clock: WeekClock, counts: Float64Array): Float64Array {
  const sums = new Float64Array(clock.rows * clock.perDay);
  for (let i = 0; i < counts.length; i++) sums[dayPlace(clock, i)] += counts[i];
  return sums;
}

// Of a single week, places in doubt are the weekend's when they and closed ones hold a whole Saturday.
function settleWeekend(week: Uint8Array, perDay: number): void {
  const [start, end] = [SATURDAY * perDay, (SATURDAY + 1) * perDay];
  if (!week.subarray(start, end).includes(Place.Open)) {
    week.fill(Place.Closed, start, end);
    for (let i = start - 1; i >= 0 && week[i] === Place.PerhapsWeekend; i--) week[i] = Place.Closed;
    for (let i = end; week[i] === Place.PerhapsWeekend; i++) week[i] = Place.Closed;
  }
  for (let i = 0; i < week.length; i++) if (week[i] === Place.PerhapsWeekend) week[i] = Place.Open;
}

// Of a single day, a hole is a night when it is long.
function settleNights(week: Uint8Array, stepMs: number): void {
  for (let i = 0; i < week.length; i++) {
    if (week[i] !== Place.PerhapsNight) continue;
    let end = i;
    while (week[end] === Place.PerhapsNight) end++;
    const isNight = (end - i) * stepMs >= SHORTEST_NIGHT_MS;
    week.fill(isNight ? Place.Closed : Place.Open, i, end);
  }
}

function openBefore(closed: Uint8Array, end: number, length: number): void {
  for (let back = 1; back <= length; back++) {
    closed[(end - back + closed.length) % closed.length] = 0;
  }
}
