import { Injectable } from '@nestjs/common';
import { isTimeframe, type MarketData, type Timeframe } from '@app/engine';
import { BarStore, FundingService, type LoadedBars } from '@app/kline';
import type { TimeRange } from '@app/platform';
import type { Backtest } from './backtest.entity.js';
import { fundingSources } from './run-funding.js';
import type { RunTask } from './run-task.js';

/** Is the data of a run with the versions that were read: of bars by symbol, of finer bars by symbol and timeframe, of rates by symbol and the word funding. */
export interface LoadedData {
  data: MarketData[];
  benchmark: RunTask['benchmark'];
  versions: Record<string, number>;
}

/** Loads the data that a run reads. */
@Injectable()
export class RunLoader {
  constructor(
    private readonly bars: BarStore,
    private readonly funding: FundingService,
  ) {}

  /** Loads the columns of every symbol of a run, with `warmUpBars` before its start where they are stored, its detail, its funding rates and its benchmark. */
  async load({ symbols, timeframe, config }: Backtest, warmUpBars = 0): Promise<LoadedData> {
    const range = rangeOf(config);
    const frame = timeframe as Timeframe;
    const sources = fundingSources(config.funding, symbols);
    const data: MarketData[] = [];
    const versions: Record<string, number> = {};
    for (const symbol of symbols) {
      const loaded = await this.bars.load(symbol, frame, range.startMs, range.endMs, {
        warmUpBars,
      });
      versions[symbol] = loaded.version;
      data.push({
        symbol,
        timeframe: frame,
        bars: loaded.columns,
        firstTradableIndex: loaded.firstIndex,
        settings: settingsOf(config, symbol),
        detail: await this.detail(symbol, config.detail_timeframe, range, versions),
        funding: await this.rates(sources.get(symbol), loaded, versions),
      });
    }
    const benchmark = await this.benchmark(config.benchmark, frame, range, versions);
    return { data, benchmark, versions };
  }

  private async detail(
    symbol: string,
    timeframe: unknown,
    { startMs, endMs }: TimeRange,
    versions: Record<string, number>,
  ): Promise<MarketData['detail']> {
    if (!isTimeframe(timeframe)) return undefined;
    const { columns, version } = await this.bars.load(symbol, timeframe, startMs, endMs);
    versions[`${symbol} ${timeframe}`] = version;
    return { timeframe, bars: columns };
  }

  private async rates(
    source: string | undefined,
    { columns: { time }, firstIndex }: LoadedBars,
    versions: Record<string, number>,
  ): Promise<MarketData['funding']> {
    if (source === undefined || firstIndex >= time.length) return undefined;
    // Nothing is held before the first bar of the range, and nothing is paid after the open of the last.
    const range = { startMs: time[firstIndex], endMs: time[time.length - 1] + 1 };
    const { columns, version } = await this.funding.load(source, range);
    versions[`${source} funding`] = version;
    return columns;
  }

  private async benchmark(
    symbol: unknown,
    timeframe: Timeframe,
    { startMs, endMs }: TimeRange,
    versions: Record<string, number>,
  ): Promise<RunTask['benchmark']> {
    if (typeof symbol !== 'string') return undefined;
    const { columns, version } = await this.bars.load(symbol, timeframe, startMs, endMs);
    versions[symbol] ??= version;
    return { time: columns.time, close: columns.close };
  }
}

function rangeOf(config: Record<string, unknown>): TimeRange {
  return {
    startMs: Date.parse(String(config.start_date)),
    endMs: Date.parse(String(config.end_date)),
  };
}

interface StoredSettings {
  tick_size: number | null;
  lot_size: number | null;
  min_notional: number | null;
  multiplier: number;
  quote_currency: string | null;
}

function settingsOf(config: Record<string, unknown>, symbol: string): MarketData['settings'] {
  const all = config.symbol_settings as Record<string, StoredSettings | undefined>;
  const stored = all[symbol];
  if (!stored) return undefined;
  return {
    tickSize: stored.tick_size,
    lotSize: stored.lot_size,
    minNotional: stored.min_notional,
    multiplier: stored.multiplier,
    quoteCurrency: stored.quote_currency,
  };
}
