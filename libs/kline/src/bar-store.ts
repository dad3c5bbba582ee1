import { Inject, Injectable } from '@nestjs/common';
import { type Bars, type Timeframe, timeframeMs } from '@app/engine';
import { AppError, settings, type Settings, type TimeRange } from '@app/platform';
import { BarCache, type BarKey } from './bar-cache.js';
import { BarFiles } from './bar-files.service.js';
import { countBars, loadBars, type SeriesState } from './bar-loader.js';
import { BarRepository, type RowsOf } from './bar.repository.js';
import { partsToFill } from './fill-parts.js';
import {
  filledKey,
  filledRange,
  type FilledSource,
  fillBars,
  isFilled,
  isWhole,
  joinBars,
  storedOnly,
  withinRange,
} from './filled-bars.js';
import { klineErrors } from './kline.errors.js';
import type { BarRuns } from './quality/holes.js';
import { keyOf, type LoadedBars, type LoadOptions, partsOf } from './loaded-bars.js';
import { barsPerBar, finerRange, heldRange } from './resampled.js';
import type { Series } from './series.entity.js';
import { assertHeld, SeriesService } from './series.service.js';
import { rowAt, sharedBars } from './shared-bars.js';
import type { Source } from './source-series.js';

type Kept = LoadedBars & { bytes: number };

/** Loads bars as shared columns, from memory or disk when the same range of the same version was loaded before. */
@Injectable()
export class BarStore {
  private readonly cache: BarCache<Kept>;
  private readonly limit: number;

  constructor(
    @Inject(settings.KEY) { BAR_CACHE_MB, MAX_BACKTEST_BARS }: Settings,
    private readonly series: SeriesService,
    private readonly bars: BarRepository,
    private readonly files: BarFiles,
  ) {
    this.cache = new BarCache(BAR_CACHE_MB * 1024 * 1024);
    this.limit = MAX_BACKTEST_BARS;
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
    const bars = await this.countOf(source, timeframe, range, ({ id }) => ({ id }));
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

  private async loadFrom(
    source: Source,
    timeframe: Timeframe,
    range: TimeRange,
    warmUpBars: number,
  ): Promise<Kept> {
    const stored = await this.loadOne(storedOnly(source), timeframe, range, warmUpBars);
    const held = isFilled(source) && filledRange(range, source, timeframe);
    if (!held) return stored;
    const key = filledKey(source, timeframe, held, warmUpBars);
    return this.cache.load(key, () => this.fill(stored, source, timeframe, held, warmUpBars));
  }

  private async fill(
    stored: Kept,
    source: FilledSource,
    timeframe: Timeframe,
    held: TimeRange,
    warmUpBars: number,
  ): Promise<Kept> {
    const { filler } = source;
    const { time } = stored.columns;
    const lacking = warmUpBars - stored.firstIndex;
    const parts = await this.bars.snapshot(async (view) => {
      const rows = rowsAt(filler, await view.series(filler.id));
      const startMs =
        warmUpBars > 0 && time.length > 0 ? Math.min(time[0], held.startMs) : held.startMs;
      const inside = await partsToFill(view, time, { ...held, startMs }, source, timeframe, rows);
      if (lacking <= 0) return inside;
      const finerBars = lacking * barsPerBar(filler, timeframe);
      const earlier = await view.openTimeBefore(rows, startMs, finerBars);
      return earlier === undefined ? inside : [{ startMs: earlier, endMs: startMs }, ...inside];
    });
    const built: Kept[] = [];
    for (const part of parts) built.push(await this.loadOne(filler, timeframe, part, 0));
    const all = fillBars(stored.columns, joinBars(built.map(({ columns }) => columns)));
    if (all.time.length === time.length) return stored;
    const columns = withinRange(all, held, warmUpBars);
    return {
      ...stored,
      columns,
      firstIndex: rowAt(columns.time, held.startMs),
      held,
      sourceRange: held,
      filler: built[0],
      bytes: columns.time.buffer.byteLength,
    };
  }

  private loadOne(
    series: Source,
    timeframe: Timeframe,
    range: TimeRange,
    warmUpBars: number,
  ): Promise<Kept> {
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
    return stored + (await this.countFilling(stored, asked, source, timeframe, rowsOf));
  }

  // The finer bars of which those are built that are not stored.
  private countFilling(
    stored: number,
    asked: TimeRange,
    source: FilledSource,
    timeframe: Timeframe,
    rowsOf: (series: Source) => RowsOf,
  ): Promise<number> {
    return this.bars.snapshot(async (view) => {
      const held = filledRange(asked, source, timeframe);
      if (!held) return 0;
      const time = new Float64Array(stored);
      await view.read(rowsOf(source), held, [time]);
      const rows = rowsOf(source.filler);
      let total = 0;
      for (const part of await partsToFill(view, time, held, source, timeframe, rows)) {
        total += await view.count(rows, part);
      }
      return total;
    });
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

function rowsAt(
  { id, version, symbol }: Pick<Series, 'id' | 'version' | 'symbol'>,
  now: Series | undefined,
): RowsOf {
  if (now?.version === version) return { id };
  assertHeld({ version }, now?.heldFrom ?? Infinity, symbol, `version ${version}`);
  return { id, asOf: version };
}
