import type { BacktestInput, BacktestOutcome, MarketData, SweepResult } from '@app/engine';
import {
  type Answer,
  type Failure,
  OutOfMemory,
  placeOf,
  type RunChecks,
  Sandbox,
} from '@app/strategy/sandbox';
import type { RunError } from './backtest.entity.js';
import type { LookbackTask, Program, SweepTask } from './run-task.js';

type Input = Omit<BacktestInput, 'strategy' | 'control' | 'memory'>;

/** A user's strategy failed, in words for its user. */
export class UserStrategyFailed extends Error {
  constructor(readonly error: RunError) {
    super(error.code);
  }
}

// A thread keeps the isolate of the owner whose strategies it ran last.
let kept: { owner: string; limitMb: number; sandbox: Sandbox } | null = null;

/** Runs a user's strategy over bars in the isolate of its owner; throws a {@link UserStrategyFailed}. */
export function runProgram(
  program: Program,
  input: Input,
  control: SharedArrayBuffer,
): BacktestOutcome {
  return valueOf(program, input.data, (sandbox) => sandbox.run(program.code, input, control));
}

/** Runs the checks that a run of a user's strategy asks for; throws a {@link UserStrategyFailed}. */
export function checkProgram(
  program: Program,
  input: Input,
  control: SharedArrayBuffer,
): RunChecks {
  return valueOf(program, input.data, (sandbox) => sandbox.check(program.code, input, control));
}

/** Runs one slice of a sweep of a user's strategy; throws a {@link UserStrategyFailed} for what fits no set. */
export function sweepProgram(program: Program, task: SweepTask): SweepResult {
  const { sets, config, data, benchmark, statistics, control } = task;
  const slice = { config, data, benchmark, statistics };
  return valueOf(program, data, (sandbox) => sandbox.sweep(program.code, sets, slice, control));
}

/** Counts the bars before its start that a user's strategy needs; throws a {@link UserStrategyFailed}. */
export function lookbackOfProgram(program: Program, task: LookbackTask): number {
  const { params, timeframe, symbols, control } = task;
  const scope = { timeframe, symbols };
  return valueOf(program, [], (sandbox) => sandbox.lookback(program.code, params, scope, control));
}

function valueOf<T>(
  program: Program,
  data: readonly MarketData[],
  act: (sandbox: Sandbox) => Answer<T>,
): T {
  let answer: Answer<T>;
  try {
    answer = act(sandboxOf(program, data));
  } catch (error) {
    if (!(error instanceof OutOfMemory)) throw error;
    const values = { megabytes: program.memoryMb };
    throw new UserStrategyFailed({ code: 'backtest/strategy-memory', values });
  }
  if ('value' in answer) return answer.value;
  throw new UserStrategyFailed(errorOf(answer.failure, program.map));
}

function sandboxOf({ owner, memoryMb }: Program, data: readonly MarketData[]): Sandbox {
  const needed = memoryMb + COPIES * megabytesOf(data);
  const fits = kept?.owner === owner && kept.limitMb >= needed && kept.limitMb <= 2 * needed;
  if (kept !== null && fits && !kept.sandbox.isDisposed) return kept.sandbox;
  kept?.sandbox.dispose();
  kept = { owner, limitMb: needed, sandbox: new Sandbox(needed) };
  return kept.sandbox;
}

// V8 counts the bars, though they are shared, and those of the run before until it collects them; equity and indicators are of their length too.
const COPIES = 3;

function megabytesOf(data: readonly MarketData[]): number {
  let bytes = 0;
  for (const { bars, detail } of data) {
    for (const column of Object.values({ ...bars })) bytes += column.byteLength;
    for (const column of Object.values({ ...detail?.bars })) bytes += column.byteLength;
  }
  return Math.ceil(bytes / 2 ** 20);
}

function errorOf({ kind, message, phase, bar, stack }: Failure, map: string): RunError {
  if (kind === 'input') return { code: 'backtest/data-unfit', values: { reason: message } };
  const place = placeOf(stack, map);
  const values = { phase, bar: bar ?? 0, reason: message };
  if (place === null) return { code: 'backtest/strategy-failed', values };
  return { code: 'backtest/strategy-failed-at', values: { ...values, ...place } };
}
