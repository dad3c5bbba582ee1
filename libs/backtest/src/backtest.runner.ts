import './v8-flags.js';
import { setFlagsFromString } from 'node:v8';
import {
  lookbackOf,
  resolveParams,
  orderRows,
  resultHash,
  runBacktest,
  RunMemory,
  StrategyError,
  sweep,
  tradeRows,
  V8_FLAGS,
  ENGINE_VERSION,
  type BacktestInput,
  type BacktestResult,
  type Strategy,
  type SweepResult,
} from '@app/engine';
import { builtIns } from '@app/strategy/builtin';
import type { RunError } from './backtest.entity.js';
import { encodeColumn } from './column-codec.js';
import { encodeOrders, encodeTrades } from './copy-rows.js';
import { hashOfData } from './data-hash.js';
import { RunControl } from './run-control.js';
import { detailsOf, executeChecks, storedIndicators } from './run-details.js';
import type {
  CompletedRun,
  LookbackTask,
  RunDetails,
  RunOutcome,
  RunTask,
  SweepTask,
} from './run-task.js';

for (const flag of V8_FLAGS) setFlagsFromString(flag);

// A thread encodes what came of a run before it starts the next.
const memory = new RunMemory();

/** Executes one run in the thread that calls it; a strategy that throws fails the run, not the thread. */
export function executeRun(task: RunTask): RunOutcome {
  const control = new RunControl(task.control);
  const input = inputOf(task, control);
  const startedMs = performance.now();
  try {
    const outcome = runBacktest({ ...input, config: { ...input.config, checks: [] }, memory });
    const runMs = performance.now() - startedMs;
    if (outcome.stopped) return { kind: 'stopped' };
    const checks = executeChecks(input);
    if (checks !== null && control.cancelled) return { kind: 'stopped' };
    return completed(task, outcome, checks, runMs);
  } catch (error) {
    return { kind: 'failed', error: failureOf(error) };
  }
}

/** Counts the bars before its start that a run's indicators need. */
export function lookback({ strategy: name, params, timeframe, symbols }: LookbackTask): number {
  const strategy = strategyOf(name);
  const resolved = resolveParams(strategy, params);
  return 'params' in resolved ? lookbackOf(strategy, resolved.params, { timeframe, symbols }) : 0;
}

/** Runs one slice of a sweep in the thread that calls it; a set that fails leaves its message, and the others run. */
export function executeSweep({
  strategy,
  sets,
  control: memory,
  ...slice
}: SweepTask): SweepResult {
  const control = controlOf(new RunControl(memory));
  return sweep(strategyOf(strategy), sets, { ...slice, control });
}

function inputOf(task: RunTask, control: RunControl): BacktestInput {
  return {
    strategy: strategyOf(task.strategy),
    params: task.params,
    data: task.data,
    config: task.config,
    benchmark: task.benchmark,
    control: controlOf(control),
  };
}

function controlOf(control: RunControl): BacktestInput['control'] {
  return {
    progress: (done, total) => control.report(done, total),
    shouldStop: () => control.cancelled,
    now: () => performance.now(),
  };
}

function failureOf(error: unknown): RunError {
  if (error instanceof StrategyError) {
    const { phase, bar, message: reason } = error;
    return { code: 'backtest/strategy-failed', values: { phase, bar: bar ?? 0, reason } };
  }
  // The engine refuses data that does not fit together with a RangeError that says why.
  if (error instanceof RangeError) {
    return { code: 'backtest/data-unfit', values: { reason: error.message } };
  }
  throw error;
}

function strategyOf(name: string): Strategy {
  const strategy = builtIns.get(name);
  if (!strategy) throw new Error(`There is no strategy ${name}.`);
  return strategy;
}

function completed(
  task: RunTask,
  result: BacktestResult,
  checks: RunDetails['checks'],
  runMs: number,
): CompletedRun {
  return {
    kind: 'completed',
    statistics: result.statistics,
    reasons: result.reasons,
    orderCounts: result.orderCounts,
    warnings: result.warnings,
    details: detailsOf(result, checks),
    indicators: storedIndicators(result.charts),
    equity: encodeColumn(result.equity),
    equityTime: encodeColumn(result.equityTime),
    trades: encodeTrades(task.backtestId, tradeRows(result.trades)),
    orders: encodeOrders(task.backtestId, orderRows(result.orders)),
    engineVersion: ENGINE_VERSION,
    dataHash: hashOfData(task.data, task.benchmark),
    resultHash: resultHash(result),
    runMs,
  };
}
