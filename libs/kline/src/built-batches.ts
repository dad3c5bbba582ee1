import { BAR_COLUMNS, type Bars, sliceBars, type Timeframe } from '@app/engine';
import { type BarBatch, batchOf, emptyBatch } from './bar-batch.js';
import { buildBars, gridOf, resampleSeries } from './resampled.js';
import { rowAt } from './shared-bars.js';
import type { Source } from './source-series.js';

const NONE = emptyBatch(0);

/** Builds coarse bars out of batches of finer ones as they come, each of which may be written over by the next; only those of a bar that may go on are kept for it. */
export async function* builtBatches(
  finer: AsyncIterable<Bars>,
  source: Source,
  timeframe: Timeframe,
): AsyncGenerator<BarBatch> {
  const grid = gridOf(source, timeframe);
  let rest: Bars = NONE;
  for await (const batch of finer) {
    const bars = joined(rest, batch);
    const lastMs = bars.time.at(-1);
    if (lastMs === undefined) continue;
    const from = rowAt(bars.time, grid.openTime(lastMs));
    if (from > 0) yield batchOf(buildBars(sliceBars(bars, 0, from), source, timeframe));
    rest = joined(NONE, sliceBars(bars, from));
  }
  const last = resampleSeries(rest, source, timeframe);
  if (last.time.length > 0) yield batchOf(last);
}

function joined(first: Bars, second: Bars): Bars {
  const bars = emptyBatch(first.time.length + second.time.length);
  for (const column of BAR_COLUMNS) {
    bars[column].set(first[column]);
    bars[column].set(second[column], first.time.length);
  }
  return bars;
}
