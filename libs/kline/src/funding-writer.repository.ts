import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { TimeRange } from '@app/platform';
import type { Rate } from './funding-rules.js';
import { Series } from './series.entity.js';
import { SeriesWriter } from './series-writer.repository.js';
import { sqlArray, sqlTime } from './sql-text.js';
import type { Written } from './upload.js';

const INCOMING = `
  SELECT 'epoch'::timestamptz + time_ms * interval '1 millisecond' AS stamp, incoming.rate, place
  FROM unnest($2::float8[], $3::float8[]) WITH ORDINALITY AS incoming(time_ms, rate, place)`;

const UPSERT = `
WITH incoming AS MATERIALIZED (${INCOMING}), present AS (
  SELECT count((
    SELECT 1 FROM funding_rates WHERE series_id = $1 AND funding_rates.stamp = incoming.stamp
  ))::int AS rates FROM incoming
), written AS (
  INSERT INTO funding_rates AS old (series_id, stamp, rate)
  SELECT $1, stamp, rate FROM incoming
  ON CONFLICT (series_id, stamp) DO UPDATE SET rate = excluded.rate
  WHERE old.rate IS DISTINCT FROM excluded.rate
  RETURNING 1
)
SELECT (SELECT rates FROM present) AS present, (SELECT count(*)::int FROM written) AS written`;

const DIFFERING = `
SELECT place::int - 1 AS place FROM (${INCOMING}) AS incoming
WHERE (
  SELECT old.rate IS DISTINCT FROM incoming.rate FROM funding_rates AS old
  WHERE series_id = $1 AND old.stamp = incoming.stamp
)`;

/** Starts transactions that write funding rates. */
@Injectable()
export class FundingWriterRepository {
  constructor(@InjectRepository(Series) private readonly series: Repository<Series>) {}

  /** Runs work in one transaction. */
  transaction<T>(work: (writer: FundingWriter) => Promise<T>): Promise<T> {
    return this.series.manager.transaction((manager) => work(new FundingWriter(manager)));
  }
}

/** Writes funding rates inside one transaction, in which their series was locked before. */
export class FundingWriter {
  readonly series: SeriesWriter;

  constructor(private readonly manager: EntityManager) {
    this.series = new SeriesWriter(manager);
  }

  /** Returns the places in `rates` of those that differ from the stored rate of their stamp. */
  async differing(series: Series, rates: readonly Rate[]): Promise<Set<number>> {
    const rows: { place: number }[] = await this.manager.query(DIFFERING, [
      series.id,
      ...columnsOf(rates),
    ]);
    return new Set(rows.map(({ place }) => place));
  }

  /** Inserts rates with distinct stamps and replaces those that differ. */
  async upsert(series: Series, rates: readonly Rate[]): Promise<Written> {
    const [{ present, written }]: [{ present: number; written: number }] = await this.manager.query(
      UPSERT,
      [series.id, ...columnsOf(rates)],
    );
    const inserted = rates.length - present;
    return { inserted, updated: written - inserted };
  }

  /** Removes the rates of a range and returns how many there were. */
  async remove(seriesId: number, { startMs, endMs }: TimeRange): Promise<number> {
    const [, removed]: [unknown, number] = await this.manager.query(
      'DELETE FROM funding_rates WHERE series_id = $1 AND stamp >= $2 AND stamp < $3',
      [seriesId, sqlTime(startMs), sqlTime(endMs)],
    );
    return removed;
  }
}

// In the order of the statements' parameters.
function columnsOf(rates: readonly Rate[]): string[] {
  return [sqlArray(rates, ({ timeMs }) => timeMs), sqlArray(rates, ({ rate }) => rate)];
}
