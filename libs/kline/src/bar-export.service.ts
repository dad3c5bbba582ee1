import { Inject, Injectable } from '@nestjs/common';
import type { Timeframe } from '@app/engine';
import { AppError, settings, type Settings, type TimeRange } from '@app/platform';
import { type BarBatch, batchColumns, emptyBatch, sliceBatch } from './bar-batch.js';
import { BarRepository, type BarView, type RowsOf } from './bar.repository.js';
import { builtBatches } from './built-batches.js';
import { partsToFill } from './fill-parts.js';
import { filledBatches } from './filled-batches.js';
import { filledRange, type FilledSource, isFilled } from './filled-bars.js';
import { klineErrors } from './kline.errors.js';
import { finerRange, heldRange } from './resampled.js';
import type { Source } from './source-series.js';

/** Runs an export: the consumer gets the batches and says when it is done with them; each is written over by the next. */
export type BarExport = (
  consume: (batches: AsyncIterable<BarBatch>) => Promise<void>,
) => Promise<void>;

const BATCH_ROWS = 16_384;
const NOTHING: TimeRange = { startMs: 0, endMs: 0 };

/** Reads whole ranges of bars in batches, so that memory does not grow with their number. */
@Injectable()
export class BarExportService {
  private readonly limit: number;
  private running = 0;

  constructor(
    @Inject(settings.KEY) { DATABASE_POOL_SIZE, DATABASE_MAX_OVERFLOW }: Settings,
    private readonly bars: BarRepository,
  ) {
    // An export keeps a connection for as long as its reader takes; others must find some too.
    this.limit = Math.max(1, Math.floor((DATABASE_POOL_SIZE + DATABASE_MAX_OVERFLOW) / 2));
  }

  /** Prepares to hand all bars of a range, oldest first and of one version, to a consumer; `source` is what the timeframe is read from. Throws `kline/exports-busy`. */
  open(source: Source, timeframe: Timeframe, range: TimeRange): BarExport {
    const { limit } = this;
    if (this.running >= limit) {
      throw new AppError(klineErrors['kline/exports-busy'], { values: { limit }, retryAfter: 5 });
    }
    return async (consume) => {
      this.running += 1;
      try {
        await this.bars.snapshot(async (view) => {
          await consume(batchesOf(view, await seen(view, source), timeframe, range));
        });
      } finally {
        this.running -= 1;
      }
    };
  }
}

// As it is where the view looks.
async function seen(view: BarView, source: Source): Promise<Source> {
  const { filler } = source;
  const now = { ...source, ...(await view.series(source.id)) };
  return filler ? { ...now, filler: await seen(view, filler) } : now;
}

function batchesOf(
  view: BarView,
  source: Source,
  timeframe: Timeframe,
  range: TimeRange,
): AsyncIterable<BarBatch> {
  const rows = { id: source.id };
  if (source.timeframe !== timeframe) return batchesBuilt(view, source, timeframe, range);
  const stored = storedBatches(view, rows, range);
  const held = isFilled(source) && filledRange(range, source, timeframe);
  return held ? filled(view, stored, source, timeframe, held) : stored;
}

// Looks at what lies before each batch and in it, so that no more than a batch is held.
async function* filled(
  view: BarView,
  stored: AsyncIterable<BarBatch>,
  source: FilledSource,
  timeframe: Timeframe,
  { startMs, endMs }: TimeRange,
): AsyncGenerator<BarBatch> {
  const { filler } = source;
  const partsOf = (time: Float64Array, range: TimeRange) =>
    partsToFill(view, time, range, source, timeframe, { id: filler.id });
  const built = async function* (parts: readonly TimeRange[]): AsyncGenerator<BarBatch> {
    for (const part of parts) yield* batchesBuilt(view, filler, timeframe, part);
  };
  let fromMs = startMs;
  for await (const batch of stored) {
    const nextMs = batch.time[batch.time.length - 1] + 1;
    const parts = await partsOf(batch.time, { startMs: fromMs, endMs: nextMs });
    if (parts.length === 0) yield batch;
    else yield* filledBatches(batch, built(parts));
    fromMs = nextMs;
  }
  yield* built(await partsOf(new Float64Array(0), { startMs: fromMs, endMs }));
}

function batchesBuilt(
  view: BarView,
  source: Source,
  timeframe: Timeframe,
  range: TimeRange,
): AsyncIterable<BarBatch> {
  const rows = { id: source.id };
  const held = heldRange(range, source, timeframe);
  const read = held ? finerRange(held, source, timeframe) : NOTHING;
  return builtBatches(storedBatches(view, rows, read), source, timeframe);
}

async function* storedBatches(
  view: BarView,
  series: RowsOf,
  { startMs, endMs }: TimeRange,
): AsyncGenerator<BarBatch> {
  let fromMs = startMs;
  let rows = BATCH_ROWS;
  const batch = emptyBatch(BATCH_ROWS);
  while (rows === BATCH_ROWS) {
    const range = { startMs: fromMs, endMs };
    rows = await view.read(series, range, batchColumns(batch), { limit: BATCH_ROWS });
    if (rows === 0) return;
    fromMs = batch.time[rows - 1] + 1;
    yield sliceBatch(batch, 0, rows);
  }
}
