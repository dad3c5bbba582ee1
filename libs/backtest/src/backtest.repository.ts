import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, QueryFailedError, type Repository } from 'typeorm';
import type { Actor } from '@app/platform';
import { Backtest, type RunState } from './backtest.entity.js';

/** Is what a new run's row needs. */
export type NewRun = Pick<
  Backtest,
  | 'id'
  | 'userId'
  | 'strategyName'
  | 'strategyVersion'
  | 'strategyVersionId'
  | 'symbols'
  | 'timeframe'
  | 'config'
  | 'priority'
  | 'idempotencyKey'
  | 'requestHash'
>;

/** Picks runs of the history. */
export interface HistoryFilter {
  strategyName?: string;
  symbol?: string;
  status?: RunState;
}

const INSERT = `
  INSERT INTO backtests (id, user_id, strategy_name, strategy_version, symbols, timeframe, config,
                         idempotency_key, request_hash, priority, strategy_version_id)
  SELECT $1::uuid, $2::uuid, $3::text, $4::int, $5::text[], $6::text, $7::jsonb, $8::text, $9::text,
         least(count(*) + 1 + $10::int, 2097151), $11::uuid
  FROM backtests WHERE user_id = $2 AND status = 'PENDING'
  ON CONFLICT DO NOTHING RETURNING id`;
// A foreign key of PostgreSQL that refers to nothing.
const NO_SUCH_ROW = '23503';
const IDEMPOTENCY_LIFE = `INTERVAL '24 hours'`;

/** Queries runs for those who ask for them. */
@Injectable()
export class BacktestRepository {
  constructor(@InjectRepository(Backtest) private readonly rows: Repository<Backtest>) {}

  /**
   * Inserts a run with its place in the queue: the user's waiting runs + 1 + the priority asked for.
   * Returns the run that already holds the same idempotency key instead, when there is one of the last 24 hours,
   * and null when the version of its strategy was deleted meanwhile.
   */
  async insert(run: NewRun): Promise<{ run: Backtest; isNew: boolean } | null> {
    for (;;) {
      const inserted = await this.tryInsert(run);
      if (inserted === null) return null;
      if (inserted.length > 0) {
        return { run: await this.rows.findOneByOrFail({ id: run.id }), isNew: true };
      }
      await this.expireKey(run);
      const { userId, idempotencyKey } = run;
      const held = idempotencyKey && (await this.rows.findOneBy({ userId, idempotencyKey }));
      if (held) return { run: held, isNew: false };
    }
  }

  /** Returns a run that the caller may see, or null: one's own, or any for admins and viewers. */
  async find(id: string, actor: Actor): Promise<Backtest | null> {
    return this.rows.findOneBy({ id, ...ownerOf(actor) });
  }

  /** Returns the rows of many runs. */
  async findMany(ids: string[]): Promise<Backtest[]> {
    return ids.length === 0 ? [] : this.rows.findBy({ id: In(ids) });
  }

  /** Returns one page of the caller's runs, newest first, and their number. */
  async history(
    actor: Actor,
    filter: HistoryFilter,
    page: number,
    pageSize: number,
  ): Promise<[Backtest[], number]> {
    const query = this.rows.createQueryBuilder('run').where(ownerOf(actor));
    const { strategyName, symbol, status } = filter;
    if (strategyName) query.andWhere('run.strategy_name = :strategyName', { strategyName });
    if (symbol) query.andWhere(':symbol = ANY (run.symbols)', { symbol });
    if (status) query.andWhere('run.status = :status', { status });
    return query
      .orderBy('run.createdAt', 'DESC')
      .addOrderBy('run.id')
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
  }

  /** Ends a waiting run; false when it waits no more. */
  async stopWaiting(id: string): Promise<boolean> {
    const { affected } = await this.rows
      .createQueryBuilder()
      .update()
      .set({ status: 'STOPPED', stage: 'done', finishedAt: () => 'now()', seq: () => 'seq + 1' })
      .where({ id, status: 'PENDING' })
      .execute();
    return affected === 1;
  }

  /** Asks the worker of a running run to stop; false when it runs no more. */
  async requestStop(id: string): Promise<boolean> {
    const { affected } = await this.rows
      .createQueryBuilder()
      .update()
      .set({ stopRequestedAt: () => 'coalesce(stop_requested_at, now())' })
      .where({ id, status: 'RUNNING' })
      .execute();
    return affected === 1;
  }

  /** Removes a run that is not running, with all that belongs to it; false when there is none. */
  async remove(id: string): Promise<boolean> {
    const { affected } = await this.rows
      .createQueryBuilder()
      .delete()
      .where('id = :id AND status <> :running', { id, running: 'RUNNING' })
      .execute();
    return affected === 1;
  }

  /** Removes all runs of a user, running ones too: their workers' writes then find no row. */
  async removeAllOf(userId: string): Promise<void> {
    await this.rows.delete({ userId });
  }

  /** Removes the finished runs that ended more than `days` ago, and returns their number. */
  async removeOlderThan(days: number): Promise<number> {
    const { affected } = await this.rows
      .createQueryBuilder()
      .delete()
      .where(`finished_at < now() - make_interval(days => :days)`, { days })
      .execute();
    return affected ?? 0;
  }

  /** Counts runs by state. */
  async countByState(): Promise<Record<string, number>> {
    const rows = await this.rows
      .createQueryBuilder('run')
      .select('run.status', 'status')
      .addSelect('count(*)::int', 'count')
      .groupBy('run.status')
      .getRawMany<{ status: string; count: number }>();
    return Object.fromEntries(rows.map(({ status, count }) => [status, count]));
  }

  private async tryInsert(run: NewRun): Promise<unknown[] | null> {
    try {
      return await this.rows.query(INSERT, [
        run.id,
        run.userId,
        run.strategyName,
        run.strategyVersion,
        run.symbols,
        run.timeframe,
        run.config,
        run.idempotencyKey,
        run.requestHash,
        run.priority,
        run.strategyVersionId,
      ]);
    } catch (error) {
      const isGone = error instanceof QueryFailedError && error.driverError.code === NO_SUCH_ROW;
      if (isGone) return null;
      throw error;
    }
  }

  // A key that is older than its life is free again; its run keeps all else.
  private async expireKey({ userId, idempotencyKey }: NewRun): Promise<void> {
    await this.rows
      .createQueryBuilder()
      .update()
      .set({ idempotencyKey: null })
      .where({ userId, idempotencyKey })
      .andWhere(`created_at < now() - ${IDEMPOTENCY_LIFE}`)
      .execute();
  }
}

function ownerOf(actor: Actor): { userId?: string } {
  return actor.role === 'trader' ? { userId: actor.id } : {};
}
