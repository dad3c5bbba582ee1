import { Injectable } from '@nestjs/common';
import { isOfDays, type Timeframe, TIMEFRAMES } from '@app/engine';
import { AppError } from '@app/platform';
import { hashText } from './content-hash.js';
import { klineErrors } from './kline.errors.js';
import type { SeriesVersion } from './series-version.entity.js';
import { SeriesVersionRepository } from './series-version.repository.js';
import type { SeriesName } from './series-writer.repository.js';
import type { Series } from './series.entity.js';
import { SeriesRepository } from './series.repository.js';
import { type SessionDays, UTC_DAYS } from './session-days.js';
import { type Source, sourceSeries } from './source-series.js';
import { unfitReason } from './unfit-reason.js';
import { SymbolSettingsRepository } from './symbol-settings.repository.js';

/** Is one version of a series, and whether its rows are all still held. */
export type ListedVersion = SeriesVersion & { held: boolean };

/** Asks for the series of a past time, or for days other than those that are set for the symbol now. */
export interface SourceOptions {
  /** The past time (epoch ms). */
  asOfMs?: number;
  days?: SessionDays;
}

/** Knows which series are stored, now and at earlier times, and which one serves a timeframe. */
@Injectable()
export class SeriesService {
  constructor(
    private readonly series: SeriesRepository,
    private readonly versions: SeriesVersionRepository,
    private readonly settings: SymbolSettingsRepository,
  ) {}

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
  async find(symbol: string, timeframe: Timeframe): Promise<Source | undefined> {
    const days = await this.daysOf(symbol, timeframe);
    return sourceSeries(await this.series.ofSymbol(symbol), timeframe, days);
  }

  /** Finds the series from which bars of a timeframe are read, as it is or as it was at a past time, with the days by which bars are built from it; throws `kline/symbol-unknown`, `kline/timeframe-unknown`, and of past times `kline/version-unknown` and `kline/version-expired`. */
  async source(
    symbol: string,
    timeframe: Timeframe,
    { asOfMs, days: asked }: SourceOptions = {},
  ): Promise<Source> {
    const stored =
      asOfMs === undefined
        ? await this.ofSymbol(symbol)
        : await this.asOf(symbol, 'bars', asOfMs, symbol);
    const days = asked ?? (await this.daysOf(symbol, timeframe));
    const source = sourceSeries(stored, timeframe, days);
    if (!source) throw unknownTimeframe(symbol, timeframe, stored, days);
    if (asOfMs === undefined) return source;
    for (const each of source.filler ? [source, source.filler] : [source]) {
      assertHeld(each, each.heldFrom, symbol, iso(asOfMs));
    }
    return source;
  }

  /** Finds the funding rates of a symbol, as they are or as they were at a past time (epoch ms); throws `kline/funding-unknown`, and of past times `kline/version-unknown` and `kline/version-expired`. */
  async funding(symbol: string, asOfMs?: number): Promise<Series> {
    if (asOfMs !== undefined) {
      const name = `${symbol} funding`;
      const [series] = await this.asOf(symbol, 'funding', asOfMs, name);
      assertHeld(series, series.heldFrom, name, iso(asOfMs));
      return series;
    }
    const name = { symbol, kind: 'funding', timeframe: '' } as const;
    const series = await this.series.find(name);
    if (!series) throw unknownSeries(name);
    return series;
  }

  /** Says whether the database's clock has not reached a time (epoch ms). */
  isFuture(timeMs: number): Promise<boolean> {
    return this.versions.isFuture(timeMs);
  }

  /** Returns one page of the versions of a series, newest first, and how many there are; throws `kline/timeframe-not-stored` and `kline/funding-unknown`. */
  async history(name: SeriesName, page: number, size: number): Promise<[ListedVersion[], number]> {
    const series = await this.versions.find(name);
    if (!series) throw unknownSeries(name);
    const [versions, total] = await this.versions.page(series.id, page, size);
    const { heldFrom } = series;
    return [versions.map((each) => ({ ...each, held: each.version >= heldFrom })), total];
  }

  /** Returns the hash of all that a version of a series holds, as `history` lists it and in hexadecimal; null where it is not known. */
  async contentHash(seriesId: number, version: number): Promise<string | null> {
    const bits = await this.versions.contentHash(seriesId, version);
    return bits === null ? null : hashText(bits);
  }

  /** Drops what was superseded more than so many days ago, and returns how many rows. */
  removeSuperseded(days: number): Promise<number> {
    return this.versions.removeSuperseded(days);
  }

  /** Counts the rows of every series anew, should count, first or last be wrong; returns how many were. */
  recount(): Promise<number> {
    return this.series.recount();
  }

  private async daysOf(symbol: string, timeframe: Timeframe): Promise<SessionDays> {
    const [{ sessionZone, dayStartMs } = UTC_DAYS] = isOfDays(timeframe)
      ? await this.settings.ofSymbols([symbol])
      : [];
    return { sessionZone, dayStartMs };
  }

  private async asOf(
    symbol: string,
    kind: Series['kind'],
    asOfMs: number,
    name: string,
  ): Promise<Series[]> {
    const stored = await this.versions.asOf(symbol, kind, asOfMs);
    if (stored.length > 0) return stored;
    throw new AppError(klineErrors['kline/version-unknown'], {
      values: { name, time: iso(asOfMs) },
    });
  }
}

/** Throws `kline/version-expired` when a version is older than the oldest that is held; `when` is what was asked for. */
export function assertHeld(
  { version }: Pick<Series, 'version'>,
  heldFrom: number,
  name: string,
  when: string,
): void {
  if (version >= heldFrom) return;
  throw new AppError(klineErrors['kline/version-expired'], { values: { name, when } });
}

function unknownSeries({ symbol, kind, timeframe }: SeriesName): AppError {
  return kind === 'funding'
    ? new AppError(klineErrors['kline/funding-unknown'], { values: { name: symbol } })
    : new AppError(klineErrors['kline/timeframe-not-stored'], { values: { symbol, timeframe } });
}

function unknownTimeframe(
  symbol: string,
  timeframe: Timeframe,
  stored: Series[],
  days: SessionDays,
): AppError {
  const held = new Set(stored.map((series) => series.timeframe));
  const listed = TIMEFRAMES.filter((each) => held.has(each)).join(', ');
  const why = unfitReason(stored, timeframe, days);
  return new AppError(klineErrors['kline/timeframe-unknown'], {
    values: { symbol, timeframe, stored: listed, why },
  });
}

function iso(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
