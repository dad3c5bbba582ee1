import { Inject, Injectable } from '@nestjs/common';
import { type Bars, type Timeframe, timeframeMs } from '@app/engine';
import { AppError, settings, type Settings, type TimeRange } from '@app/platform';
import { BarCache, type BarKey } from './bar-cache.js';
import { BarFiles } from './bar-files.service.js';
import { countBars, loadBars, type SeriesState } from './bar-loader.js';
import { BarRepository, type RowsOf } from './bar.repository.js';
import { klineErrors } from './kline.errors.js';
import type { BarRuns } from './quality/holes.js';
import { finerRange, heldRange, isBuiltByDays } from './resampled.js';
import type { Series } from './series.entity.js';
import { assertHeld, SeriesService } from './series.service.js';
import type { SessionDays } from './session-days.js';
import { rowAt, sharedBars } from './shared-bars.js';
import type { Source } from './source-series.js';

/** Asks for bars before the range as well, or for those of an earlier time. */
export interface LoadOptions {
  /** How many bars before the start are wanted; fewer come when fewer are stored. */
  warmUpBars?: number;
  /** The past time (epoch ms) whose newest version is wanted; the newest of all by default. */
  asOfMs?: number;
  /** The days by which days and longer bars are built; those set for the symbol by default. */
  days?: SessionDays;
}

/** Holds the bars of one load; the columns lie on one SharedArrayBuffer and are never written again. */
export interface LoadedBars {
  /** The series that was read: a finer one when the timeframe itself is not stored. */
  seriesId: number;
  /** The timeframe of that series. */
  storedTimeframe: Timeframe;
  /** The version of that series that was read. */
  version: number;
  columns: Bars;
  /** By how many milliseconds they, and all coarser ones, open after their timeframe's own grid. */
  gridOffsetMs: number;
  /** The zone by whose clocks the bars open; null for UTC. */
  gridZone: string | null;
  /** Row of the first bar at or after the start; those before it are warm-up. */
  firstIndex: number;
  /** The part of the range in which there can be bars: not before the first of the series or after its last. */
  held: TimeRange;
  /** The part of the series that these bars, but for the warm-up, are made of: `held` unless they are resampled. */
  sourceRange: TimeRange;
}

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
    const bars = await this.countOf(source, timeframe, range, { id: source.id });
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
    const rows = asOfMs === undefined ? series : { id: series.id, asOf: series.version };
    return this.countOf(series, timeframe, { startMs, endMs }, rows);
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
    series: Source,
    timeframe: Timeframe,
    asked: TimeRange,
    rows: RowsOf,
  ): Promise<number> {
    const range = heldRange(asked, series, timeframe);
    if (!range) return 0;
    const read = series.timeframe === timeframe ? range : finerRange(range, series, timeframe);
    return countBars(series, read, (part) => this.bars.count(rows, part));
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

function partsOf(
  range: TimeRange,
  series: Source,
  timeframe: Timeframe,
): Pick<LoadedBars, 'held' | 'sourceRange'> {
  const held = heldRange(range, series, timeframe);
  const none = { ...range, endMs: range.startMs };
  if (!held) return { held: none, sourceRange: none };
  if (series.timeframe === timeframe) return { held, sourceRange: held };
  const finer = finerRange(held, series, timeframe);
  return { held, sourceRange: heldRange(finer, series, series.timeframe) ?? none };
}

function keyOf(series: Source, timeframe: Timeframe, range: TimeRange, warmUpBars: number): BarKey {
  const { startMs, endMs } = heldRange(range, series, timeframe) ?? { startMs: 0, endMs: 0 };
  const { sessionZone, dayStartMs } = series.days;
  const days = isBuiltByDays(series, timeframe) ? [sessionZone, dayStartMs] : [];
  const part = [timeframe, startMs, endMs, warmUpBars, ...days].join(':');
  return { seriesId: series.id, version: series.version, part };
}
