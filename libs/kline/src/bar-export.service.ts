import { Inject, Injectable } from '@nestjs/common';
import type { Timeframe } from '@app/engine';
import { AppError, settings, type Settings, type TimeRange } from '@app/platform';
import { type BarBatch, batchColumns, batchOf, emptyBatch, sliceBatch } from './bar-batch.js';
import { BarStore } from './bar-store.js';
import { BarRepository, type BarView, type RowsOf } from './bar.repository.js';
import { klineErrors } from './kline.errors.js';
import type { Source } from './source-series.js';

/** Runs an export: the consumer gets the batches and says when it is done with them. */
export type BarExport = (
  consume: (batches: AsyncIterable<BarBatch>) => Promise<void>,
) => Promise<void>;

const BATCH_ROWS = 16_384;

/** Reads whole ranges of bars in batches, so that memory does not grow with their number. */
@Injectable()
export class BarExportService {
  private readonly limit: number;
  private running = 0;

  constructor(
    @Inject(settings.KEY) { DATABASE_POOL_SIZE, DATABASE_MAX_OVERFLOW }: Settings,
    private readonly bars: BarRepository,
    private readonly store: BarStore,
  ) {
    // An export keeps a connection for as long as its reader takes; others must find some too.
    this.limit = Math.max(1, Math.floor((DATABASE_POOL_SIZE + DATABASE_MAX_OVERFLOW) / 2));
  }

  /** Prepares to hand all bars of a range, oldest first and of one version, to a consumer; `series` is the source of the timeframe. Throws `kline/exports-busy` and `kline/range-too-large`. */
  async open(series: Source, timeframe: Timeframe, range: TimeRange): Promise<BarExport> {
    if (series.timeframe === timeframe) return this.openStored(series.id, range);
    const { startMs, endMs } = range;
    const loaded = await this.store.loadBounded(series.symbol, timeframe, startMs, endMs);
    return (consume) => consume(batchesOf(batchOf(loaded.columns)));
  }

  private openStored(seriesId: number, range: TimeRange): BarExport {
    const { limit } = this;
    if (this.running >= limit) {
      throw new AppError(klineErrors['kline/exports-busy'], { values: { limit }, retryAfter: 5 });
    }
    return async (consume) => {
      this.running += 1;
      try {
        await this.bars.snapshot((view) => consume(storedBatches(view, { id: seriesId }, range)));
      } finally {
        this.running -= 1;
      }
    };
  }
}

async function* storedBatches(
  view: BarView,
  series: RowsOf,
  { startMs, endMs }: TimeRange,
): AsyncGenerator<BarBatch> {
  let fromMs = startMs;
  let rows = BATCH_ROWS;
  while (rows === BATCH_ROWS) {
    const batch = emptyBatch(BATCH_ROWS);
    const range = { startMs: fromMs, endMs };
    rows = await view.read(series, range, batchColumns(batch), { limit: BATCH_ROWS });
    if (rows === 0) return;
    fromMs = batch.time[rows - 1] + 1;
    yield sliceBatch(batch, 0, rows);
  }
}

async function* batchesOf(bars: BarBatch): AsyncGenerator<BarBatch> {
  for (let from = 0; from < bars.time.length; from += BATCH_ROWS) {
    yield sliceBatch(bars, from, from + BATCH_ROWS);
  }
}
