import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type EntityManager, Repository } from 'typeorm';
import { moveDays, openTimesOf } from '../day-moves.repository.js';
import type { DaySession } from '../day-session.js';
import type { RefusedRow } from '../formats/index.js';
import { Series } from '../series.entity.js';
import { type SeriesName, SeriesWriter, writeTransaction } from '../series-writer.repository.js';
import type { SessionDays } from '../session-days.js';
import type { Uploader } from '../upload.js';
import type { CopyType } from './copy-encoder.js';
import type { Difference, Figures } from './data-import.entity.js';
import type { ImportShape } from './import-shape.js';
import * as sql from './import-sql.js';
import { RowCopy } from './row-copy.js';

const MOST_FIGURES = 5;

/** Counts the rows of a file whose time stands there before, and those of them that say something else. */
export interface Repeated {
  repeated: number;
  clashing: number;
}

/** Tells how many rows there are, and their first and last time. */
export interface Extent {
  count: number;
  first: Date | null;
  last: Date | null;
}

/** Counts the rows of a file whose time is stored already, and those of them that differ. */
export interface Present {
  present: number;
  differing: number;
}

/** Starts the transactions in which files are imported. */
@Injectable()
export class ImportWriterRepository {
  constructor(@InjectRepository(Series) private readonly series: Repository<Series>) {}

  /** Finds a series, also one without rows; it may change before it is locked. */
  find(name: SeriesName): Promise<Series | null> {
    return this.series
      .createQueryBuilder('series')
      .where({ ...name })
      .getOne();
  }

  /** Lists the open times of all bars of a series, oldest first. */
  openTimes(series: Series): Promise<number[]> {
    return openTimesOf(this.series.manager, series);
  }

  /** Runs work in one transaction under a name (see {@link backendName}), for which those series that are missing are made before. */
  transaction<T>(
    backend: string,
    names: readonly SeriesName[],
    work: (writer: ImportWriter) => Promise<T>,
  ): Promise<T> {
    return writeTransaction(this.series.manager, names, async (manager) => {
      // The second keeps a process that is paused in between from holding the series for ever.
      await manager.query(
        `SELECT set_config('application_name', $1, true),
           set_config('idle_in_transaction_session_timeout', '30s', true)`,
        [backend],
      );
      const client: PoolClient = await manager.queryRunner?.connect();
      return work(new ImportWriter(manager, client));
    });
  }
}

/** Names the connection of an attempt at an import, so that it can be told from others and ended. */
export function backendName(importId: string, attempt: number): string {
  return `barline-import-${importId}-${attempt}`;
}

/** Takes the rows of one file and writes them as the next version of a series, all in one transaction. */
export class ImportWriter {
  readonly series: SeriesWriter;
  private rows = sql.rowsTable(false);

  constructor(
    readonly manager: EntityManager,
    private readonly client: PoolClient,
  ) {
    this.series = new SeriesWriter(manager);
  }

  /** Keeps the zone and the start of the days of a symbol for which nothing is set, and of which no bars are another's, or, unless `days` show it, in another series; a zone that `days` show also takes the place of a time of day in UTC that was found before, when they did not show it yet. */
  async keepSession(
    symbol: string,
    found: SessionDays,
    { days, seriesId, uploader }: { days: boolean; seriesId: number; uploader: Uploader },
  ): Promise<void> {
    await this.manager.query(
      `INSERT INTO symbol_settings AS old (symbol, session_zone, day_start_ms, session_found)
       SELECT $1, $2, $3, true
       WHERE NOT EXISTS (
         SELECT FROM series
         WHERE symbol = $1 AND kind = 'bars' AND count > 0 AND id <> $5
           AND NOT ($4 AND ($7 OR owner_id IS NOT DISTINCT FROM $6::uuid)))
         AND ($7 OR EXISTS (SELECT FROM series WHERE id = $5 AND owner_id IS NOT DISTINCT FROM $6::uuid))
       ON CONFLICT (symbol) DO UPDATE
       SET session_zone = excluded.session_zone, day_start_ms = excluded.day_start_ms,
         updated_at = now()
       WHERE $4 AND old.session_found AND old.session_zone = 'UTC'
         AND excluded.session_zone <> 'UTC'`,
      [
        symbol,
        found.sessionZone,
        found.dayStartMs,
        days,
        seriesId,
        uploader.id,
        uploader.role === 'admin',
      ],
    );
  }

  /** Stamps all bars of a locked series with their dates, as a version of its own, and returns what the series is then. */
  moveDays(series: Series, days: DaySession, userId: string): Promise<Series> {
    return moveDays(this.manager, series, days, userId);
  }

  /** Starts to copy rows (series, time, figures, version) straight into the table of their kind. */
  copyDirect(shape: ImportShape): RowCopy {
    return this.copy(sql.copyDirect(shape), ['int4', 'timestamptz', ...shape.types, 'int4']);
  }

  /** Starts to copy rows (place, line, time, figures) into a table of this transaction. */
  async copyRows(shape: ImportShape): Promise<RowCopy> {
    await this.client.query(sql.createRows(shape));
    return this.copy(sql.copyRows(shape), ['int4', 'float8', 'timestamptz', ...shape.types]);
  }

  /** Keeps the last row of each time, and counts those that go. */
  async makeDistinct(shape: ImportShape): Promise<Repeated> {
    const { rows } = await this.client.query<Repeated>(sql.countRepeated(shape));
    await this.client.query(sql.createDistinct(shape));
    this.rows = sql.rowsTable(true);
    return rows[0];
  }

  /** Tells how many rows there are, and their first and last time. */
  async extent(shape: ImportShape): Promise<Extent> {
    const { rows } = await this.client.query<Extent>(sql.extent(shape, this.rows));
    return rows[0];
  }

  /** Compares the rows with those that are stored. */
  async compare(shape: ImportShape, { id }: Series): Promise<Present> {
    await this.client.query(sql.analyze(this.rows));
    await this.client.query(sql.createStored(shape, this.rows, id));
    await this.client.query(sql.ANALYZE_STORED);
    const { rows } = await this.client.query<Present>(sql.COUNT_STORED);
    return rows[0];
  }

  /** Shows the first rows that differ from stored ones. */
  async differences(shape: ImportShape, limit: number): Promise<Difference[]> {
    const { rows } = await this.client.query<{ time: Date; stored: Figures; incoming: Figures }>(
      sql.differences(shape, this.rows),
      [limit],
    );
    return rows.map((row) => ({ ...row, time: row.time.toISOString() }));
  }

  /** Lists the lines of rows that differ from stored ones. */
  async differingLines(limit: number): Promise<number[]> {
    const { rows } = await this.client.query<{ line: number }>(sql.DIFFERING_LINES, [limit]);
    return rows.map(({ line }) => line);
  }

  /** Lists the rows that differ from stored ones as text: time and figures, of a bar up to its volume. */
  async differingRows(shape: ImportShape, limit: number): Promise<Omit<RefusedRow, 'reason'>[]> {
    const { rows } = await this.client.query<{
      line: number;
      time: Date;
      figures: (number | null)[];
    }>(sql.differingRows(shape, this.rows), [limit]);
    return rows.map(({ line, time, figures }) => ({
      line,
      text: [time.toISOString(), ...figures.slice(0, MOST_FIGURES)].join(','),
    }));
  }

  /** Writes all rows, none of which is stored. */
  async insertAll(shape: ImportShape, { id, version }: Series): Promise<void> {
    await this.client.query(sql.insertAll(shape, this.rows), [id, version + 1]);
  }

  /** Writes the rows that are new and, when asked, those that differ; returns the hash of what came and went. `looks` says whether they were compared with what is stored. */
  async merge(
    shape: ImportShape,
    { id, version }: Series,
    how: { replaces: boolean; looks: boolean },
  ): Promise<string> {
    const { rows } = await this.client.query<{ hash: string }>(sql.merge(shape, this.rows, how), [
      id,
      version + 1,
    ]);
    return rows[0].hash;
  }

  private copy(statement: string, types: CopyType[]): RowCopy {
    return new RowCopy(this.client.query(copyFrom(statement)), types);
  }
}
