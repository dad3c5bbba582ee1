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
  type BacktestOutcome,
  type BacktestResult,
  type MarketData,
  type Strategy,
  type SweepResult,
} from '@app/engine';
import { builtIns } from '@app/strategy/builtin';
import { checksOf, type RunChecks } from '@app/strategy/sandbox';
import type { RunError } from './backtest.entity.js';
import { encodeColumn } from './column-codec.js';
import { encodeOrders, encodeTrades } from './copy-rows.js';
import { hashOfData } from './data-hash.js';
import { encodeLogs } from './log-codec.js';
import { nativeHash } from './native-hash.js';
import { RunControl } from './run-control.js';
import { detailsOf, storedIndicators } from './run-details.js';
import { rulesProgram } from './rules-program.js';
import type {
  Chosen,
  CompletedRun,
  FailedRun,
  LookbackOutcome,
  LookbackTask,
  RunOutcome,
  RunTask,
  SweepTask,
} from './run-task.js';
import { UserStrategyEnded, UserStrategyFailed } from './user-failure.js';
import { checkProgram, lookbackOfProgram, runProgram, sweepProgram } from './user-strategy.js';

for (const flag of V8_FLAGS) setFlagsFromString(flag);

// A thread encodes what came of a run before it starts the next.
const memory = new RunMemory();

/** Executes one run in the thread that calls it; a strategy that throws fails the run, not the thread. */
export async function executeRun(task: RunTask): Promise<RunOutcome> {
  const control = new RunControl(task.control);
  const startedMs = performance.now();
  try {
    const outcome = await outcomeOf(task, control);
    const runMs = performance.now() - startedMs;
    if (outcome.stopped) return { kind: 'stopped' };
    const checks = await verdictsOf(task, control);
    if (checks !== null && control.cancelled) return { kind: 'stopped' };
    return completed(task, outcome, checks, runMs);
  } catch (error) {
    if (error instanceof UserStrategyEnded) return { kind: 'stopped', place: error.place };
    return failedBy(error);
  }
}

/** Counts the bars before its start that a run's indicators need. */
export async function lookback(task: LookbackTask): Promise<LookbackOutcome> {
  const { program, params, timeframe, symbols } = task;
  try {
    if (program?.kind === 'source') return { bars: await lookbackOfProgram(program, task) };
    const strategy = strategyOf(task, []);
    const resolved = resolveParams(strategy, params);
    if (!('params' in resolved)) return { bars: 0 };
    return { bars: lookbackOf(strategy, resolved.params, { timeframe, symbols }) };
  } catch (error) {
    if (error instanceof UserStrategyEnded) return { kind: 'stopped', place: error.place };
    return failedBy(error);
  }
}

/** Runs one slice of a sweep in the thread that calls it; a set that fails leaves its message, and the others run. */
export async function executeSweep(task: SweepTask): Promise<SweepResult> {
  const { strategy: _, program, sets, control: memory, ...slice } = task;
  if (program?.kind === 'source') return sweepProgram(program, task);
  const control = controlOf(new RunControl(memory));
  return sweep(strategyOf(task, task.data), sets, { ...slice, control });
}

async function outcomeOf(task: RunTask, control: RunControl): Promise<BacktestOutcome> {
  const input = dataOf(task);
  // Checks are made after the run, which itself makes none.
  const once = { ...input, config: { ...input.config, checks: [] } };
  const { program } = task;
  if (program?.kind === 'source') return runProgram(program, once, task.control);
  const strategy = strategyOf(task, task.data);
  return runBacktest({ ...once, strategy, control: controlOf(control), memory });
}

async function verdictsOf(task: RunTask, control: RunControl): Promise<RunChecks> {
  const input = dataOf(task);
  const { program } = task;
  if (program?.kind === 'source') return checkProgram(program, input, task.control);
  const strategy = strategyOf(task, task.data);
  return checksOf({ ...input, strategy, control: controlOf(control) });
}

function dataOf({ params, data, config, benchmark }: RunTask) {
  return { params, data, config, benchmark };
}

function controlOf(control: RunControl): BacktestInput['control'] {
  return {
    progress: (done, total) => control.report(done, total),
    shouldStop: () => control.cancelled,
    now: () => performance.now(),
  };
}

function failedBy(error: unknown): FailedRun {
  const logs =
    error instanceof UserStrategyFailed || error instanceof StrategyError ? error.logs : [];
  const log = logs.length > 0 ? encodeLogs(logs) : null;
  const lost = error instanceof UserStrategyFailed ? error.lost : 0;
  return { kind: 'failed', error: failureOf(error), log, lost };
}

function failureOf(error: unknown): RunError {
  if (error instanceof UserStrategyFailed) return error.error;
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

function strategyOf({ strategy: name, program }: Chosen, data: readonly MarketData[]): Strategy {
  if (program?.kind === 'rules') return rulesProgram(program, data);
  const strategy = builtIns.get(name);
  if (!strategy) throw new Error(`There is no strategy ${name}.`);
  return strategy;
}

function completed(
  task: RunTask,
  result: BacktestResult,
  checks: RunChecks,
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
    log: encodeLogs(result.logs),
    equity: encodeColumn(result.equity),
    equityTime: encodeColumn(result.equityTime),
    trades: encodeTrades(task.backtestId, tradeRows(result.trades)),
    orders: encodeOrders(task.backtestId, orderRows(result.orders)),
    engineVersion: ENGINE_VERSION,
    dataHash: hashOfData(task.data, task.benchmark),
    resultHash: resultHash(result, nativeHash()),
    runMs,
  };
}
