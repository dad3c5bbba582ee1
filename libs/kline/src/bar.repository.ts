import { Injectable } from '@nestjs/common';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { DatabaseService, type TimeRange } from '@app/platform';
import { CopyReader } from './copy-reader.js';
import { sqlTime } from './sql-text.js';
import type { Series } from './series.entity.js';

/** Limits which rows of a range are read. */
export interface RowWindow {
  offset?: number;
  limit?: number;
}

const COLUMNS = ['open_time', 'open', 'high', 'low', 'close', 'volume', 'quote_volume', 'trades'];
const SERIES = `SELECT id, symbol, kind, timeframe, grid_offset_ms AS "gridOffsetMs", version, count,
  first_open_time AS first, last_open_time AS last FROM series`;

/** Reads bars as columns. */
@Injectable()
export class BarRepository {
  constructor(private readonly database: DatabaseService) {}

  /** Runs work on a view of all series that no write changes while it is used. */
  snapshot<T>(work: (view: BarView) => Promise<T>): Promise<T> {
    return this.database.snapshot((client) => work(new BarView(client)));
  }

  /** Counts the bars of a series in a range. */
  count(seriesId: number, range: TimeRange): Promise<number> {
    return this.database.withClient((client) => new BarView(client).count(seriesId, range));
  }

  /** Finds the open time of the n-th bar before a time, or of the oldest when there are fewer. */
  openTimeBefore(seriesId: number, timeMs: number, n: number): Promise<number | undefined> {
    return this.database.withClient((client) =>
      new BarView(client).openTimeBefore(seriesId, timeMs, n),
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
  async count(seriesId: number, range: TimeRange): Promise<number> {
    const { rows } = await this.client.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM klines WHERE ${within(seriesId, range)}`,
    );
    return rows[0].count;
  }

  /** Finds the open time of the n-th bar before a time, or of the oldest when there are fewer. */
  async openTimeBefore(seriesId: number, timeMs: number, n: number): Promise<number | undefined> {
    const { rows } = await this.client.query<{ open_time: Date | null }>(
      `SELECT min(open_time) AS open_time FROM (
         SELECT open_time FROM klines WHERE series_id = $1 AND open_time < $2::timestamptz
         ORDER BY open_time DESC LIMIT $3) AS earlier`,
      [seriesId, sqlTime(timeMs), n],
    );
    return rows[0].open_time?.getTime();
  }

  /** Fills columns (time, open, high, low, close, volume and optionally quote volume and trades, NaN where unknown) with the bars of a range, oldest first, and returns how many; throws RangeError when they do not fit. */
  async read(
    seriesId: number,
    range: TimeRange,
    columns: readonly Float64Array[],
    { offset = 0, limit }: RowWindow = {},
  ): Promise<number> {
    const reader = new CopyReader(columns);
    const rows = `SELECT ${COLUMNS.slice(0, columns.length).join(', ')} FROM klines
      WHERE ${within(seriesId, range)} ORDER BY open_time
      OFFSET ${offset} LIMIT ${limit ?? 'ALL'}`;
    const stream = this.client.query(copyTo(`COPY (${rows}) TO STDOUT (FORMAT binary)`));
    for await (const chunk of stream) reader.push(chunk as Buffer);
    return reader.finish();
  }
}

// COPY takes no parameters; these are numbers and times made from numbers.
function within(seriesId: number, { startMs, endMs }: TimeRange): string {
  return `series_id = ${seriesId} AND open_time >= '${sqlTime(startMs)}' AND open_time < '${sqlTime(endMs)}'`;
}
