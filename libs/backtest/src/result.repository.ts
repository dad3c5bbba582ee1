import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Repository } from 'typeorm';
import type { LogLine } from '@app/engine';
import { DatabaseService } from '@app/platform';
import { BacktestResult } from './backtest-result.entity.js';
import type { Claim } from './claim.repository.js';
import { ORDER_COLUMNS, TRADE_COLUMNS } from './copy-rows.js';
import { Indicator } from './indicator.entity.js';
import { decodeLogs, type EncodedLog } from './log-codec.js';
import { Order } from './order.entity.js';
import { RunLog } from './run-log.entity.js';
import type { RunDetails, StoredIndicator } from './run-task.js';
import { Trade } from './trade.entity.js';

/** Is all that a completed run stores; trades and orders are rows in COPY's binary format. */
export interface StoredResult {
  statistics: Record<string, number | null>;
  statisticsReasons: Record<string, string>;
  orderCounts: Record<string, unknown>;
  warnings: unknown[];
  details: RunDetails;
  indicators: StoredIndicator[];
  log: EncodedLog;
  timings: Record<string, number>;
  manifest: Record<string, unknown>;
  equity: Uint8Array;
  equityTime: Uint8Array;
  trades: Uint8Array;
  orders: Uint8Array;
}

/** Queries what completed runs found. */
@Injectable()
export class ResultRepository {
  constructor(
    private readonly database: DatabaseService,
    @InjectRepository(BacktestResult) private readonly results: Repository<BacktestResult>,
    @InjectRepository(Trade) private readonly tradeRows: Repository<Trade>,
    @InjectRepository(Order) private readonly orderRows: Repository<Order>,
    @InjectRepository(Indicator) private readonly indicatorRows: Repository<Indicator>,
    @InjectRepository(RunLog) private readonly logRows: Repository<RunLog>,
  ) {}

  /** Completes a run: its state, result, trades and orders in one transaction; false, and nothing written, when the run is no longer this worker's. */
  async complete(claim: Claim, result: StoredResult): Promise<boolean> {
    const startedMs = performance.now();
    return this.database.withClient(async (client) => {
      await client.query('BEGIN');
      if (!(await markCompleted(client, claim, result))) {
        await client.query('ROLLBACK');
        return false;
      }
      await insertResult(client, claim.id, result);
      if (result.log.count > 0) await insertLog(client, claim.id, result.log);
      await insertIndicators(client, claim.id, result.indicators);
      await copyRows(client, 'trades', TRADE_COLUMNS, result.trades);
      await copyRows(client, 'orders', ORDER_COLUMNS, result.orders);
      await client.query(
        `UPDATE backtest_results SET timings = timings || jsonb_build_object('save_ms', $2::float8)
         WHERE backtest_id = $1`,
        [claim.id, Math.round(performance.now() - startedMs)],
      );
      await client.query('UPDATE backtests SET finished_at = clock_timestamp() WHERE id = $1', [
        claim.id,
      ]);
      await client.query('COMMIT');
      return true;
    });
  }

  /** Returns the result of a run but for its equity, or null. */
  find(backtestId: string): Promise<BacktestResult | null> {
    return this.results.findOne({
      where: { backtestId },
      select: {
        backtestId: true,
        statisticsReasons: true,
        orderCounts: true,
        warnings: true,
        details: true,
        timings: true,
        manifest: true,
      },
    });
  }

  /** Returns the compressed equity of a run, or null. */
  findEquity(backtestId: string): Promise<BacktestResult | null> {
    return this.results.findOne({
      where: { backtestId },
      select: { backtestId: true, equity: true, equityTime: true },
    });
  }

  /** Returns one page of the lines that a run logged, and their number. */
  async logs(backtestId: string, skip: number, take: number): Promise<[LogLine[], number]> {
    const log = await this.logRows.findOneBy({ backtestId });
    if (log === null) return [[], 0];
    return [decodeLogs(log.lines).slice(skip, skip + take), log.count];
  }

  /** Returns the indicators of a run in the order in which its strategy made them. */
  indicators(backtestId: string): Promise<Indicator[]> {
    return this.indicatorRows.find({ where: { backtestId }, order: { number: 'ASC' } });
  }

  /** Returns one page of a run's trades in the order of closing, and their number. */
  trades(backtestId: string, skip: number, take: number): Promise<[Trade[], number]> {
    return this.tradeRows.findAndCount({
      where: { backtestId },
      order: { number: 'ASC' },
      skip,
      take,
    });
  }

  /** Returns one page of a run's orders in the order of placement, and their number. */
  orders(backtestId: string, skip: number, take: number): Promise<[Order[], number]> {
    return this.orderRows.findAndCount({
      where: { backtestId },
      order: { number: 'ASC' },
      skip,
      take,
    });
  }
}

async function markCompleted(
  client: PoolClient,
  { id, attempt }: Claim,
  { statistics }: StoredResult,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE backtests
     SET status = 'COMPLETED', stage = 'done', progress = 100, statistics = $3, seq = seq + 1
     WHERE id = $1 AND status = 'RUNNING' AND attempts = $2`,
    [id, attempt, JSON.stringify(statistics)],
  );
  return rowCount === 1;
}

async function insertResult(client: PoolClient, id: string, result: StoredResult): Promise<void> {
  const { statisticsReasons, orderCounts, warnings, details, timings, manifest } = result;
  await client.query(
    `INSERT INTO backtest_results (backtest_id, statistics_reasons, order_counts, warnings,
                                   details, timings, manifest, equity, equity_time)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      id,
      ...[statisticsReasons, orderCounts, warnings, details, timings, manifest].map((part) =>
        JSON.stringify(part),
      ),
      Buffer.from(result.equity),
      Buffer.from(result.equityTime),
    ],
  );
}

async function insertLog(client: PoolClient, id: string, { count, lines }: EncodedLog) {
  await client.query('INSERT INTO run_logs (backtest_id, count, lines) VALUES ($1, $2, $3)', [
    id,
    count,
    Buffer.from(lines),
  ]);
}

async function insertIndicators(
  client: PoolClient,
  id: string,
  indicators: StoredIndicator[],
): Promise<void> {
  for (const [
    number,
    { symbol, timeframe, name, output, pane, color, ...columns },
  ] of indicators.entries()) {
    await client.query(
      `INSERT INTO indicators (backtest_id, number, symbol, timeframe, name, output, pane, color,
                               time, values)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        number,
        symbol,
        timeframe,
        name,
        output,
        pane,
        color,
        Buffer.from(columns.time),
        Buffer.from(columns.values),
      ],
    );
  }
}

async function copyRows(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: Uint8Array,
): Promise<void> {
  if (rows.length === 0) return;
  const names = columns.map((column) => `"${column}"`).join(', ');
  const target = client.query(copyFrom(`COPY ${table} (${names}) FROM STDIN (FORMAT binary)`));
  await pipeline(Readable.from([Buffer.from(rows)]), target);
}
