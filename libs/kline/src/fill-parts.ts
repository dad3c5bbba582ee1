import type { Timeframe } from '@app/engine';
import type { TimeRange } from '@app/platform';
import type { BarView, RowsOf } from './bar.repository.js';
import type { FilledSource } from './filled-bars.js';
import { gridOf } from './resampled.js';
import { rowAt } from './shared-bars.js';

// Each is a read of its own.
const MOST_PARTS = 100;

/** Finds the parts of a range in which stored bars, whose open times are given, lack what the filler, of which `rows` are read, has bars for. */
export async function partsToFill(
  view: BarView,
  time: Float64Array,
  range: TimeRange,
  source: FilledSource,
  timeframe: Timeframe,
  rows: RowsOf,
): Promise<TimeRange[]> {
  const holes = holesOf(time, range, source, timeframe);
  if (holes.length === 0) return holes;
  const occupied = await view.occupied(rows, holes);
  return joinNearest(
    holes.filter((_, i) => occupied[i]),
    MOST_PARTS,
  );
}

/** Lists the parts of a range, from one place for a bar to another, in which there are no bars. */
export function holesOf(
  time: Float64Array,
  range: TimeRange,
  source: FilledSource,
  timeframe: Timeframe,
): TimeRange[] {
  const { openTime, nextOpen } = gridOf(source, timeframe);
  const open = openTime(range.startMs);
  const holes: TimeRange[] = [];
  let place = open < range.startMs ? nextOpen(open) : open;
  for (let row = rowAt(time, place); row < time.length && time[row] < range.endMs; row++) {
    if (time[row] > place) holes.push({ startMs: place, endMs: time[row] });
    place = nextOpen(time[row]);
  }
  if (place < range.endMs) holes.push({ startMs: place, endMs: nextOpen(range.endMs - 1) });
  return holes;
}

/** Joins parts that follow each other, those that lie nearest first, until there are so many at most. */
export function joinNearest(parts: readonly TimeRange[], most: number): TimeRange[] {
  const distances = parts.slice(1).map(({ startMs }, i) => startMs - parts[i].endMs);
  const kept = distances.toSorted((a, b) => b - a).slice(0, most - 1);
  let left = kept.length;
  const least = kept.at(-1) ?? Infinity;
  const joined: TimeRange[] = [];
  for (const [i, part] of parts.entries()) {
    const last = joined.at(-1);
    const isApart = i > 0 && left > 0 && distances[i - 1] >= least;
    if (isApart) left -= 1;
    if (last && !isApart) last.endMs = part.endMs;
    else joined.push({ ...part });
  }
  return joined;
}
