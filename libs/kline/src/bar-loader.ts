import { type Bars, sliceBars, type Timeframe } from '@app/engine';
import type { TimeRange } from '@app/platform';
import type { BarView, RowsOf } from './bar.repository.js';
import { barsPerBar, finerRange, gridOf, resampleSeries } from './resampled.js';
import type { Series } from './series.entity.js';
import { columnsOf, rowAt, shareBars, sharedBars } from './shared-bars.js';
import type { Source } from './source-series.js';

/** Is what is known of a series at the version whose bars are read. */
export type SeriesState = Source & RowsOf;

/** Reads the bars of a range onto shared memory, after at most `warmUpBars` earlier ones; a timeframe other than the series' own is resampled from it. */
export function loadBars(
  view: BarView,
  series: SeriesState,
  timeframe: Timeframe,
  range: TimeRange,
  warmUpBars: number,
): Promise<Bars> {
  const load = series.timeframe === timeframe ? loadStored : loadResampled;
  return load(view, series, timeframe, range, warmUpBars);
}

/** Counts the bars of a range by looking at as few as it can: those in it, or those around it, which the count of the whole series leaves. */
export async function countBars(
  series: Series | undefined,
  { startMs, endMs }: TimeRange,
  count: (range: TimeRange) => Promise<number>,
): Promise<number> {
  if (!series?.first || !series.last || startMs >= endMs) return 0;
  const firstMs = series.first.getTime();
  const stopMs = series.last.getTime() + 1;
  const range = { startMs: Math.max(startMs, firstMs), endMs: Math.min(endMs, stopMs) };
  if (range.startMs >= range.endMs) return 0;
  if (range.endMs - range.startMs < (stopMs - firstMs) / 2) return count(range);
  const around = [
    { startMs: firstMs, endMs: range.startMs },
    { startMs: range.endMs, endMs: stopMs },
  ];
  let total = series.count;
  for (const each of around) if (each.startMs < each.endMs) total -= await count(each);
  return total;
}

async function loadStored(
  view: BarView,
  series: SeriesState,
  _timeframe: Timeframe,
  range: TimeRange,
  warmUpBars: number,
): Promise<Bars> {
  return readShared(view, series, await withWarmUp(view, series, range, warmUpBars));
}

async function loadResampled(
  view: BarView,
  series: SeriesState,
  timeframe: Timeframe,
  range: TimeRange,
  warmUpBars: number,
): Promise<Bars> {
  const asked = finerRange(range, series, timeframe);
  // A coarse bar holds so many finer ones at most, so going back that many reaches far enough.
  const finerBars = warmUpBars * barsPerBar(series, timeframe);
  const { startMs } = await withWarmUp(view, series, asked, finerBars);
  const wholeMs = gridOf(series, timeframe).openTime(startMs);
  const finer = await readShared(view, series, { startMs: wholeMs, endMs: asked.endMs });
  const bars = resampleSeries(finer, series, timeframe);
  const from = Math.max(0, rowAt(bars.time, range.startMs) - warmUpBars);
  return shareBars(sliceBars(bars, from));
}

async function withWarmUp(
  view: BarView,
  series: SeriesState,
  range: TimeRange,
  warmUpBars: number,
): Promise<TimeRange> {
  if (warmUpBars <= 0) return range;
  const earlier = await view.openTimeBefore(series, range.startMs, warmUpBars);
  return { startMs: earlier ?? range.startMs, endMs: range.endMs };
}

async function readShared(view: BarView, series: SeriesState, range: TimeRange): Promise<Bars> {
  const count = await countBars(series, range, (part) => view.count(series, part));
  const bars = sharedBars(count);
  if (count > 0) await view.read(series, range, columnsOf(bars));
  return bars;
}
