import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import type { Actor, WaitingRow } from '@app/platform';
import { VersionWriter } from '../version-writer.repository.js';
import type { CheckReport } from './check-report.js';
import { type CheckError, StrategyCheck } from './strategy-check.entity.js';

/** Is what a new check's row needs. */
export type NewCheck = Pick<
  StrategyCheck,
  'id' | 'userId' | 'purpose' | 'kind' | 'source' | 'options'
>;

/** Identifies a worker's hold on a check: every write names both. */
export interface CheckClaim {
  id: string;
  attempt: number;
}

/** Is what a check leaves behind when it ends. */
export interface CheckEnd {
  status: 'COMPLETED' | 'FAILED';
  report: CheckReport | null;
  versionId: string | null;
  error: CheckError | null;
}

const LAPSED = `heartbeat_at < now() - INTERVAL '15 seconds'`;
const HELD = `id = $1 AND status = 'RUNNING' AND attempts = $2`;

/** Queries checks for those who ask for them and for the workers that hold them; only the latest claimant's writes find their row. */
@Injectable()
export class CheckRepository {
  constructor(@InjectRepository(StrategyCheck) private readonly rows: Repository<StrategyCheck>) {}

  /** Inserts a check and returns its place among those of its user that wait, counted from 1. */
  async insert(check: NewCheck): Promise<number> {
    const { userId } = check;
    await this.rows.insert(check);
    return this.rows.countBy({ userId, status: 'PENDING' });
  }

  /** Returns a check that the caller may see, or null: one's own, or any for admins. */
  find(id: string, actor: Actor): Promise<StrategyCheck | null> {
    return this.rows.findOneBy({ id, ...(actor.role !== 'admin' && { userId: actor.id }) });
  }

  /** Whether a check has ended; also when it is no more. */
  async isOver(id: string): Promise<boolean> {
    const row = await this.rows.findOne({ where: { id }, select: { id: true, status: true } });
    return row === null || row.status === 'COMPLETED' || row.status === 'FAILED';
  }

  /** Takes a check that waits, or whose worker's lease has lapsed; null when it is not to be had. */
  async claim(id: string, workerId: string, maxAttempts: number): Promise<StrategyCheck | null> {
    const [, claimed]: [unknown, number] = await this.rows.query(
      `UPDATE strategy_checks
       SET status = 'RUNNING', attempts = attempts + 1, worker_id = $2, heartbeat_at = now()
       WHERE id = $1 AND attempts - releases < $3
         AND (status = 'PENDING' OR (status = 'RUNNING' AND ${LAPSED}))`,
      [id, workerId, maxAttempts],
    );
    return claimed === 1 ? this.rows.findOneBy({ id }) : null;
  }

  /** Renews the lease; false when the check is no longer this worker's. */
  async beat({ id, attempt }: CheckClaim): Promise<boolean> {
    const [, held]: [unknown, number] = await this.rows.query(
      `UPDATE strategy_checks SET heartbeat_at = now() WHERE ${HELD}`,
      [id, attempt],
    );
    return held === 1;
  }

  /** Ends a check as `conclude` says, in one transaction with what that writes; false, and nothing written, when it is no longer this worker's. */
  async end(
    { id, attempt }: CheckClaim,
    conclude: (writer: VersionWriter) => Promise<CheckEnd>,
  ): Promise<boolean> {
    return this.rows.manager.transaction(async (manager) => {
      const held: unknown[] = await manager.query(
        `SELECT id FROM strategy_checks WHERE ${HELD} FOR UPDATE`,
        [id, attempt],
      );
      if (held.length === 0) return false;
      const { status, report, versionId, error } = await conclude(new VersionWriter(manager));
      await manager.query(
        `UPDATE strategy_checks
         SET status = $2, report = $3, version_id = $4, error = $5, source = '', finished_at = now()
         WHERE id = $1`,
        [id, status, report && JSON.stringify(report), versionId, error],
      );
      return true;
    });
  }

  /** Gives a check back to the queue in good order, which is no lost attempt. */
  async release({ id, attempt }: CheckClaim): Promise<boolean> {
    const [, affected]: [unknown, number] = await this.rows.query(
      `UPDATE strategy_checks
       SET status = 'PENDING', worker_id = NULL, releases = releases + 1 WHERE ${HELD}`,
      [id, attempt],
    );
    return affected === 1;
  }

  /** Mends checks whose worker is gone: failed after too many losses, waiting again otherwise. */
  async mendLapsed(maxAttempts: number): Promise<number> {
    const [, affected]: [unknown, number] = await this.rows.query(
      `UPDATE strategy_checks
       SET worker_id = NULL,
           status = CASE WHEN attempts - releases >= $1 THEN 'FAILED' ELSE 'PENDING' END,
           source = CASE WHEN attempts - releases >= $1 THEN '' ELSE source END,
           finished_at = CASE WHEN attempts - releases >= $1 THEN now() END,
           error = CASE WHEN attempts - releases >= $1
                        THEN jsonb_build_object('code', 'strategy/worker-lost',
                             'values', jsonb_build_object('attempts', attempts - releases)) END
       WHERE status = 'RUNNING' AND ${LAPSED}`,
      [maxAttempts],
    );
    return affected;
  }

  /** Returns the checks that wait, of each user in turn and the oldest first, those of the last seconds left out, as their job may be on its way. */
  waiting(limit: number): Promise<WaitingRow[]> {
    return this.rows.query(
      `SELECT id, priority FROM (
         SELECT id, created_at,
           row_number() OVER (PARTITION BY user_id ORDER BY created_at, id)::int AS priority
         FROM strategy_checks WHERE status = 'PENDING'
       ) AS pending
       WHERE created_at < now() - INTERVAL '2 seconds' ORDER BY priority, created_at LIMIT $1`,
      [limit],
    );
  }

  /** Removes the checks that ended more than a day ago, and returns their number. */
  async removeOld(): Promise<number> {
    const [, affected]: [unknown, number] = await this.rows.query(
      `DELETE FROM strategy_checks WHERE finished_at < now() - INTERVAL '1 day'`,
    );
    return affected;
  }

  /** Removes all checks of a user, running ones too: their workers' writes then find no row. */
  async removeAllOf(userId: string): Promise<void> {
    await this.rows.delete({ userId });
  }
}
