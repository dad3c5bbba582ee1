import { createHash } from 'node:crypto';
import {
  dataHash,
  lookbackOf,
  resolveParams,
  orderRows,
  resultHash,
  runBacktest,
  StrategyError,
  tradeRows,
  ENGINE_VERSION,
  type BacktestResult,
  type Strategy,
} from '@app/engine';
import { builtIns } from '@app/strategy/builtin';
import { encodeColumn } from './column-codec.js';
import { encodeOrders, encodeTrades } from './copy-rows.js';
import { RunControl } from './run-control.js';
import type { CompletedRun, LookbackTask, RunOutcome, RunTask } from './run-task.js';

/** Executes one run in the thread that calls it; a strategy that throws fails the run, not the thread. */
export function executeRun(task: RunTask): RunOutcome {
  const strategy = strategyOf(task.strategy);
  const control = new RunControl(task.control);
  const startedMs = performance.now();
  try {
    const outcome = runBacktest({
      strategy,
      params: task.params,
      data: task.data,
      config: task.config,
      control: {
        progress: (done, total) => control.report(done, total),
        shouldStop: () => control.cancelled,
        now: () => performance.now(),
      },
    });
    if (outcome.stopped) return { kind: 'stopped' };
    return completed(task, outcome, performance.now() - startedMs);
  } catch (error) {
    if (!(error instanceof StrategyError)) throw error;
    return { kind: 'failed', phase: error.phase, bar: error.bar ?? 0, reason: error.message };
  }
}

/** Counts the bars before its start that a run's indicators need. */
export function lookback({ strategy: name, params, timeframe, symbols }: LookbackTask): number {
  const strategy = strategyOf(name);
  const resolved = resolveParams(strategy, params);
  return 'params' in resolved ? lookbackOf(strategy, resolved.params, { timeframe, symbols }) : 0;
}

function strategyOf(name: string): Strategy {
  const strategy = builtIns.get(name);
  if (!strategy) throw new Error(`There is no strategy ${name}.`);
  return strategy;
}

function completed(task: RunTask, result: BacktestResult, runMs: number): CompletedRun {
  return {
    kind: 'completed',
    statistics: result.statistics,
    reasons: result.reasons,
    orderCounts: result.orderCounts,
    warnings: result.warnings,
    equity: encodeColumn(result.equity),
    equityTime: encodeColumn(result.equityTime),
    trades: encodeTrades(task.backtestId, tradeRows(result.trades)),
    orders: encodeOrders(task.backtestId, orderRows(result.orders)),
    engineVersion: ENGINE_VERSION,
    dataHash: hashOfData(task.data),
    resultHash: resultHash(result),
    runMs,
  };
}

// One symbol's hash is that of its bars; several are hashed together in name order.
function hashOfData(data: RunTask['data']): string {
  const [only, ...others] = data;
  if (only && others.length === 0) return dataHash(only.bars);
  const hash = createHash('sha256');
  for (const { symbol, bars } of data) hash.update(`${symbol} ${dataHash(bars)}\n`);
  return hash.digest('hex');
}
