import { Injectable } from '@nestjs/common';
import { closeTimeOf, sliceBars, type Timeframe } from '@app/engine';
import { AppError, MAX_TIME_MS, MIN_TIME_MS, type TimeRange } from '@app/platform';
import { type BarBatch, batchColumns, batchOf, emptyBatch, sliceBatch } from './bar-batch.js';
import { countBars } from './bar-loader.js';
import { BarStore } from './bar-store.js';
import { type BarWriter, BarWriterRepository } from './bar-writer.repository.js';
import { BarRepository } from './bar.repository.js';
import { AdjustmentRepository } from './imports/adjustment.repository.js';
import { isFilled, isWhole } from './filled-bars.js';
import { klineErrors } from './kline.errors.js';
import type { LoadedBars } from './loaded-bars.js';
import { decodeCursor, encodeCursor, type PageCursor } from './page-cursor.js';
import { gridOf } from './resampled.js';
import type { Series } from './series.entity.js';
import { SeriesService } from './series.service.js';
import { rowAt } from './shared-bars.js';
import type { Source } from './source-series.js';

/** Asks for one page of bars, by its number or after the page that gave a cursor. */
export interface BarQuery extends TimeRange {
  symbol: string;
  timeframe: Timeframe;
  page: number;
  pageSize: number;
  cursor?: string;
}

/** Is one page of bars, oldest first. */
export interface BarPage {
  bars: BarBatch;
  total: number;
  page: number;
  nextCursor: string | null;
  /** The version of the series that was read. */
  version: number;
}

const ALWAYS: TimeRange = { startMs: MIN_TIME_MS, endMs: MAX_TIME_MS };

type Part = Pick<BarPage, 'bars' | 'total' | 'version'> & { hasMore: boolean };

/** Reads bars page by page, tells the latest, and removes ranges. */
@Injectable()
export class KlineService {
  constructor(
    private readonly series: SeriesService,
    private readonly bars: BarRepository,
    private readonly store: BarStore,
    private readonly writers: BarWriterRepository,
    private readonly adjustments: AdjustmentRepository,
  ) {}

  /** Returns one page of a range of bars, read from `series`, the source of its timeframe; throws `kline/cursor-invalid` and `kline/range-too-large`. */
  async page(query: BarQuery, series: Source): Promise<BarPage> {
    const key = keyOf(query, series);
    const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor, key);
    if (query.cursor !== undefined && !cursor) {
      throw new AppError(klineErrors['kline/cursor-invalid']);
    }
    const built = (await this.isStored(query, series))
      ? undefined
      : await this.store.loadBounded(series, query.timeframe, query);
    // Where a stored timeframe lacks nothing that a finer one has, it is read a page at a time.
    const isBuilt = built && (!isFilled(series) || built.filler);
    const part = isBuilt
      ? await this.builtPart(query, series, built, cursor)
      : await this.storedPart(query, series, cursor);
    const { bars, total, version, hasMore } = part;
    const page = cursor ? cursor.page + 1 : query.page;
    const afterMs = bars.time.at(-1) ?? 0;
    const next = { query: key, version, total, page, afterMs };
    return { bars, total, page, version, nextCursor: hasMore ? encodeCursor(next) : null };
  }

  /** Returns the open time (epoch ms) of the last bar, null when there is none; one that would be resampled must be over. */
  async latest(symbol: string, timeframe: Timeframe): Promise<number | null> {
    const series = await this.series.find(symbol, timeframe);
    const latest = series && (await this.latestOf(series, timeframe));
    const filled = series?.filler && (await this.latestOf(series.filler, timeframe));
    return filled ? Math.max(filled, latest ?? filled) : (latest ?? null);
  }

  private async latestOf(series: Source, timeframe: Timeframe): Promise<number | null> {
    if (!series.last) return null;
    const lastMs = series.last.getTime();
    if (series.timeframe === timeframe) return lastMs;
    const grid = gridOf(series, timeframe);
    const open = grid.openTime(lastMs);
    if (closeTimeOf(lastMs, series.timeframe) >= grid.nextOpen(lastMs)) return open;
    const earlier = await this.bars.openTimeBefore(series, open, 1);
    return earlier === undefined ? null : grid.openTime(earlier);
  }

  /** Removes the bars of a range, of one timeframe or all, and returns how many; throws `kline/symbol-unknown` and `kline/timeframe-not-stored`. */
  async remove(
    symbol: string,
    timeframe: Timeframe | undefined,
    range: TimeRange,
    userId: string,
  ): Promise<number> {
    const stored = await this.series.ofSymbol(symbol);
    if (timeframe && !stored.some((series) => series.timeframe === timeframe)) {
      throw new AppError(klineErrors['kline/timeframe-not-stored'], {
        values: { symbol, timeframe },
      });
    }
    return this.writers.transaction([], async (writer) => {
      const all = await writer.series.lockAll(symbol, 'bars', timeframe);
      return removeFrom(writer, all, range, userId);
    });
  }

  /** Removes all bars of a symbol, of every timeframe, with its splits, dividends and factors, and returns how many of each; throws `kline/symbol-unknown`. */
  removeSymbol(symbol: string, userId: string): Promise<{ bars: number; adjustments: number }> {
    return this.writers.transaction([], async (writer) => {
      const { rows } = await this.adjustments.lock(writer.manager, symbol);
      const all = await writer.series.lockAll(symbol, 'bars');
      if (rows.length === 0 && all.every(({ count }) => count === 0)) {
        throw new AppError(klineErrors['kline/symbol-unknown'], { values: { symbol } });
      }
      const bars = await removeFrom(writer, all, ALWAYS, userId);
      return { bars, adjustments: await this.adjustments.removeAll(writer.manager, symbol) };
    });
  }

  private storedPart(query: BarQuery, { id }: Series, cursor?: PageCursor): Promise<Part> {
    return this.bars.snapshot(async (view) => {
      const series = await view.series(id);
      const version = series?.version ?? 0;
      const isCounted = cursor?.version === version;
      const total = isCounted
        ? cursor.total
        : await countBars(series, query, (part) => view.count({ id }, part));
      const batch = emptyBatch(Math.min(query.pageSize + 1, total));
      const startMs = cursor ? Math.max(query.startMs, cursor.afterMs + 1) : query.startMs;
      const offset = cursor ? 0 : (query.page - 1) * query.pageSize;
      const rows = await view.read({ id }, { startMs, endMs: query.endMs }, batchColumns(batch), {
        offset,
        limit: query.pageSize + 1,
      });
      const bars = sliceBatch(batch, 0, Math.min(rows, query.pageSize));
      return { bars, total, version, hasMore: rows > query.pageSize };
    });
  }

  private async isStored(query: BarQuery, source: Source): Promise<boolean> {
    const { timeframe } = query;
    if (!isFilled(source)) return source.timeframe === timeframe;
    const count = (range: TimeRange) => this.bars.count({ id: source.id }, range);
    return isWhole(await countBars(source, query, count), query, source, timeframe);
  }

  private async builtPart(
    { page, pageSize }: BarQuery,
    source: Source,
    { columns, version }: LoadedBars,
    cursor?: PageCursor,
  ): Promise<Part> {
    const from = cursor ? rowAt(columns.time, cursor.afterMs + 1) : (page - 1) * pageSize;
    const to = from + pageSize;
    const bars = batchOf(sliceBars(columns, from, to));
    if (isFilled(source)) await this.addStored(bars, source);
    return { bars, total: columns.time.length, version, hasMore: to < columns.time.length };
  }

  // Stored bars are more than what is built: quote volume and trades.
  private async addStored(bars: BarBatch, { id, version }: Source): Promise<void> {
    const { length } = bars.time;
    if (length === 0) return;
    const stored = emptyBatch(length);
    const range = { startMs: bars.time[0], endMs: bars.time[length - 1] + 1 };
    const rows = await this.bars.snapshot((view) =>
      view.read({ id, asOf: version }, range, batchColumns(stored)),
    );
    for (let row = 0; row < rows; row++) {
      const place = rowAt(bars.time, stored.time[row]);
      bars.quoteVolume[place] = stored.quoteVolume[row];
      bars.trades[place] = stored.trades[row];
    }
  }
}

async function removeFrom(
  writer: BarWriter,
  all: readonly Series[],
  range: TimeRange,
  userId: string,
): Promise<number> {
  let removed = 0;
  for (const series of all) {
    const { removed: deleted, hash } = await writer.remove(series, range);
    if (deleted === 0) continue;
    await writer.series.finish(series, { inserted: 0, updated: 0, deleted, hash }, userId);
    removed += deleted;
  }
  return removed;
}

function keyOf({ timeframe, startMs, endMs, pageSize }: BarQuery, { id, days }: Source): string {
  const { sessionZone, dayStartMs } = days;
  return [id, timeframe, startMs, endMs, pageSize, sessionZone, dayStartMs].join(':');
}
