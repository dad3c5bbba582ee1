import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { TimeRange } from '@app/platform';
import type { Bar } from './bar.js';
import { Series } from './series.entity.js';
import { SeriesWriter } from './series-writer.repository.js';
import { sqlArray, sqlTime } from './sql-text.js';
import type { Written } from './upload.js';

// A subquery a row is always a look into the key; a join was seen to turn quadratic on a series too new for statistics.
const UPSERT = `
WITH incoming AS MATERIALIZED (
  SELECT 'epoch'::timestamptz + open_time_ms * interval '1 millisecond' AS open_time,
         open, high, low, close, volume, quote_volume, trades
  FROM unnest($2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::float8[], $7::float8[],
    $8::float8[], $9::int4[])
    AS bar(open_time_ms, open, high, low, close, volume, quote_volume, trades)
), present AS (
  SELECT count(CASE WHEN open_time <= $10 THEN (
    SELECT 1 FROM klines WHERE series_id = $1 AND klines.open_time = incoming.open_time
  ) END)::int AS bars FROM incoming
), written AS (
  INSERT INTO klines AS old (series_id, open_time, open, high, low, close, volume, quote_volume, trades)
  SELECT $1, * FROM incoming
  ON CONFLICT (series_id, open_time) DO UPDATE SET
    open = excluded.open, high = excluded.high, low = excluded.low, close = excluded.close,
    volume = excluded.volume, quote_volume = excluded.quote_volume, trades = excluded.trades
  WHERE (old.open, old.high, old.low, old.close, old.volume, old.quote_volume, old.trades)
    IS DISTINCT FROM (excluded.open, excluded.high, excluded.low, excluded.close,
      excluded.volume, excluded.quote_volume, excluded.trades)
  RETURNING 1
)
SELECT (SELECT bars FROM present) AS present, (SELECT count(*)::int FROM written) AS written`;

const DIFFERING = `
SELECT place::int - 1 AS place
FROM unnest($2::float8[], $3::float8[], $4::float8[], $5::float8[], $6::float8[], $7::float8[],
  $8::float8[], $9::int4[]) WITH ORDINALITY
  AS bar(open_time_ms, open, high, low, close, volume, quote_volume, trades, place)
WHERE CASE WHEN 'epoch'::timestamptz + bar.open_time_ms * interval '1 millisecond' <= $10 THEN (
  SELECT (old.open, old.high, old.low, old.close, old.volume, old.quote_volume, old.trades)
    IS DISTINCT FROM (bar.open, bar.high, bar.low, bar.close, bar.volume, bar.quote_volume, bar.trades)
  FROM klines AS old
  WHERE series_id = $1
    AND open_time = 'epoch'::timestamptz + bar.open_time_ms * interval '1 millisecond'
) END`;

/** Starts transactions that write bars. */
@Injectable()
export class BarWriterRepository {
  constructor(@InjectRepository(Series) private readonly series: Repository<Series>) {}

  /** Runs work in one transaction. */
  transaction<T>(work: (writer: BarWriter) => Promise<T>): Promise<T> {
    return this.series.manager.transaction((manager) => work(new BarWriter(manager)));
  }
}

/** Writes bars inside one transaction, in which their series was locked before. */
export class BarWriter {
  readonly series: SeriesWriter;

  constructor(private readonly manager: EntityManager) {
    this.series = new SeriesWriter(manager);
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
    const [{ present, written }]: [{ present: number; written: number }] = await this.manager.query(
      UPSERT,
      [series.id, ...columnsOf(bars), series.last],
    );
    const inserted = bars.length - present;
    return { inserted, updated: written - inserted };
  }

  /** Removes the bars of a range and returns how many there were. */
  async remove(seriesId: number, { startMs, endMs }: TimeRange): Promise<number> {
    const [, removed]: [unknown, number] = await this.manager.query(
      'DELETE FROM klines WHERE series_id = $1 AND open_time >= $2 AND open_time < $3',
      [seriesId, sqlTime(startMs), sqlTime(endMs)],
    );
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
