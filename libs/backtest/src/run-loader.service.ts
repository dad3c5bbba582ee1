import { Injectable } from '@nestjs/common';
import { isTimeframe, type MarketData, type Timeframe } from '@app/engine';
import { BarStore, FundingService, GapFinder, type LoadedBars, SeriesService } from '@app/kline';
import type { TimeRange } from '@app/platform';
import type { Backtest } from './backtest.entity.js';
import { gapWarning, type RunWarning } from './run-gaps.js';
import { fundingSources } from './run-funding.js';
import { daysOf, settingsOf, type TimeSpan } from './run-settings.js';
import type { DataSources } from './run-sources.js';
import type { RunTask } from './run-task.js';

/** Is the data of a run and what was read for it. */
export interface LoadedData {
  data: MarketData[];
  benchmark: RunTask['benchmark'];
  sources: DataSources;
  /** What is wrong with the data. */
  warnings: RunWarning[];
}

/** Is what all loads of one run share: the range, the past time of the data if any, and the sources and warnings so far. */
interface Reading extends TimeRange {
  asOfMs: number | undefined;
  sources: DataSources;
  warnings: RunWarning[];
}

type SeriesRead = Pick<LoadedBars, 'seriesId' | 'version'> & { storedTimeframe?: Timeframe };

/** Loads the data that a run reads. */
@Injectable()
export class RunLoader {
  constructor(
    private readonly bars: BarStore,
    private readonly funding: FundingService,
    private readonly gaps: GapFinder,
    private readonly series: SeriesService,
  ) {}

  /** Loads the columns of every symbol of a run, with `warmUpBars` before its start where they are stored, its detail, its funding rates and its benchmark. */
  async load({ symbols, timeframe, config }: Backtest, warmUpBars = 0): Promise<LoadedData> {
    const reading = readingOf(config);
    const { startMs, endMs, asOfMs } = reading;
    const frame = timeframe as Timeframe;
    const sources = fundingSources(config.funding, symbols);
    const data: MarketData[] = [];
    for (const symbol of symbols) {
      const options = { warmUpBars, asOfMs, days: daysOf(config, symbol) };
      const loaded = await this.bars.load(symbol, frame, startMs, endMs, options);
      await this.noteBars(symbol, symbol, loaded, reading);
      const { sessionZone: zone } = daysOf(config, symbol);
      await this.warnOfGaps(loaded, { symbol, timeframe: frame, zone }, reading);
      data.push({
        symbol,
        timeframe: frame,
        bars: loaded.columns,
        firstTradableIndex: loaded.firstIndex,
        gridOffsetMs: loaded.gridOffsetMs,
        followsClocks: loaded.gridZone !== null,
        detail: await this.detail(symbol, config.detail_timeframe, zone, reading),
        funding: await this.rates(sources.get(symbol), loaded, reading),
      });
    }
    const span = spanOf(data);
    for (const each of data) each.settings = settingsOf(config, each.symbol, span);
    const benchmark = await this.benchmark(config.benchmark, frame, reading);
    return { data, benchmark, sources: reading.sources, warnings: reading.warnings };
  }

  private async detail(
    symbol: string,
    timeframe: unknown,
    zone: string,
    reading: Reading,
  ): Promise<MarketData['detail']> {
    if (!isTimeframe(timeframe)) return undefined;
    const { startMs, endMs, asOfMs } = reading;
    const loaded = await this.bars.load(symbol, timeframe, startMs, endMs, { asOfMs });
    await this.noteBars(`${symbol} ${timeframe}`, symbol, loaded, reading);
    await this.warnOfGaps(loaded, { symbol, timeframe, zone }, reading);
    return { timeframe, bars: loaded.columns };
  }

  private async note(name: string, read: SeriesRead, { sources }: Reading): Promise<void> {
    const { seriesId, version, storedTimeframe: timeframe = null } = read;
    const content_hash = await this.series.contentHash(seriesId, version);
    sources[name] = { timeframe, version, content_hash };
  }

  private async noteBars(name: string, symbol: string, loaded: LoadedBars, reading: Reading) {
    await this.note(name, loaded, reading);
    const { filler } = loaded;
    if (filler) await this.note(`${symbol} ${filler.storedTimeframe}`, filler, reading);
  }

  private async warnOfGaps(
    loaded: LoadedBars,
    terms: { symbol: string; timeframe: Timeframe; zone: string },
    { warnings }: Reading,
  ): Promise<void> {
    const found = await this.gaps.summary(loaded, terms);
    const { storedTimeframe } = loaded.filler ?? loaded;
    const warning = gapWarning(terms.symbol, storedTimeframe, found);
    // Bars and their detail may be read of the same series.
    if (warning && !warnings.some((each) => isAlike(each, warning))) warnings.push(warning);
  }

  private async rates(
    source: string | undefined,
    { columns: { time }, firstIndex }: LoadedBars,
    reading: Reading,
  ): Promise<MarketData['funding']> {
    if (source === undefined || firstIndex >= time.length) return undefined;
    // Nothing is held before the first bar of the range, and nothing is paid after the open of the last.
    const range = { startMs: time[firstIndex], endMs: time[time.length - 1] + 1 };
    const loaded = await this.funding.load(source, range, reading.asOfMs);
    const { seriesId, version, columns } = loaded;
    await this.note(`${source} funding`, { seriesId, version }, reading);
    return columns;
  }

  private async benchmark(
    symbol: unknown,
    timeframe: Timeframe,
    reading: Reading,
  ): Promise<RunTask['benchmark']> {
    if (typeof symbol !== 'string') return undefined;
    const { startMs, endMs, asOfMs } = reading;
    const loaded = await this.bars.load(symbol, timeframe, startMs, endMs, { asOfMs });
    if (!(symbol in reading.sources)) await this.noteBars(symbol, symbol, loaded, reading);
    return { time: loaded.columns.time, close: loaded.columns.close };
  }
}

function readingOf(config: Record<string, unknown>): Reading {
  const { start_date, end_date, data_as_of } = config;
  return {
    startMs: Date.parse(String(start_date)),
    endMs: Date.parse(String(end_date)),
    asOfMs: typeof data_as_of === 'string' ? Date.parse(data_as_of) : undefined,
    sources: {},
    warnings: [],
  };
}

function isAlike(one: RunWarning, other: RunWarning): boolean {
  return (
    one.values.symbol === other.values.symbol && one.values.timeframe === other.values.timeframe
  );
}

// Of all symbols together, so that those of one zone are seen to share it whatever their bars.
function spanOf(data: readonly MarketData[]): TimeSpan | undefined {
  const times = data.map(({ bars }) => bars.time).filter(({ length }) => length > 0);
  if (times.length === 0) return undefined;
  return {
    fromMs: Math.min(...times.map((time) => time[0])),
    toMs: Math.max(...times.map((time) => time[time.length - 1])),
  };
}
