import { Injectable } from '@nestjs/common';
import { type Timeframe, TIMEFRAMES } from '@app/engine';
import { AppError, type TimeRange } from '@app/platform';
import { BarCache, type Sized } from '../bar-cache.js';
import { BarStore } from '../bar-store.js';
import type { BarRule } from '../bar-rules.js';
import { klineErrors } from '../kline.errors.js';
import { storedOnly } from '../filled-bars.js';
import type { Series } from '../series.entity.js';
import { SeriesService } from '../series.service.js';
import { SymbolSettingsService } from '../symbol-settings.service.js';
import { GapFinder } from './gap-finder.service.js';
import { type ImportDefects, QualityRepository } from './quality.repository.js';
import { assess, type ColumnQuality } from './quality.js';
import { type Score, scoreOf } from './score.js';

/** Asks for the quality of a series, of which the timeframe may be left out where only one is stored. */
export interface QualityQuery extends TimeRange {
  symbol: string;
  timeframe?: Timeframe;
}

/** Is the quality of the bars of a range; without a bar there are neither columns nor a score. */
export interface QualityReport {
  symbol: string;
  timeframe: Timeframe;
  version: number;
  /** The first and the last open time (epoch ms). */
  first: number | null;
  last: number | null;
  columns: ColumnQuality | null;
  imports: ImportDefects;
  score: Score | null;
}

interface Assessed extends Sized {
  version: number;
  first: number;
  last: number;
  /** Whether all bars of the series were looked at. */
  isWhole: boolean;
  columns: ColumnQuality | null;
}

const CACHE_BYTES = 16 * 1024 * 1024;
const BYTES_PER_ITEM = 64;
/** Rules that speak of the figures of a bar, not of its place or its owner. */
const FIGURE_RULES: BarRule[] = [
  'not-finite',
  'price-not-positive',
  'price-out-of-range',
  'high-not-highest',
  'low-not-lowest',
  'volume-negative',
  'volume-out-of-range',
];

/** Assesses the quality of stored series, and remembers it by version. */
@Injectable()
export class QualityService {
  private readonly cache = new BarCache<Assessed>(CACHE_BYTES);
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly series: SeriesService,
    private readonly bars: BarStore,
    private readonly gaps: GapFinder,
    private readonly settings: SymbolSettingsService,
    private readonly repository: QualityRepository,
  ) {}

  /** Reports the quality of a range of a stored series; throws `kline/symbol-unknown`, `kline/timeframe-not-stored`, `kline/timeframe-needed` and `kline/range-too-large`. */
  async report(query: QualityQuery): Promise<QualityReport> {
    const series = pick(await this.series.ofSymbol(query.symbol), query);
    const { symbol, timeframe } = series;
    const { sessionZone } = await this.settings.of(symbol);
    const part = [query.startMs, query.endMs, sessionZone].join(':');
    const key = { seriesId: series.id, version: series.version, part };
    const assessed = await this.cache.load(key, () => this.assess(series, query, sessionZone));
    const { version, columns, isWhole } = assessed;
    if (isWhole && columns) await this.repository.saveGaps(series.id, version, columns.gaps);
    const imports = await this.repository.importDefects(series.id);
    const score = columns ? (scoreOf(countsOf(columns, imports)) ?? null) : null;
    const [first, last] = columns ? [assessed.first, assessed.last] : [null, null];
    return { symbol, timeframe, version, first, last, columns, imports, score };
  }

  // One at a time: each may hold as many bars as a run.
  private assess(series: Series, range: TimeRange, zone: string): Promise<Assessed> {
    const next = this.last.then(() => this.read(series, range, zone));
    this.last = next.catch(() => undefined);
    return next;
  }

  private async read(
    { symbol, timeframe }: Series,
    { startMs, endMs }: TimeRange,
    zone: string,
  ): Promise<Assessed> {
    const source = storedOnly(await this.series.source(symbol, timeframe));
    const loaded = await this.bars.loadBounded(source, timeframe, { startMs, endMs });
    const { columns: bars, held, version } = loaded;
    const { length } = bars.time;
    const { first, last } = source;
    const isWhole =
      first !== null && last !== null && startMs <= first.getTime() && last.getTime() < endMs;
    const report = await this.gaps.find(loaded, { symbol, timeframe, zone }, isWhole);
    const columns = report && (await assess(bars, report, held));
    const items = columns ? columns.largest.length + columns.coverage.from.length : 0;
    const bytes = BYTES_PER_ITEM * (items + 20);
    return { version, first: bars.time[0], last: bars.time[length - 1], isWhole, columns, bytes };
  }
}

function pick(stored: Series[], { symbol, timeframe }: QualityQuery): Series {
  if (timeframe === undefined) {
    if (stored.length === 1) return stored[0];
    const held = new Set(stored.map((series) => series.timeframe));
    const listed = TIMEFRAMES.filter((each) => held.has(each)).join(', ');
    throw new AppError(klineErrors['kline/timeframe-needed'], {
      values: { symbol, stored: listed },
    });
  }
  const series = stored.find((each) => each.timeframe === timeframe);
  if (series) return series;
  throw new AppError(klineErrors['kline/timeframe-not-stored'], { values: { symbol, timeframe } });
}

function countsOf(
  { bars, missingBars, defects, spikes, stale }: ColumnQuality,
  imports: ImportDefects,
) {
  const rejected = FIGURE_RULES.reduce((sum, rule) => sum + (imports.rejected[rule] ?? 0), 0);
  return {
    bars,
    missing: missingBars,
    violations: defects.violations + rejected,
    duplicates: imports.duplicates,
    spikes: spikes.returning,
    staleBars: stale.bars,
    zeroVolume: defects.zeroVolume,
  };
}
