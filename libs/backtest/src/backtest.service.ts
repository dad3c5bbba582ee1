import { Injectable } from '@nestjs/common';
import type { LogLine } from '@app/engine';
import { AppError, type Actor } from '@app/platform';
import type { BacktestResult } from './backtest-result.entity.js';
import type { Backtest } from './backtest.entity.js';
import { backtestErrors } from './backtest.errors.js';
import { BacktestJobs } from './backtest.job.js';
import { BacktestRepository, type HistoryFilter } from './backtest.repository.js';
import { decodeColumn } from './column-codec.js';
import type { Indicator } from './indicator.entity.js';
import { lttb, lttbWithGaps } from './lttb.js';
import type { Order } from './order.entity.js';
import { ResultRepository } from './result.repository.js';
import type { Trade } from './trade.entity.js';

/** Is an equity curve of at most the points asked for; times are epoch milliseconds. */
export interface EquityCurve {
  total: number;
  points: { time: number; equity: number }[];
}

/** Is one indicator of a run, thinned to the points asked for; times are epoch milliseconds, values null where it has none. */
export interface IndicatorCurve {
  symbol: string;
  timeframe: string;
  name: string;
  output: string | null;
  pane: string | null;
  color: string | null;
  points: { time: number; value: number | null }[];
}

/** Shows runs and their results to those who may see them, stops and deletes them. */
@Injectable()
export class BacktestService {
  constructor(
    private readonly repository: BacktestRepository,
    private readonly results: ResultRepository,
    private readonly jobs: BacktestJobs,
  ) {}

  /** Returns a run that the caller may see; throws `backtest/not-found` otherwise. */
  async find(id: string, actor: Actor): Promise<Backtest> {
    const run = await this.repository.find(id, actor);
    if (!run) throw new AppError(backtestErrors['backtest/not-found'], { values: { id } });
    return run;
  }

  /** Returns the rows of many runs in one query, whoever owns them. */
  statesOf(ids: string[]): Promise<Backtest[]> {
    return this.repository.findMany(ids);
  }

  /** Returns one page of the caller's runs, newest first, and their number. */
  history(
    actor: Actor,
    filter: HistoryFilter,
    page: number,
    pageSize: number,
  ): Promise<[Backtest[], number]> {
    return this.repository.history(actor, filter, page, pageSize);
  }

  /** Returns a completed run with its result; throws `backtest/no-result` before. */
  async result(id: string, actor: Actor): Promise<{ run: Backtest; result: BacktestResult }> {
    const run = await this.completed(id, actor);
    const result = await this.results.find(id);
    if (!result) throw noResult(run);
    return { run, result };
  }

  /** Returns one page of the trades of a completed run in the order of closing, and their number. */
  async trades(
    id: string,
    actor: Actor,
    page: number,
    pageSize: number,
  ): Promise<[Trade[], number]> {
    await this.completed(id, actor);
    return this.results.trades(id, (page - 1) * pageSize, pageSize);
  }

  /** Returns one page of the orders of a completed run in the order of placement, and their number. */
  async orders(
    id: string,
    actor: Actor,
    page: number,
    pageSize: number,
  ): Promise<[Order[], number]> {
    await this.completed(id, actor);
    return this.results.orders(id, (page - 1) * pageSize, pageSize);
  }

  /** Returns one page of the lines that a completed or failed run logged, and their number; throws `backtest/no-result` before. */
  async logs(
    id: string,
    actor: Actor,
    page: number,
    pageSize: number,
  ): Promise<[LogLine[], number]> {
    const run = await this.find(id, actor);
    if (run.status !== 'COMPLETED' && run.status !== 'FAILED') throw noResult(run);
    return this.results.logs(id, (page - 1) * pageSize, pageSize);
  }

  /** Returns the equity curve of a completed run, thinned to `points`. */
  async equity(id: string, actor: Actor, points: number): Promise<EquityCurve> {
    const run = await this.completed(id, actor);
    const stored = await this.results.findEquity(id);
    if (!stored) throw noResult(run);
    const time = decodeColumn(stored.equityTime);
    const equity = decodeColumn(stored.equity);
    const picked = lttb(time, equity, points);
    return {
      total: time.length,
      points: picked.map((i) => ({ time: time[i] ?? 0, equity: equity[i] ?? 0 })),
    };
  }

  /** Returns the indicators of a completed run, each thinned to `points`. */
  async indicators(id: string, actor: Actor, points: number): Promise<IndicatorCurve[]> {
    await this.completed(id, actor);
    return (await this.results.indicators(id)).map((stored) => indicatorCurve(stored, points));
  }

  /** Stops a run: one that waits at once, one that runs within two seconds; throws `backtest/not-stoppable` otherwise. */
  async stop(id: string, actor: Actor): Promise<void> {
    await this.find(id, actor);
    if (await this.repository.stopWaiting(id)) return this.jobs.remove(id);
    if (await this.repository.requestStop(id)) return;
    // It may have been given back to the queue between the two.
    if (await this.repository.stopWaiting(id)) return this.jobs.remove(id);
    const { status } = await this.find(id, actor);
    throw new AppError(backtestErrors['backtest/not-stoppable'], { values: { id, status } });
  }

  /** Deletes a run with all that belongs to it; throws `backtest/still-running` for a running one. */
  async remove(id: string, actor: Actor): Promise<void> {
    await this.find(id, actor);
    if (await this.repository.remove(id)) return this.jobs.remove(id);
    await this.find(id, actor);
    throw new AppError(backtestErrors['backtest/still-running'], { values: { id } });
  }

  /** Deletes all runs of a user, running ones too; the claims of jobs that still wait then find nothing. */
  removeAllOf(userId: string): Promise<void> {
    return this.repository.removeAllOf(userId);
  }

  /** Deletes the finished runs that ended more than `days` ago, and returns their number. */
  removeExpired(days: number): Promise<number> {
    return this.repository.removeOlderThan(days);
  }

  /** Counts runs by state. */
  countByState(): Promise<Record<string, number>> {
    return this.repository.countByState();
  }

  private async completed(id: string, actor: Actor): Promise<Backtest> {
    const run = await this.find(id, actor);
    if (run.status !== 'COMPLETED') throw noResult(run);
    return run;
  }
}

function noResult({ id, status }: Backtest): AppError {
  return new AppError(backtestErrors['backtest/no-result'], { values: { id, status } });
}

function indicatorCurve(stored: Indicator, points: number): IndicatorCurve {
  const { symbol, timeframe, name, output, pane, color } = stored;
  const time = decodeColumn(stored.time);
  const values = decodeColumn(stored.values);
  const picked = lttbWithGaps(time, values, points);
  return {
    symbol,
    timeframe,
    name,
    output,
    pane,
    color,
    points: picked.map((i) => ({ time: time[i] ?? 0, value: finiteOrNull(values[i]) })),
  };
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
