import type { Holes } from './holes.js';
import { OpenPlaces } from './open-places.js';
import { eachPart } from './week-counts.js';
import type { WeekClock } from './week-clock.js';

/** Counts, for each place of the week, how often it occurs and how often it holds a bar. */
export interface PlaceCounts {
  places: Float64Array;
  bars: Float64Array;
}

/** Is how likely, at most, places may be empty by chance that are taken for closed. */
const MOST_CHANCE = 0.01;

/** Is what was seen of each place of the week by which it is judged, and how often the average bar sees one in its place. */
export interface Evidence extends PlaceCounts {
  share: Float64Array;
}

/** Takes the counts of the places themselves for what is known of them. */
export function evidenceOf({ places, bars }: PlaceCounts, share: number): Evidence {
  const shares = new Float64Array(places.length).fill(share);
  return { places: places.slice(), bars: bars.slice(), share: shares };
}

/** Returns the share of the other occurrences of its place at which the average bar sees one too, or what is given where no bar has any. */
export function shareSeen({ places, bars }: PlaceCounts, otherwise: number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < bars.length; i++) {
    if (places[i] < 2) continue;
    sum += (bars[i] * (bars[i] - 1)) / (places[i] - 1);
    count += bars[i];
  }
  return count === 0 ? otherwise : sum / count;
}

/** Opens those closed (1) places of the week that a market which never closes may have left empty by chance, as one does that is known in parts only. */
export function openUnproven(
  clock: WeekClock,
  closed: Uint8Array,
  seen: Evidence,
  holes: Holes,
): void {
  const { rows, perWeek } = clock;
  const together = usualHole(clock, closed, holes);
  for (let row = 0; row < rows; row++) {
    const week = closed.subarray(row * perWeek, (row + 1) * perWeek);
    eachClosed(week, (columns) => {
      const sumOf = (counts: Float64Array) =>
        columns.reduce((sum, column) => sum + counts[row * perWeek + column], 0);
      const places = sumOf(seen.places);
      // Places that one hole empties together prove as much as one.
      const trials = places / Math.min(columns.length, together);
      const share = sumOf(seen.share) / columns.length;
      if (chanceOf(sumOf(seen.bars) / places, share, trials) <= MOST_CHANCE) return;
      for (const column of columns) week[column] = 0;
    });
  }
}

// How long the hole is in which the average empty place lies that is not closed.
function usualHole(clock: WeekClock, closed: Uint8Array, holes: Holes): number {
  const open = new OpenPlaces(clock, closed);
  let count = 0;
  let sum = 0;
  for (let i = 0; i < holes.from.length; i++) {
    const [start, end] = [holes.from[i], holes.to[i]];
    eachPart(clock.stretches, start, end, (stretch, from, to) => {
      const missing = open.count(stretch, from, to);
      count += missing;
      sum += missing * (end - start);
    });
  }
  return count === 0 ? 1 : sum / count;
}

function eachClosed(week: Uint8Array, visit: (columns: number[]) => void): void {
  const start = week.findIndex((place) => place !== 1);
  if (start < 0) return;
  let columns: number[] = [];
  for (let i = 1; i <= week.length; i++) {
    const column = (start + i) % week.length;
    if (week[column] === 1) {
      columns.push(column);
      continue;
    }
    if (columns.length > 0) visit(columns);
    columns = [];
  }
}

// Chernoff's bound of that so small a share of the trials succeeds by chance.
function chanceOf(seen: number, share: number, trials: number): number {
  if (share >= 1) return 0;
  return Math.exp(-trials * (surprise(seen, share) + surprise(1 - seen, 1 - share)));
}

function surprise(seen: number, expected: number): number {
  return seen === 0 ? 0 : seen * Math.log(seen / expected);
}
