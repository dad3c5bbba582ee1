import { Inject, Injectable } from '@nestjs/common';
import { type RunConfig, type Timeframe, TIMEFRAMES } from '@app/engine';
import {
  BarStore,
  dayStartText,
  FundingService,
  SeriesService,
  SymbolSettingsService,
} from '@app/kline';
import {
  AppError,
  platformErrors,
  settings,
  text,
  type Settings,
  type Text,
  type TimeRange,
} from '@app/platform';
import { backtestErrors } from './backtest.errors.js';
import { type NamedBy, noBarsProblems, noRatesProblems, withAsOf } from './data-problems.js';
import type { FundingSources } from './run-funding.js';

/** Says which data a run reads. */
export interface DataNeeds {
  symbols: string[];
  /** The field by which the symbols were named. */
  symbolField: 'symbol' | 'symbols';
  timeframe: Timeframe;
  range: TimeRange;
  config: RunConfig;
  funding: FundingSources;
  /** The past time (epoch ms) as of which they are read; undefined is now. */
  asOfMs: number | undefined;
}

const IN_FUTURE = text('must not be in the future', '不能是将来的时间');
const TOO_MANY = text('ends a range with too many bars', '结束的范围内K线过多');
const MIXED = text('are of different quote currencies', '的计价货币不同');
const FINER = text('must be finer than timeframe', '必须比 timeframe 更细');

/** Checks, before a run is stored, that the data which it reads are there and not too many. */
@Injectable()
export class RunDataService {
  constructor(
    private readonly bars: BarStore,
    private readonly funding: FundingService,
    private readonly series: SeriesService,
    private readonly markets: SymbolSettingsService,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {}

  /** Throws `backtest/no-bars`, `backtest/no-funding`, `backtest/too-many-bars`, a problem of `detail_timeframe` or `data_as_of`, or that a past version is not known or not held. */
  async assertThere(needs: DataNeeds): Promise<void> {
    const { symbols, timeframe, config, asOfMs } = needs;
    const { detailTimeframe, benchmark } = config;
    if (detailTimeframe !== null) assertFiner(detailTimeframe, timeframe);
    if (asOfMs !== undefined && (await this.series.isFuture(asOfMs))) {
      throw invalid('data_as_of', IN_FUTURE);
    }
    let total = 0;
    for (const symbol of symbols) {
      const named: NamedBy = { symbol: needs.symbolField, timeframe: 'timeframe' };
      total += await this.countBars(symbol, timeframe, needs, named);
      if (detailTimeframe === null) continue;
      const finer: NamedBy = { ...named, timeframe: 'detail_timeframe' };
      total += await this.countBars(symbol, detailTimeframe, needs, finer);
    }
    if (benchmark !== null) {
      const named: NamedBy = { symbol: 'benchmark', timeframe: 'benchmark' };
      total += await this.countBars(benchmark, timeframe, needs, named);
    }
    total += await this.countRates(needs);
    const limit = this.settings.MAX_BACKTEST_BARS;
    if (total > limit) {
      throw new AppError(backtestErrors['backtest/too-many-bars'], {
        values: { bars: total, limit },
        details: [{ field: 'end_date', problem: TOO_MANY }],
      });
    }
  }

  /** Returns what markets fix for the symbols, under the names of the wire; throws `backtest/currencies-mixed` when they are not all of one quote currency. */
  async settingsOf(symbols: string[]): Promise<Record<string, unknown>> {
    const terms = await this.markets.ofAll(symbols);
    const currencies = new Set(terms.map(({ quoteCurrency }) => quoteCurrency ?? ''));
    if (currencies.size > 1) {
      const each = terms.map((term) => `${term.symbol} ${term.quoteCurrency ?? '?'}`).join(', ');
      throw new AppError(backtestErrors['backtest/currencies-mixed'], {
        values: { each },
        details: [{ field: 'symbols', problem: MIXED }],
      });
    }
    return Object.fromEntries(
      terms.map(({ symbol, ...term }) => [
        symbol,
        {
          tick_size: term.tickSize,
          lot_size: term.lotSize,
          min_notional: term.minNotional,
          multiplier: term.multiplier,
          quote_currency: term.quoteCurrency,
          session_zone: term.sessionZone,
          day_start: dayStartText(term.dayStartMs),
        },
      ]),
    );
  }

  private async countBars(
    symbol: string,
    timeframe: Timeframe,
    { range: { startMs, endMs }, asOfMs }: DataNeeds,
    named: NamedBy,
  ): Promise<number> {
    const counted = await this.bars
      .count(symbol, timeframe, startMs, endMs, { asOfMs })
      .catch(asUnknown);
    const isNumber = typeof counted === 'number';
    if (isNumber && counted > 0) return counted;
    throw new AppError(backtestErrors['backtest/no-bars'], {
      values: { symbol, timeframe },
      details: noBarsProblems(named, isNumber ? null : counted),
    });
  }

  private async countRates({ funding, range, asOfMs }: DataNeeds): Promise<number> {
    let total = 0;
    const without: string[] = [];
    for (const source of new Set(funding.values())) {
      const counted = await this.funding.count(source, range, asOfMs).catch(asUnknown);
      const count = typeof counted === 'number' ? counted : 0;
      if (count === 0) without.push(source);
      total += count;
    }
    if (without.length === 0) return total;
    throw new AppError(backtestErrors['backtest/no-funding'], {
      values: { names: without.join(', ') },
      details: noRatesProblems(without, funding),
    });
  }
}

function asUnknown(error: unknown): AppError {
  if (error instanceof AppError && error.definition.status === 404) return error;
  throw withAsOf(error);
}

function assertFiner(detail: Timeframe, timeframe: Timeframe): void {
  if (TIMEFRAMES.indexOf(detail) < TIMEFRAMES.indexOf(timeframe)) return;
  throw invalid('detail_timeframe', FINER);
}

function invalid(field: string, problem: Text): AppError {
  return new AppError(platformErrors['request/invalid'], {
    values: { count: 1 },
    details: [{ field, problem }],
  });
}
