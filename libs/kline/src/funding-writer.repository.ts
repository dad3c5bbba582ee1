import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { TimeRange } from '@app/platform';
import { combinedSql, rateHashSql } from './content-hash.js';
import type { Rate } from './funding-rules.js';
import { Series } from './series.entity.js';
import { type SeriesName, SeriesWriter, writeTransaction } from './series-writer.repository.js';
import { sqlArray, sqlTime } from './sql-text.js';
import type { Removed, Written } from './upload.js';

const INCOMING = `
  SELECT 'epoch'::timestamptz + time_ms * interval '1 millisecond' AS stamp, incoming.rate, place
  FROM unnest($2::float8[], $3::float8[]) WITH ORDINALITY AS incoming(time_ms, rate, place)`;

const HISTORY = 'funding_history (series_id, first_version, last_version, stamp, rate)';

const UPSERT = `
WITH incoming AS MATERIALIZED (${INCOMING}), stored AS MATERIALIZED (
  SELECT old.*, old.rate IS DISTINCT FROM incoming.rate AS differs
  FROM incoming CROSS JOIN LATERAL (
    SELECT * FROM funding_rates
    WHERE series_id = $1 AND funding_rates.stamp = incoming.stamp LIMIT 1
  ) AS old
), superseded AS (
  INSERT INTO ${HISTORY}
  SELECT series_id, version, $4::int - 1, stamp, rate FROM stored WHERE differs AND version < $4
  ON CONFLICT DO NOTHING
), written AS (
  INSERT INTO funding_rates AS old (series_id, stamp, rate, version)
  SELECT $1, stamp, rate, $4 FROM incoming
  ON CONFLICT (series_id, stamp) DO UPDATE SET rate = excluded.rate, version = excluded.version
  WHERE old.rate IS DISTINCT FROM excluded.rate
  RETURNING ${rateHashSql('old')} AS hash
)
SELECT (SELECT count(*)::int FROM stored) AS present,
  (SELECT count(*)::int FROM written) AS written,
  (SELECT ${combinedSql('hash')} FROM written)
    # (SELECT ${combinedSql(rateHashSql('stored'))} FROM stored WHERE differs) AS hash`;

const DIFFERING = `
SELECT place::int - 1 AS place FROM (${INCOMING}) AS incoming
WHERE (
  SELECT old.rate IS DISTINCT FROM incoming.rate FROM funding_rates AS old
  WHERE series_id = $1 AND old.stamp = incoming.stamp
)`;

const REMOVE = `
WITH removed AS (
  DELETE FROM funding_rates WHERE series_id = $1 AND stamp >= $2 AND stamp < $3 RETURNING *
), superseded AS (
  INSERT INTO ${HISTORY}
  SELECT series_id, version, $4::int - 1, stamp, rate FROM removed WHERE version < $4
  ON CONFLICT DO NOTHING
)
SELECT count(*)::int AS removed, ${combinedSql(rateHashSql('removed'))} AS hash FROM removed`;

/** Starts transactions that write funding rates. */
@Injectable()
export class FundingWriterRepository {
  constructor(@InjectRepository(Series) private readonly series: Repository<Series>) {}

  /** Runs work in one transaction, for which those series that are missing are made before. */
  transaction<T>(
    names: readonly SeriesName[],
    work: (writer: FundingWriter) => Promise<T>,
  ): Promise<T> {
    return writeTransaction(this.series.manager, names, (manager) =>
      work(new FundingWriter(manager)),
    );
  }
}

/** Writes the rates of a series' next version inside one transaction, in which the series was locked before; what they supersede is kept. */
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
    const [{ present, written, hash }]: [{ present: number; written: number; hash: string }] =
      await this.manager.query(UPSERT, [series.id, ...columnsOf(rates), series.version + 1]);
    const inserted = rates.length - present;
    return { inserted, updated: written - inserted, hash };
  }

  /** Removes the rates of a range. */
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
function columnsOf(rates: readonly Rate[]): string[] {
  return [sqlArray(rates, ({ timeMs }) => timeMs), sqlArray(rates, ({ rate }) => rate)];
}
