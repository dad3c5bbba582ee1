import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type EntityManager, Repository } from 'typeorm';
import type { WaitingRow } from '@app/platform';
import type { RefusedRow } from '../formats/index.js';
import {
  DataImport,
  FILES_OF_IMPORT,
  type ImportError,
  type ImportOutcome,
} from './data-import.entity.js';
import type { ImportProgress } from './import-progress.js';
import { backendName } from './import-writer.repository.js';

/** Identifies a worker's hold on an import: every write names both. */
export interface ImportClaim {
  id: string;
  attempt: number;
}

/** Is what an import leaves behind when it ends. */
export interface ImportEnd {
  status: 'COMPLETED' | 'FAILED' | 'STOPPED';
  progress: ImportProgress;
  rejected: RefusedRow[];
  error: ImportError | null;
  outcome: ImportOutcome | null;
}

type Signal = 'pg_cancel_backend' | 'pg_terminate_backend';

const LAPSED = `heartbeat_at < now() - INTERVAL '15 seconds'`;
const HELD = `id = $1 AND status = 'RUNNING' AND attempts = $2`;
const REJECTED_AT_ONCE = 10_000;

/** Queries imports for the workers that hold them; only the latest claimant's writes find their row. */
@Injectable()
export class ImportClaimRepository {
  constructor(@InjectRepository(DataImport) private readonly rows: Repository<DataImport>) {}

  /** Takes an import that waits, or whose worker's lease has lapsed, and ends the connection of that worker; null when it is not to be had. */
  async claim(id: string, workerId: string, maxAttempts: number): Promise<DataImport | null> {
    const claimed: [unknown[], number] = await this.rows.query(
      `UPDATE data_imports
       SET status = 'RUNNING', stage = 'reading', progress = 0, attempts = attempts + 1,
           rows_read = 0, rows_written = 0, rows_rejected = 0,
           worker_id = $2, started_at = now(), heartbeat_at = now(), seq = seq + 1
       WHERE id = $1 AND stop_requested_at IS NULL AND attempts - releases < $3
         AND (status = 'PENDING' OR (status = 'RUNNING' AND ${LAPSED}))
       RETURNING id`,
      [id, workerId, maxAttempts],
    );
    if (claimed[1] !== 1) return null;
    // A worker that is paused, or cut off, may still hold the lock of the series.
    const claim = await this.rows.findOneBy({ id });
    for (let attempt = 1; attempt < (claim?.attempts ?? 0); attempt++) {
      await this.signal('pg_terminate_backend', { id, attempt });
    }
    return claim;
  }

  /** Renews the lease and shows progress; null when the import is no longer this worker's, else whether it shall stop. */
  async beat({ id, attempt }: ImportClaim, progress: ImportProgress): Promise<boolean | null> {
    const { stage, percent, rowsRead, rowsWritten, rowsRejected, found } = progress;
    const [rows]: [{ stop: boolean }[], number] = await this.rows.query(
      `UPDATE data_imports
       SET heartbeat_at = now(), stage = $3, progress = $4, rows_read = $5, rows_written = $6,
           rows_rejected = $7, found = $8, symbol = coalesce($9, symbol),
           timeframe = coalesce($10, timeframe), kind = $11,
           seq = seq + CASE WHEN (stage, progress, rows_read, rows_written, rows_rejected)
             IS DISTINCT FROM ($3::text, $4::float8, $5::float8, $6::float8, $7::float8)
             THEN 1 ELSE 0 END
       WHERE ${HELD}
       RETURNING stop_requested_at IS NOT NULL AS stop`,
      [id, attempt, stage, percent, rowsRead, rowsWritten, rowsRejected, ...foundColumns(found)],
    );
    return rows[0]?.stop ?? null;
  }

  /** Ends an import, in the transaction of a manager when one is given; false when it is no longer this worker's. Its file goes with it. */
  async end(claim: ImportClaim, end: ImportEnd, manager?: EntityManager): Promise<boolean> {
    if (manager) return this.write(manager, claim, end);
    return this.rows.manager.transaction((own) => this.write(own, claim, end));
  }

  /** Gives an import back to the queue in good order, which is no lost attempt. */
  async release({ id, attempt }: ImportClaim): Promise<boolean> {
    const [, affected]: [unknown, number] = await this.rows.query(
      `UPDATE data_imports
       SET status = 'PENDING', stage = 'queued', progress = 0, worker_id = NULL,
           releases = releases + 1, seq = seq + 1
       WHERE ${HELD}`,
      [id, attempt],
    );
    return affected === 1;
  }

  /** Breaks off the statement in which the connection of a claim is. */
  async cancel(claim: ImportClaim): Promise<void> {
    await this.signal('pg_cancel_backend', claim);
  }

  /** Mends imports whose worker is gone: stopped if that was asked, failed after too many losses, waiting again otherwise; files that no attempt will read go. */
  async mendLapsed(maxAttempts: number): Promise<number> {
    const [{ count }]: [{ count: number }] = await this.rows.query(
      `WITH mended AS (
         UPDATE data_imports
         SET seq = seq + 1, worker_id = NULL,
             progress = CASE WHEN stop_requested_at IS NULL AND attempts - releases < $1
                             THEN 0 ELSE progress END,
             status = CASE WHEN stop_requested_at IS NOT NULL THEN 'STOPPED'
                           WHEN attempts - releases >= $1 THEN 'FAILED' ELSE 'PENDING' END,
             stage = CASE WHEN stop_requested_at IS NOT NULL OR attempts - releases >= $1
                          THEN 'done' ELSE 'queued' END,
             finished_at = CASE WHEN stop_requested_at IS NOT NULL OR attempts - releases >= $1
                                THEN now() END,
             error = CASE WHEN stop_requested_at IS NULL AND attempts - releases >= $1
                          THEN jsonb_build_object('code', 'kline/worker-lost',
                               'values', jsonb_build_object('attempts', attempts - releases)) END
         WHERE status = 'RUNNING' AND ${LAPSED} RETURNING ${FILES_OF_IMPORT} AS files, status
       ), removed AS (
         DELETE FROM import_files 
           WHERE id IN (SELECT unnest(files) FROM mended WHERE status <> 'PENDING')
       )
       SELECT count(*)::int AS count FROM mended`,
      [maxAttempts],
    );
    return count;
  }

  /** Returns the imports that wait, of each user in turn and the oldest first, those of the last seconds left out, as their job may be on its way. */
  waiting(limit: number): Promise<WaitingRow[]> {
    return this.rows.query(
      `SELECT id, priority FROM (
         SELECT id, created_at,
           row_number() OVER (PARTITION BY user_id ORDER BY created_at, id)::int AS priority
         FROM data_imports WHERE status = 'PENDING'
       ) AS pending
       WHERE created_at < now() - INTERVAL '2 seconds' ORDER BY priority, created_at LIMIT $1`,
      [limit],
    );
  }

  private async write(
    manager: EntityManager,
    { id, attempt }: ImportClaim,
    { status, progress, rejected, error, outcome }: ImportEnd,
  ): Promise<boolean> {
    const { rowsRead, rowsWritten, rowsRejected, found, percent } = progress;
    const [rows]: [{ files: (string | null)[] }[], number] = await manager.query(
      `UPDATE data_imports
       SET status = $3, stage = 'done', progress = $4, rows_read = $5, rows_written = $6,
           rows_rejected = $7, found = $8, symbol = coalesce($9, symbol),
           timeframe = coalesce($10, timeframe), kind = $11, error = $12, outcome = $13,
           finished_at = clock_timestamp(), seq = seq + 1
       WHERE ${HELD} RETURNING ${FILES_OF_IMPORT} AS files`,
      [
        id,
        attempt,
        status,
        status === 'COMPLETED' ? 100 : percent,
        rowsRead,
        status === 'COMPLETED' ? rowsWritten : 0,
        rowsRejected,
        ...foundColumns(found),
        error,
        outcome,
      ],
    );
    if (rows.length === 0) return false;
    await manager.query('DELETE FROM import_files WHERE id = ANY ($1)', [rows[0].files]);
    for (let from = 0; from < rejected.length; from += REJECTED_AT_ONCE) {
      const some = rejected.slice(from, from + REJECTED_AT_ONCE);
      await manager.query(
        `INSERT INTO import_rejections (import_id, number, line, reason, row)
         SELECT $1, $2::int + place - 1, line, reason, row
         FROM unnest($3::float8[], $4::text[], $5::text[])
           WITH ORDINALITY AS rejected(line, reason, row, place)`,
        [
          id,
          from,
          some.map(({ line }) => line),
          some.map(({ reason }) => reason),
          some.map(rowText),
        ],
      );
    }
    return true;
  }

  private async signal(how: Signal, { id, attempt }: ImportClaim): Promise<void> {
    await this.rows.query(
      `SELECT ${how}(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = $1`,
      [backendName(id, attempt)],
    );
  }
}

function foundColumns(found: ImportProgress['found']) {
  return [found, found?.symbol ?? null, found?.timeframe ?? null, found?.kind ?? null];
}

// A text column holds no null character.
function rowText({ text }: RefusedRow): string {
  return text.replaceAll('\0', '');
}
