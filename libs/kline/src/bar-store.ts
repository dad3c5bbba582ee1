import { Inject, Injectable } from '@nestjs/common';
import { type Bars, type Timeframe, timeframeMs } from '@app/engine';
import { AppError, settings, type Settings, type TimeRange } from '@app/platform';
import { BarCache, type BarKey } from './bar-cache.js';
import { BarFiles } from './bar-files.service.js';
import { countBars, loadBars, type SeriesState } from './bar-loader.js';
import { BarRepository, type RowsOf } from './bar.repository.js';
import { BarFiller } from './bar-filler.js';
import { filledKey, filledRange, isFilled, isWhole, storedOnly } from './filled-bars.js';
import { klineErrors } from './kline.errors.js';
import type { BarRuns } from './quality/holes.js';
import { type KeptBars, keyOf, type LoadedBars, type LoadOptions, partsOf } from './loaded-bars.js';
import { finerRange, heldRange } from './resampled.js';
import type { Series } from './series.entity.js';
import { rowsAt } from './series-rows.js';
import { SeriesService } from './series.service.js';
import { rowAt, sharedBars } from './shared-bars.js';
import type { Source } from './source-series.js';

/** Loads bars as shared columns, from memory or disk when the same range of the same version was loaded before. */
@Injectable()
export class BarStore {
  private readonly cache: BarCache<KeptBars>;
  private readonly limit: number;
  private readonly filler: BarFiller;

  constructor(
    @Inject(settings.KEY) { BAR_CACHE_MB, MAX_BACKTEST_BARS }: Settings,
    private readonly series: SeriesService,
    private readonly bars: BarRepository,
    private readonly files: BarFiles,
  ) {
    this.cache = new BarCache(BAR_CACHE_MB * 1024 * 1024);
    this.limit = MAX_BACKTEST_BARS;
    this.filler = new BarFiller(bars, (source, timeframe, range) =>
      this.loadOne(source, timeframe, range, 0),
    );
  }

  /** Loads the bars whose open time is in [startMs, endMs), oldest first, all of the version that was the newest when asked; throws what `SeriesService.source` throws. */
  async load(
    symbol: string,
    timeframe: Timeframe,
    startMs: number,
    endMs: number,
    { warmUpBars = 0, asOfMs, days }: LoadOptions = {},
  ): Promise<LoadedBars> {
    const series = await this.series.source(symbol, timeframe, { asOfMs, days });
    return this.loadFrom(series, timeframe, { startMs, endMs }, warmUpBars);
  }

  /** Loads the bars of a range from `source`, the source of their timeframe; throws `kline/range-too-large` when that reads more than MAX_BACKTEST_BARS. */
  async loadBounded(source: Source, timeframe: Timeframe, range: TimeRange): Promise<LoadedBars> {
    const isKept = this.cache.has(keyFor(source, timeframe, range));
    const bars = isKept ? 0 : await this.countOf(source, timeframe, range, ({ id }) => ({ id }));
    if (bars > this.limit) {
      throw new AppError(klineErrors['kline/range-too-large'], {
        values: { bars, limit: this.limit },
      });
    }
    return this.loadFrom(source, timeframe, range, 0);
  }

  /** Counts the stored bars that a load of this range reads, without warm-up: those of the finer series when the timeframe is not stored. */
  async count(
    symbol: string,
    timeframe: Timeframe,
    startMs: number,
    endMs: number,
    { asOfMs, days }: Pick<LoadOptions, 'asOfMs' | 'days'> = {},
  ): Promise<number> {
    const series = await this.series.source(symbol, timeframe, { asOfMs, days });
    const rowsOf = ({ id, version }: Source) =>
      asOfMs === undefined ? { id } : { id, asOf: version };
    return this.countOf(series, timeframe, { startMs, endMs }, rowsOf);
  }

  /** Lists the runs of stored bars between which there are holes, of the series and version of a load, in a range or as a whole. */
  runs(
    { seriesId, version, storedTimeframe }: LoadedBars,
    symbol: string,
    range?: TimeRange,
  ): Promise<BarRuns> {
    return this.bars.snapshot(async (view) => {
      const now = await view.series(seriesId);
      const rows = rowsAt({ id: seriesId, version, symbol }, now);
      return view.runs(rows, timeframeMs(storedTimeframe), range);
    });
  }

  private loadFrom(
    source: Source,
    timeframe: Timeframe,
    range: TimeRange,
    warmUpBars: number,
  ): Promise<KeptBars> {
    const held = isFilled(source) && filledRange(range, source, timeframe);
    if (!held) return this.loadOne(storedOnly(source), timeframe, range, warmUpBars);
    const key = filledKey(source, timeframe, held, warmUpBars);
    return this.cache.load(key, async () => {
      const filled = await this.filler.fill(source, timeframe, held, warmUpBars);
      return filled ?? this.loadOne(storedOnly(source), timeframe, range, warmUpBars);
    });
  }

  private loadOne(
    series: Source,
    timeframe: Timeframe,
    range: TimeRange,
    warmUpBars: number,
  ): Promise<KeptBars> {
    const key = keyOf(series, timeframe, range, warmUpBars);
    return this.cache.load(key, async () => {
      const columns = await this.throughFiles(key, () =>
        this.read(series, timeframe, range, warmUpBars),
      );
      return {
        seriesId: series.id,
        storedTimeframe: series.timeframe,
        version: series.version,
        gridOffsetMs: series.gridOffsetMs,
        gridZone: series.timeframe === timeframe ? series.gridZone : null,
        columns,
        firstIndex: rowAt(columns.time, range.startMs),
        ...partsOf(range, series, timeframe),
        bytes: columns.time.buffer.byteLength,
      };
    });
  }

  private async throughFiles(key: BarKey, read: () => Promise<Bars>): Promise<Bars> {
    const { seriesId, version } = key;
    const contentHash = this.files.isOn
      ? await this.bars.contentHash(seriesId, version)
      : undefined;
    if (contentHash === undefined) return read();
    const fileKey = { ...key, contentHash };
    const kept = await this.files.read(fileKey);
    if (kept) return kept;
    const bars = await read();
    this.files.write(fileKey, bars);
    return bars;
  }

  private async countOf(
    source: Source,
    timeframe: Timeframe,
    asked: TimeRange,
    rowsOf: (series: Source) => RowsOf,
  ): Promise<number> {
    const count = (series: Source) => {
      const range = heldRange(asked, series, timeframe);
      if (!range) return 0;
      const read = series.timeframe === timeframe ? range : finerRange(range, series, timeframe);
      return countBars(series, read, (part) => this.bars.count(rowsOf(series), part));
    };
    const stored = await count(source);
    if (!isFilled(source) || isWhole(stored, asked, source, timeframe)) return stored;
    return stored + (await this.filler.count(stored, asked, source, timeframe, rowsOf));
  }

  // Reads exactly the version that the key names, though the series may have been written since it was found.
  private read(
    found: Source,
    timeframe: Timeframe,
    range: TimeRange,
    warmUpBars: number,
  ): Promise<Bars> {
    return this.bars.snapshot(async (view) => {
      const series = stateOf(found, await view.series(found.id));
      const held = heldRange(range, series, timeframe);
      return held ? loadBars(view, series, timeframe, held, warmUpBars) : sharedBars(0);
    });
  }
}

function stateOf(found: Source, now: Series | undefined): SeriesState {
  return { ...found, ...rowsAt(found, now) };
}

function keyFor(source: Source, timeframe: Timeframe, range: TimeRange): BarKey {
  const held = isFilled(source) && filledRange(range, source, timeframe);
  return held ? filledKey(source, timeframe, held, 0) : keyOf(source, timeframe, range, 0);
}
