import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { Backtest, type RunError, type RunStage } from './backtest.entity.js';
import type { EncodedLog } from './log-codec.js';

/** Identifies a worker's hold on a run: every write names both. */
export interface Claim {
  id: string;
  attempt: number;
}

/** Is what a heartbeat learns. */
export interface Beat {
  seq: number;
  stopRequested: boolean;
  /** Seconds since the claim, by the database's clock. */
  ranSeconds: number;
}

/** Seconds after whose passing without a heartbeat a run may be claimed by another worker. */
export const LEASE_SECONDS = 15;

const LAPSED = `heartbeat_at < now() - INTERVAL '${LEASE_SECONDS} seconds'`;
const HELD = `id = $1 AND status = 'RUNNING' AND attempts = $2`;

/** Queries runs for the workers that hold them; only the latest claimant's writes find their row. */
@Injectable()
export class ClaimRepository {
  constructor(@InjectRepository(Backtest) private readonly rows: Repository<Backtest>) {}

  /** Takes a run that waits, or whose worker's lease has lapsed; null when it is not to be had. */
  async claim(id: string, workerId: string, maxAttempts: number): Promise<Backtest | null> {
    const claimed: [{ id: string }[], number] = await this.rows.query(
      `UPDATE backtests
       SET status = 'RUNNING', stage = 'loading', progress = 0, attempts = attempts + 1,
           worker_id = $2, started_at = now(), heartbeat_at = now(), seq = seq + 1
       WHERE id = $1 AND stop_requested_at IS NULL AND attempts - releases < $3
         AND (status = 'PENDING' OR (status = 'RUNNING' AND ${LAPSED}))
       RETURNING id`,
      [id, workerId, maxAttempts],
    );
    return claimed[1] === 1 ? this.rows.findOneBy({ id }) : null;
  }

  /** Renews the lease and shows progress; null when the run is no longer this worker's. */
  async beat({ id, attempt }: Claim, stage: RunStage, progress: number): Promise<Beat | null> {
    const [rows]: [{ seq: number; stop: boolean; ran: number }[], number] = await this.rows.query(
      `UPDATE backtests
       SET heartbeat_at = now(), stage = $3, progress = $4,
           seq = seq + CASE WHEN stage <> $3 OR progress <> $4 THEN 1 ELSE 0 END
       WHERE ${HELD}
       RETURNING seq, stop_requested_at IS NOT NULL AS stop,
                 extract(epoch FROM now() - started_at)::float8 AS ran`,
      [id, attempt, stage, progress],
    );
    const row = rows[0];
    return row ? { seq: row.seq, stopRequested: row.stop, ranSeconds: row.ran } : null;
  }

  /** Ends a run as stopped or failed, with what its strategy logged until then; false when it is no longer this worker's. */
  async end(
    { id, attempt }: Claim,
    status: 'STOPPED' | 'FAILED',
    error: RunError | null,
    log: EncodedLog | null = null,
  ): Promise<boolean> {
    const ended: unknown[] = await this.rows.query(
      `WITH ended AS (
         UPDATE backtests
         SET status = $3, stage = 'done', error = $4, finished_at = now(), seq = seq + 1
         WHERE ${HELD} RETURNING id
       ), logged AS (
         INSERT INTO run_logs (backtest_id, count, lines)
         SELECT id, $5, $6 FROM ended WHERE $5::int > 0
       )
       SELECT id FROM ended`,
      [id, attempt, status, error, log && log.count, log && Buffer.from(log.lines)],
    );
    return ended.length === 1;
  }

  /** Gives a run back to the queue in good order, which is no lost attempt. */
  async release({ id, attempt }: Claim): Promise<boolean> {
    const [, affected]: [unknown, number] = await this.rows.query(
      `UPDATE backtests
       SET status = 'PENDING', stage = 'queued', progress = 0, worker_id = NULL,
           releases = releases + 1, seq = seq + 1
       WHERE ${HELD}`,
      [id, attempt],
    );
    return affected === 1;
  }

  /** Mends runs whose worker is gone: stopped if that was asked, failed after too many losses, waiting again otherwise. */
  async mendLapsed(maxAttempts: number): Promise<number> {
    const [, affected]: [unknown, number] = await this.rows.query(
      `UPDATE backtests
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
                        THEN jsonb_build_object('code', 'backtest/worker-lost',
                             'values', jsonb_build_object('attempts', attempts - releases)) END
       WHERE status = 'RUNNING' AND ${LAPSED}`,
      [maxAttempts],
    );
    return affected;
  }

  /** Returns the runs that wait and come next, those of the last seconds left out, as their job may be on its way. */
  async waiting(limit: number): Promise<{ id: string; priority: number }[]> {
    return this.rows.query(
      `SELECT id, priority FROM backtests
       WHERE status = 'PENDING' AND created_at < now() - INTERVAL '2 seconds'
       ORDER BY priority, created_at LIMIT $1`,
      [limit],
    );
  }
}
