import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { DatabaseService, type TimeRange } from '@app/platform';
import { CopyReader } from './copy-reader.js';
import { sqlTime } from './sql-text.js';
import type { BarRuns } from './quality/holes.js';
import type { Series } from './series.entity.js';

/** Names a series whose rows are read: those of now or, with `asOf`, those of that version, which must be held. */
export interface RowsOf {
  id: number;
  asOf?: number;
}

/** Limits which rows of a range are read. */
export interface RowWindow {
  offset?: number;
  limit?: number;
}

const COLUMNS = ['open_time', 'open', 'high', 'low', 'close', 'volume', 'quote_volume', 'trades'];
const SERIES = `SELECT id, symbol, kind, timeframe, grid_offset_ms AS "gridOffsetMs", grid_zone AS "gridZone", version,
  held_from_version AS "heldFrom", count, first_open_time AS first, last_open_time AS last
  FROM series`;

// Bars are read by their key, in whose order they mostly lie. Of a series too new for statistics PostgreSQL expects few rows, and was seen to sort all that is left of it for each batch.
const IN_KEY_ORDER = 'SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off';

/** Reads bars as columns. */
@Injectable()
export class BarRepository {
  constructor(private readonly database: DatabaseService) {}

  /** Runs work on a view of all series that no write changes while it is used. */
  snapshot<T>(work: (view: BarView) => Promise<T>): Promise<T> {
    return this.database.snapshot(async (client) => {
      await client.query(IN_KEY_ORDER);
      return work(new BarView(client));
    });
  }

  /** Returns the hash of all that a version of a series holds, as bits; undefined where it is not known. */
  contentHash(seriesId: number, version: number): Promise<string | undefined> {
    return this.database.withClient(async (client) => {
      const { rows } = await client.query<{ hash: string | null }>(
        `SELECT content_hash::text AS hash FROM series_versions
         WHERE series_id = $1 AND version = $2`,
        [seriesId, version],
      );
      return rows[0]?.hash ?? undefined;
    });
  }

  /** Counts the bars of a series in a range. */
  count(series: RowsOf, range: TimeRange): Promise<number> {
    return this.database.withClient((client) => new BarView(client).count(series, range));
  }

  /** Finds the open time of the n-th bar before a time, or of the oldest when there are fewer. */
  openTimeBefore(series: RowsOf, timeMs: number, n: number): Promise<number | undefined> {
    return this.database.withClient((client) =>
      new BarView(client).openTimeBefore(series, timeMs, n),
    );
  }
}

/** Reads series and bars through one client. */
export class BarView {
  constructor(private readonly client: PoolClient) {}

  /** Returns a series, or undefined when it is gone. */
  async series(id: number): Promise<Series | undefined> {
    const { rows } = await this.client.query<Series>(`${SERIES} WHERE id = $1`, [id]);
    return rows[0];
  }

  /** Counts the bars of a series in a range. */
  async count(series: RowsOf, range: TimeRange): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM ${barsOf(series)} WHERE ${within(range)}`,
    );
    return rows[0].count;
  }

  /** Finds the open time of the n-th bar before a time, or of the oldest when there are fewer. */
  async openTimeBefore(series: RowsOf, timeMs: number, n: number): Promise<number | undefined> {
    const { rows } = await this.client.query<{ open_time: Date | null }>(
      `SELECT min(open_time) AS open_time FROM (
         SELECT open_time FROM ${barsOf(series)} WHERE open_time < $1::timestamptz
         ORDER BY open_time DESC LIMIT $2) AS earlier`,
      [sqlTime(timeMs), n],
    );
    return rows[0].open_time?.getTime();
  }

  /** Says of ranges whether a series has bars in them. */
  async occupied(series: RowsOf, ranges: readonly TimeRange[]): Promise<boolean[]> {
    const { rows } = await this.client.query<[boolean]>({
      text: `SELECT EXISTS (SELECT 1 FROM ${barsOf(series)} WHERE open_time >= start AND open_time < stop)
        FROM unnest($1::timestamptz[], $2::timestamptz[]) WITH ORDINALITY AS ranges(start, stop, place)
        ORDER BY place`,
      values: [
        ranges.map(({ startMs }) => sqlTime(startMs)),
        ranges.map(({ endMs }) => sqlTime(endMs)),
      ],
      rowMode: 'array',
    });
    return rows.map(([isOccupied]) => isOccupied);
  }

  /** Lists the runs of bars of a series, in a range or as a whole, between which a step of the timeframe is left out; without a step each bar is one. */
  async runs(series: RowsOf, stepMs: number | null, range?: TimeRange): Promise<BarRuns> {
    const where = range ? `WHERE ${within(range)}` : '';
    // A whole range is one row, and only what stands beside a hole leaves PostgreSQL.
    const breaks = `previous IS NULL OR open_time - previous <> interval '${stepMs ?? 0} milliseconds'`;
    const { rows } = await this.client.query<[number, number | null]>({
      text: `SELECT ${msOf('open_time')}, ${msOf('previous')} FROM (
          SELECT open_time, lag(open_time) OVER (ORDER BY open_time) AS previous
          FROM ${barsOf(series)} ${where}) AS bars
        WHERE ${breaks} ORDER BY open_time`,
      rowMode: 'array',
    });
    if (rows.length === 0) return { starts: [], ends: [] };
    const last = await this.client.query<[number]>({
      text: `SELECT ${msOf('max(open_time)')} FROM ${barsOf(series)} ${where}`,
      rowMode: 'array',
    });
    const ends = [...rows.slice(1).map(([, previous]) => previous), last.rows[0][0]];
    return { starts: rows.map(([start]) => start), ends: ends.map(Number) };
  }

  /** Fills columns (time, open, high, low, close, volume and optionally quote volume and trades, NaN where unknown) with the bars of a range, oldest first, and returns how many; throws RangeError when they do not fit. */
  async read(
    series: RowsOf,
    range: TimeRange,
    columns: readonly Float64Array[],
    { offset = 0, limit }: RowWindow = {},
  ): Promise<number> {
    const reader = new CopyReader(columns);
    const rows = `SELECT ${COLUMNS.slice(0, columns.length).join(', ')} FROM ${barsOf(series)}
      WHERE ${within(range)} ORDER BY open_time
      OFFSET ${offset} LIMIT ${limit ?? 'ALL'}`;
    const stream = this.client.query(copyTo(`COPY (${rows}) TO STDOUT (FORMAT binary)`));
    for await (const chunk of stream) reader.push(chunk as Buffer);
    return reader.finish();
  }
}

// COPY takes no parameters; these are numbers and times made from numbers.
function barsOf({ id, asOf }: RowsOf): string {
  const columns = COLUMNS.join(', ');
  const now = `SELECT ${columns} FROM klines WHERE series_id = ${id}`;
  if (asOf === undefined) return `(${now}) AS bars`;
  return `(${now} AND version <= ${asOf} UNION ALL
    SELECT ${columns} FROM kline_history
    WHERE series_id = ${id} AND first_version <= ${asOf} AND last_version >= ${asOf}) AS bars`;
}

function msOf(time: string): string {
  return `(extract(epoch FROM ${time}) * 1000)::float8`;
}

function within({ startMs, endMs }: TimeRange): string {
  return `open_time >= '${sqlTime(startMs)}' AND open_time < '${sqlTime(endMs)}'`;
}
