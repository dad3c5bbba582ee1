import {
  dataHash,
  orderRows,
  resultHash,
  runBacktest,
  StrategyError,
  tradeRows,
  ENGINE_VERSION,
  type BacktestResult,
} from '@app/engine';
import { builtIns } from '@app/strategy/builtin';
import { encodeColumn } from './column-codec.js';
import { encodeOrders, encodeTrades } from './copy-rows.js';
import { RunControl } from './run-control.js';
import type { CompletedRun, RunOutcome, RunTask } from './run-task.js';

/** Executes one run in the thread that calls it; a strategy that throws fails the run, not the thread. */
export function executeRun(task: RunTask): RunOutcome {
  const strategy = builtIns.get(task.strategy);
  if (!strategy) throw new Error(`There is no strategy ${task.strategy}.`);
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
      },
    });
    if (outcome.stopped) return { kind: 'stopped' };
    return completed(task, outcome, performance.now() - startedMs);
  } catch (error) {
    if (!(error instanceof StrategyError)) throw error;
    return { kind: 'failed', phase: error.phase, bar: error.bar, reason: error.message };
  }
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
    dataHash: dataHash(task.data),
    resultHash: resultHash(result),
    runMs,
  };
}
