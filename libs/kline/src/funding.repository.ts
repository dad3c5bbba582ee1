import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { DatabaseService, type TimeRange } from '@app/platform';
import type { RowsOf } from './bar.repository.js';
import { CopyReader } from './copy-reader.js';
import { type RateColumns, sharedRates } from './rate-columns.js';
import { sqlTime } from './sql-text.js';

/** Reads funding rates as columns. */
@Injectable()
export class FundingRepository {
  constructor(private readonly database: DatabaseService) {}

  /** Runs work on a view of all rates that no write changes while it is used. */
  snapshot<T>(work: (view: FundingView) => Promise<T>): Promise<T> {
    return this.database.snapshot((client) => work(new FundingView(client)));
  }
}

/** Reads funding rates through one client. */
export class FundingView {
  constructor(private readonly client: PoolClient) {}

  /** Tells the version of a series, and the oldest that is held. */
  async version(seriesId: number): Promise<{ version: number; heldFrom: number }> {
    const { rows } = await this.client.query<{ version: number; heldFrom: number }>(
      'SELECT version, held_from_version AS "heldFrom" FROM series WHERE id = $1',
      [seriesId],
    );
    return rows[0] ?? { version: 0, heldFrom: 0 };
  }

  /** Counts the rates of a range. */
  async count(series: RowsOf, range: TimeRange): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${ratesOf(series)} WHERE ${within(range)}`,
    );
    return rows[0].count;
  }

  /** Widens a range so that it takes in up to `n` more rates on either side. */
  async widened(series: RowsOf, { startMs, endMs }: TimeRange, n: number): Promise<TimeRange> {
    const rates = ratesOf(series);
    const { rows } = await this.client.query<{ first: Date | null; last: Date | null }>(
      `SELECT
         (SELECT min(stamp) FROM (SELECT stamp FROM ${rates}
            WHERE stamp < $1::timestamptz ORDER BY stamp DESC LIMIT $3) AS before) AS first,
         (SELECT max(stamp) FROM (SELECT stamp FROM ${rates}
            WHERE stamp >= $2::timestamptz ORDER BY stamp LIMIT $3) AS after) AS last`,
      [sqlTime(startMs), sqlTime(endMs), n],
    );
    const { first, last } = rows[0];
    return {
      startMs: first?.getTime() ?? startMs,
      endMs: last ? last.getTime() + 1 : endMs,
    };
  }

  /** Reads `length` rates of a range, which must have as many after the first `offset`, oldest first, onto shared memory. */
  async read(series: RowsOf, range: TimeRange, length: number, offset = 0): Promise<RateColumns> {
    const columns = sharedRates(length);
    if (length === 0) return columns;
    const reader = new CopyReader([columns.time, columns.rate]);
    const rows = `SELECT stamp, rate FROM ${ratesOf(series)} WHERE ${within(range)}
      ORDER BY stamp OFFSET ${offset} LIMIT ${length}`;
    const stream = this.client.query(copyTo(`COPY (${rows}) TO STDOUT (FORMAT binary)`));
    for await (const chunk of stream) reader.push(chunk as Buffer);
    reader.finish();
    return columns;
  }
}

// COPY takes no parameters; these are numbers and times made from numbers.
function ratesOf({ id, asOf }: RowsOf): string {
  const now = `SELECT stamp, rate FROM funding_rates WHERE series_id = ${id}`;
  if (asOf === undefined) return `(${now}) AS rates`;
  return `(${now} AND version <= ${asOf} UNION ALL
    SELECT stamp, rate FROM funding_history
    WHERE series_id = ${id} AND first_version <= ${asOf} AND last_version >= ${asOf}) AS rates`;
}

function within({ startMs, endMs }: TimeRange): string {
  return `stamp >= '${sqlTime(startMs)}' AND stamp < '${sqlTime(endMs)}'`;
}
