import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { TimeRange } from '@app/platform';
import type { Bar } from './bar.js';
import { barHashSql, combinedSql } from './content-hash.js';
import { moveDays, openTimesOf } from './day-moves.repository.js';
import type { DaySession } from './day-session.js';
import { Series } from './series.entity.js';
import { type SeriesName, SeriesWriter, writeTransaction } from './series-writer.repository.js';
import { sqlArray, sqlTime } from './sql-text.js';
import type { Removed, Written } from './upload.js';

const FIGURES = ['open', 'high', 'low', 'close', 'volume', 'quote_volume', 'trades'];
const COLUMNS = ['open_time', ...FIGURES].join(', ');
const figuresOf = (row: string) => `(${FIGURES.map((name) => `${row}.${name}`).join(', ')})`;

const INCOMING = `unnest($2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::float8[],
  $7::float8[], $8::float8[], $9::int4[])`;

// What stands there already can only be in the way of bars that somebody put into the table by hand.
const HISTORY = `kline_history (series_id, first_version, last_version, ${COLUMNS})`;

// A look into the key a row; a join was seen to turn quadratic on a series too new for statistics.
const UPSERT = `
WITH incoming AS MATERIALIZED (
  SELECT 'epoch'::timestamptz + open_time_ms * interval '1 millisecond' AS open_time,
         ${FIGURES.join(', ')}
  FROM ${INCOMING} AS bar(open_time_ms, ${FIGURES.join(', ')})
), stored AS MATERIALIZED (
  SELECT old.*, ${figuresOf('old')} IS DISTINCT FROM ${figuresOf('incoming')} AS differs
  FROM incoming CROSS JOIN LATERAL (
    SELECT * FROM klines
    WHERE series_id = $1 AND klines.open_time = incoming.open_time LIMIT 1
  ) AS old
  WHERE incoming.open_time <= $10
), superseded AS (
  INSERT INTO ${HISTORY}
  SELECT series_id, version, $11::int - 1, ${COLUMNS} FROM stored
  WHERE differs AND version < $11
  ON CONFLICT DO NOTHING
), written AS (
  INSERT INTO klines AS old (series_id, ${COLUMNS}, version)
  SELECT $1, ${COLUMNS}, $11 FROM incoming
  ON CONFLICT (series_id, open_time) DO UPDATE SET
    ${FIGURES.map((name) => `${name} = excluded.${name}`).join(', ')}, version = excluded.version
  WHERE ${figuresOf('old')} IS DISTINCT FROM ${figuresOf('excluded')}
  RETURNING ${barHashSql('old')} AS hash
)
SELECT (SELECT count(*)::int FROM stored) AS present,
  (SELECT count(*)::int FROM written) AS written,
  (SELECT ${combinedSql('hash')} FROM written)
    # (SELECT ${combinedSql(barHashSql('stored'))} FROM stored WHERE differs) AS hash`;

const DIFFERING = `
SELECT place::int - 1 AS place
FROM ${INCOMING} WITH ORDINALITY AS bar(open_time_ms, ${FIGURES.join(', ')}, place)
WHERE CASE WHEN 'epoch'::timestamptz + bar.open_time_ms * interval '1 millisecond' <= $10 THEN (
  SELECT ${figuresOf('old')} IS DISTINCT FROM ${figuresOf('bar')}
  FROM klines AS old
  WHERE series_id = $1
    AND open_time = 'epoch'::timestamptz + bar.open_time_ms * interval '1 millisecond'
) END`;

const REMOVE = `
WITH removed AS (
  DELETE FROM klines WHERE series_id = $1 AND open_time >= $2 AND open_time < $3 RETURNING *
), superseded AS (
  INSERT INTO ${HISTORY}
  SELECT series_id, version, $4::int - 1, ${COLUMNS} FROM removed WHERE version < $4
  ON CONFLICT DO NOTHING
)
SELECT count(*)::int AS removed, ${combinedSql(barHashSql('removed'))} AS hash FROM removed`;

/** Starts transactions that write bars. */
@Injectable()
export class BarWriterRepository {
  constructor(@InjectRepository(Series) private readonly series: Repository<Series>) {}

  /** Runs work in one transaction, for which those series that are missing are made before. */
  transaction<T>(
    names: readonly SeriesName[],
    work: (writer: BarWriter) => Promise<T>,
  ): Promise<T> {
    return writeTransaction(this.series.manager, names, (manager) => work(new BarWriter(manager)));
  }
}

/** Writes the bars of a series' next version inside one transaction, in which the series was locked before; what they supersede is kept. */
export class BarWriter {
  readonly series: SeriesWriter;

  constructor(readonly manager: EntityManager) {
    this.series = new SeriesWriter(manager);
  }

  /** Lists the open times of all bars of a series, oldest first. */
  openTimes(series: Series): Promise<number[]> {
    return openTimesOf(this.manager, series);
  }

  /** Stamps all bars of a series with their dates, as a version of its own, and returns what the series is then. */
  moveDays(series: Series, days: DaySession, userId: string): Promise<Series> {
    return moveDays(this.manager, series, days, userId);
  }

  /** Returns the places in `bars` of those that differ from the stored bar of their open time. */
  async differing(series: Series, bars: readonly Bar[]): Promise<Set<number>> {
    const rows: { place: number }[] = await this.manager.query(DIFFERING, [
      series.id,
      ...columnsOf(bars),
      series.last,
    ]);
    return new Set(rows.map(({ place }) => place));
  }

  /** Inserts bars with distinct open times and replaces those that differ. */
  async upsert(series: Series, bars: readonly Bar[]): Promise<Written> {
    const [{ present, written, hash }]: [{ present: number; written: number; hash: string }] =
      await this.manager.query(UPSERT, [
        series.id,
        ...columnsOf(bars),
        series.last,
        series.version + 1,
      ]);
    const inserted = bars.length - present;
    return { inserted, updated: written - inserted, hash };
  }

  /** Removes the bars of a range. */
  async remove({ id, version }: Series, { startMs, endMs }: TimeRange): Promise<Removed> {
    const [removed]: [Removed] = await this.manager.query(REMOVE, [
      id,
      sqlTime(startMs),
      sqlTime(endMs),
      version + 1,
    ]);
    return removed;
  }
}

// In the order of the statements' parameters.
function columnsOf(bars: readonly Bar[]): string[] {
  const column = (read: (bar: Bar) => number | null) => sqlArray(bars, read);
  return [
    column((bar) => bar.openTimeMs),
    column((bar) => bar.open),
    column((bar) => bar.high),
    column((bar) => bar.low),
    column((bar) => bar.close),
    column((bar) => bar.volume),
    column((bar) => bar.quoteVolume),
    column((bar) => bar.trades),
  ];
}
