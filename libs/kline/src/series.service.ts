import { Injectable } from '@nestjs/common';
import { type Timeframe, TIMEFRAMES } from '@app/engine';
import { AppError } from '@app/platform';
import { klineErrors } from './kline.errors.js';
import type { Series } from './series.entity.js';
import { SeriesRepository } from './series.repository.js';
import { sourceSeries } from './source-series.js';

/** Knows which series are stored, and which one serves a timeframe. */
@Injectable()
export class SeriesService {
  constructor(private readonly series: SeriesRepository) {}

  /** Returns the names of all symbols that have bars, in order. */
  symbols(): Promise<string[]> {
    return this.series.symbols();
  }

  /** Returns one page of all series, of bars and of funding rates, and how many there are. */
  page(page: number, size: number): Promise<[Series[], number]> {
    return this.series.page(page, size);
  }

  /** Returns every series of bars of a symbol; throws `kline/symbol-unknown` when there is none. */
  async ofSymbol(symbol: string): Promise<Series[]> {
    const stored = await this.series.ofSymbol(symbol);
    if (stored.length > 0) return stored;
    throw new AppError(klineErrors['kline/symbol-unknown'], { values: { symbol } });
  }

  /** Finds the series from which bars of a timeframe are read, its own or a finer one; undefined when there is none. */
  async find(symbol: string, timeframe: Timeframe): Promise<Series | undefined> {
    return sourceSeries(await this.series.ofSymbol(symbol), timeframe);
  }

  /** Finds the series from which bars of a timeframe are read; throws `kline/symbol-unknown` or `kline/timeframe-unknown`. */
  async source(symbol: string, timeframe: Timeframe): Promise<Series> {
    const stored = await this.ofSymbol(symbol);
    const source = sourceSeries(stored, timeframe);
    if (source) return source;
    const held = new Set(stored.map((series) => series.timeframe));
    throw new AppError(klineErrors['kline/timeframe-unknown'], {
      values: { symbol, timeframe, stored: TIMEFRAMES.filter((each) => held.has(each)).join(', ') },
    });
  }

  /** Counts the rows of every series anew, should count, first or last be wrong; returns how many were. */
  recount(): Promise<number> {
    return this.series.recount();
  }
}
