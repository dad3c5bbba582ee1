import type { EntityManager } from 'typeorm';
import type { Timeframe } from '@app/engine';
import type { BarGrid } from './bar-grid.js';
import { barHashSql, combinedSql, rateHashSql } from './content-hash.js';
import { Series, type SeriesKind } from './series.entity.js';

/** Names one series; only bars have a timeframe. */
export interface SeriesName {
  symbol: string;
  kind: SeriesKind;
  timeframe: Timeframe | '';
}

/** Tells what a new version of a series changed: how many rows, and the hash of those that came and went together. */
export interface SeriesChange {
  inserted: number;
  updated: number;
  deleted: number;
  hash: string;
}

/** Says where the rows of a kind of series stand, those that are superseded, which column tells their time, and how one is hashed. */
export const ROWS_OF_KIND: Record<
  SeriesKind,
  { table: string; history: string; time: string; hash: string }
> = {
  bars: {
    table: 'klines',
    history: 'kline_history',
    time: 'open_time',
    hash: barHashSql('klines'),
  },
  funding: {
    table: 'funding_rates',
    history: 'funding_history',
    time: 'stamp',
    hash: rateHashSql('funding_rates'),
  },
};

// Rounded up, so that no version claims a time at which it could not be read yet.
const NOW_MS = `date_trunc('milliseconds', clock_timestamp() + interval '999 microseconds')`;

const MAKE = `
  INSERT INTO series (symbol, kind, timeframe)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS name(symbol, kind, timeframe)
  WHERE NOT EXISTS (SELECT 1 FROM series
    WHERE (series.symbol, series.kind, series.timeframe) = (name.symbol, name.kind, name.timeframe))
  ORDER BY symbol COLLATE "C", kind, timeframe COLLATE "C"
  ON CONFLICT DO NOTHING`;

/** Runs work in one transaction, for which those series that are missing are made before. */
export async function writeTransaction<T>(
  manager: EntityManager,
  names: readonly SeriesName[],
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  // Made on their own, so that whoever reads as of a time sees every series whose first version is under way, and waits for it.
  if (names.length > 0) {
    const columns = (['symbol', 'kind', 'timeframe'] as const).map((column) =>
      names.map((name) => name[column]),
    );
    await manager.query(MAKE, columns);
  }
  return manager.transaction(work);
}

/** Writes what is known of series inside one transaction; a series is locked before its rows are touched, so its figures stay exact. */
export class SeriesWriter {
  constructor(private readonly manager: EntityManager) {}

  /** Locks a series that was made before; those who lock several do so by symbol, then timeframe. */
  lock({ symbol, kind, timeframe }: SeriesName): Promise<Series> {
    return this.manager
      .createQueryBuilder(Series, 'series')
      .where({ symbol, kind, timeframe })
      .setLock('pessimistic_write')
      .getOneOrFail();
  }

  /** Locks the series of a symbol and kind, of one timeframe or all, in the order of locking. */
  lockAll(symbol: string, kind: SeriesKind, timeframe?: Timeframe): Promise<Series[]> {
    return this.manager
      .createQueryBuilder(Series, 'series')
      .where({ symbol, kind, ...(timeframe && { timeframe }) })
      .orderBy('series.timeframe COLLATE "C"')
      .setLock('pessimistic_write')
      .getMany();
  }

  /** Sets the grid and the owner of a series that has no rows. */
  async begin(seriesId: number, grid: BarGrid, ownerId: string): Promise<void> {
    await this.setGrid(seriesId, grid);
    await this.manager.update(Series, { id: seriesId }, { ownerId });
  }

  /** Sets the grid of a series on which all of its rows stand. */
  async setGrid(seriesId: number, { gridOffsetMs, gridZone }: BarGrid): Promise<void> {
    await this.manager.update(Series, { id: seriesId }, { gridOffsetMs, gridZone });
  }

  /** Raises the version of a series after its rows were written, sets its figures, and keeps what the new version is and who made it. */
  async finish({ id, kind }: Series, change: SeriesChange, userId: string): Promise<void> {
    const { table, time } = ROWS_OF_KIND[kind];
    const { inserted, updated, deleted, hash } = change;
    await this.manager.query(
      `WITH raised AS (
         UPDATE series SET version = version + 1, count = count + $2 - $4, updated_at = now(),
           first_open_time = (SELECT min(${time}) FROM ${table} WHERE series_id = $1),
           last_open_time = (SELECT max(${time}) FROM ${table} WHERE series_id = $1)
         WHERE id = $1 RETURNING *
       ) ${keepVersion('$6', '$2, $3, $4', 'coalesce(content_hash, 0::bit(256)) # $5::bit(256)')}`,
      [id, inserted, updated, deleted, hash, userId],
    );
  }

  /** Counts the rows of a locked series anew; when its figures were wrong, mends them as a new version, before which nothing is held, and says so. */
  async mend({ id, kind }: Pick<Series, 'id' | 'kind'>): Promise<boolean> {
    const { table, time, hash } = ROWS_OF_KIND[kind];
    const all = `(SELECT ${combinedSql(hash)} FROM ${table} WHERE series_id = $1)`;
    const mended: unknown[] = await this.manager.query(
      `WITH counted AS (
         SELECT count(*)::int AS count, min(${time}) AS first, max(${time}) AS last
         FROM ${table} WHERE series_id = $1
       ), raised AS (
         UPDATE series SET count = counted.count, first_open_time = first, last_open_time = last,
           version = version + 1, held_from_version = version + 1, updated_at = now()
         FROM counted
         WHERE id = $1 AND (series.count, first_open_time, last_open_time)
           IS DISTINCT FROM (counted.count, first, last)
         RETURNING series.*
       ) ${keepVersion('NULL', '0, 0, 0', all)} RETURNING version`,
      [id],
    );
    return mended.length > 0;
  }
}

function keepVersion(user: string, counts: string, hash: string): string {
  return `, previous AS (
      SELECT created_at, content_hash FROM series_versions
      WHERE series_id = $1 ORDER BY version DESC LIMIT 1
    )
    INSERT INTO series_versions (series_id, version, created_at, user_id, inserted, updated,
      deleted, count, first_open_time, last_open_time, grid_offset_ms, content_hash)
    SELECT id, version, greatest(${NOW_MS}, previous.created_at + interval '1 millisecond'),
      ${user}, ${counts}, count, first_open_time, last_open_time, grid_offset_ms, ${hash}
    FROM raised LEFT JOIN previous ON true`;
}
