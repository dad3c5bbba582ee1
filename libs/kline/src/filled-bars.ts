import { BAR_COLUMNS, type Bars, sliceBars, type Timeframe, timeframeMs } from '@app/engine';
import type { TimeRange } from '@app/platform';
import type { BarKey } from './bar-cache.js';
import { gridOf, heldRange } from './resampled.js';
import { rowAt, shareBars, sharedBars } from './shared-bars.js';
import type { Source } from './source-series.js';

/** Is a source whose timeframe is stored, with a finer series of which the bars that it lacks are built. */
export type FilledSource = Source & { filler: Source };

/** Says whether bars that a source lacks are built of a finer series. */
export function isFilled(source: Source): source is FilledSource {
  return source.filler !== undefined;
}

/** Leaves of a source what is stored. */
export function storedOnly(source: Source): Source {
  return { ...source, filler: undefined };
}

/** Cuts a range to where a source or its filler can have bars; undefined when neither has any there. */
export function filledRange(
  range: TimeRange,
  source: FilledSource,
  timeframe: Timeframe,
): TimeRange | undefined {
  const held = [
    heldRange(range, source, timeframe),
    heldRange(range, source.filler, timeframe),
  ].filter((each) => each !== undefined);
  if (held.length === 0) return undefined;
  return {
    startMs: Math.min(...held.map(({ startMs }) => startMs)),
    endMs: Math.max(...held.map(({ endMs }) => endMs)),
  };
}

/** Says whether so many stored bars are all that a range has places for, so that nothing is built. */
export function isWhole(
  stored: number,
  asked: TimeRange,
  source: FilledSource,
  timeframe: Timeframe,
): boolean {
  const range = filledRange(asked, source, timeframe);
  return !range || stored === placesIn(range, source, timeframe);
}

/** Names a load of stored bars and of what fills them. */
export function filledKey(
  { id, version, filler }: FilledSource,
  timeframe: Timeframe,
  { startMs, endMs }: TimeRange,
  warmUpBars: number,
): BarKey {
  const part = [timeframe, startMs, endMs, warmUpBars, 'filled', filler.id, filler.version];
  return { seriesId: id, version, part: part.join(':') };
}

function placesIn(range: TimeRange, source: Source, timeframe: Timeframe): number {
  const { openTime, nextOpen } = gridOf(source, timeframe);
  const open = openTime(range.startMs);
  const first = open < range.startMs ? nextOpen(open) : open;
  const lengthMs = timeframeMs(timeframe);
  if (lengthMs !== null) return Math.max(0, Math.ceil((range.endMs - first) / lengthMs));
  let places = 0;
  for (let time = first; time < range.endMs; time = nextOpen(time)) places += 1;
  return places;
}

/** Puts bars one after the other. */
export function joinBars(parts: readonly Bars[]): Bars {
  const bars = sharedBars(parts.reduce((sum, { time }) => sum + time.length, 0));
  let row = 0;
  for (const part of parts) {
    for (const column of BAR_COLUMNS) bars[column].set(part[column], row);
    row += part.time.length;
  }
  return bars;
}

/** Joins stored bars and built ones by their times, on shared memory: of two of one time the stored one stays. */
export function fillBars(stored: Bars, built: Bars): Bars {
  const kept = new Uint8Array(built.time.length);
  let rows = stored.time.length;
  for (let i = 0; i < kept.length; i++) {
    if (stored.time[rowAt(stored.time, built.time[i])] === built.time[i]) continue;
    kept[i] = 1;
    rows += 1;
  }
  const out = sharedBars(rows);
  let [s, b] = [0, 0];
  for (let row = 0; row < rows; row++) {
    while (b < kept.length && kept[b] === 0) b++;
    const isStored = b === kept.length || stored.time[s] < built.time[b];
    const [from, at] = isStored ? [stored, s++] : [built, b++];
    for (const column of BAR_COLUMNS) out[column][row] = from[column][at];
  }
  return out;
}

/** Leaves of bars those of a range and at most so many before it. */
export function withinRange(bars: Bars, { startMs, endMs }: TimeRange, before: number): Bars {
  const from = Math.max(0, rowAt(bars.time, startMs) - before);
  const to = rowAt(bars.time, endMs);
  const isAll = from === 0 && to === bars.time.length;
  return isAll ? bars : shareBars(sliceBars(bars, from, to));
}
