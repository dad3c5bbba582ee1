import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThan, Repository } from 'typeorm';
import { SeriesVersion } from './series-version.entity.js';
import { ROWS_OF_KIND, type SeriesName } from './series-writer.repository.js';
import { Series, type SeriesKind } from './series.entity.js';
import { sqlTime } from './sql-text.js';

const AS_OF = `
  SELECT id, symbol, kind, timeframe, state.grid_offset_ms AS "gridOffsetMs", grid_zone AS "gridZone", state.version,
    held_from_version AS "heldFrom", state.count, state.first_open_time AS first,
    state.last_open_time AS last
  FROM series CROSS JOIN LATERAL (
    SELECT * FROM series_versions
    WHERE series_id = series.id AND created_at <= $3 ORDER BY created_at DESC LIMIT 1
  ) AS state
  WHERE symbol = $1 AND kind = $2 AND state.count > 0`;

/** Queries the versions of series, and drops what they superseded when it is old. */
@Injectable()
export class SeriesVersionRepository {
  constructor(
    @InjectRepository(SeriesVersion) private readonly versions: Repository<SeriesVersion>,
    @InjectRepository(Series) private readonly series: Repository<Series>,
  ) {}

  /** Returns the series of a symbol and kind as each was at a time that is past, where it had rows; asking again gives the same. */
  asOf(symbol: string, kind: SeriesKind, timeMs: number): Promise<Series[]> {
    return this.series.manager.transaction(async (manager) => {
      // Waits for writes under way: their version may be of before that time, and is not seen until they end.
      await manager.query(
        `SELECT 1 FROM series WHERE symbol = $1 AND kind = $2
         ORDER BY timeframe COLLATE "C" FOR SHARE`,
        [symbol, kind],
      );
      return manager.query<Series[]>(AS_OF, [symbol, kind, sqlTime(timeMs)]);
    });
  }

  /** Says whether the database's clock has not reached a time. */
  async isFuture(timeMs: number): Promise<boolean> {
    const [{ future }]: [{ future: boolean }] = await this.versions.query(
      'SELECT $1::timestamptz > clock_timestamp() AS future',
      [sqlTime(timeMs)],
    );
    return future;
  }

  /** Finds a series that was ever written to, also one that is empty now. */
  find(name: SeriesName): Promise<Series | null> {
    return this.series
      .createQueryBuilder('series')
      .where({ ...name, version: MoreThan(0) })
      .getOne();
  }

  /** Returns one page of the versions of a series, newest first, and how many there are. */
  page(seriesId: number, page: number, size: number): Promise<[SeriesVersion[], number]> {
    return this.versions.findAndCount({
      where: { seriesId },
      order: { version: 'DESC' },
      skip: (page - 1) * size,
      take: size,
    });
  }

  /** Returns the hash of all that a version of a series holds, as bits; null where it is not known. */
  async contentHash(seriesId: number, version: number): Promise<string | null> {
    const found = await this.versions.findOne({
      where: { seriesId, version },
      select: { contentHash: true },
    });
    return found?.contentHash ?? null;
  }

  /** Drops the rows of all series that were superseded more than so many days ago, one series at a time, and returns how many. */
  async removeSuperseded(days: number): Promise<number> {
    let removed = 0;
    for (const kind of Object.keys(ROWS_OF_KIND) as SeriesKind[]) {
      const { history } = ROWS_OF_KIND[kind];
      const held: { id: number }[] = await this.series.query(
        `SELECT id FROM series
         WHERE kind = $1 AND EXISTS (SELECT 1 FROM ${history} WHERE series_id = series.id)`,
        [kind],
      );
      for (const { id } of held) removed += await this.removeSupersededOf(id, history, days);
    }
    return removed;
  }

  private async removeSupersededOf(id: number, history: string, days: number): Promise<number> {
    const [rows]: [{ removed: number }[]] = await this.series.query(
      `WITH removed AS (
         DELETE FROM ${history} WHERE series_id = $1 AND last_version < (
           SELECT version FROM series_versions
           WHERE series_id = $1 AND created_at <= now() - $2 * interval '1 day'
           ORDER BY created_at DESC LIMIT 1
         ) RETURNING last_version
       ), counted AS (
         SELECT count(*)::int AS removed, max(last_version) + 1 AS held_from FROM removed
       )
       UPDATE series SET held_from_version = greatest(held_from_version, held_from)
       FROM counted WHERE id = $1 AND removed > 0 RETURNING removed`,
      [id, days],
    );
    return rows[0]?.removed ?? 0;
  }
}
