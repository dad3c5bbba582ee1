import type { BacktestInput, BacktestOutcome, SweepResult } from '@app/engine';
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
let kept: { owner: string; memoryMb: number; sandbox: Sandbox } | null = null;

/** Runs a user's strategy over bars in the isolate of its owner; throws a {@link UserStrategyFailed}. */
export function runProgram(
  program: Program,
  input: Input,
  control: SharedArrayBuffer,
): BacktestOutcome {
  return valueOf(program, (sandbox) => sandbox.run(program.code, input, control));
}

/** Runs the checks that a run of a user's strategy asks for; throws a {@link UserStrategyFailed}. */
export function checkProgram(
  program: Program,
  input: Input,
  control: SharedArrayBuffer,
): RunChecks {
  return valueOf(program, (sandbox) => sandbox.check(program.code, input, control));
}

/** Runs one slice of a sweep of a user's strategy; throws a {@link UserStrategyFailed} for what fits no set. */
export function sweepProgram(program: Program, task: SweepTask): SweepResult {
  const { sets, config, data, benchmark, statistics, control } = task;
  const slice = { config, data, benchmark, statistics };
  return valueOf(program, (sandbox) => sandbox.sweep(program.code, sets, slice, control));
}

/** Counts the bars before its start that a user's strategy needs; throws a {@link UserStrategyFailed}. */
export function lookbackOfProgram(program: Program, task: LookbackTask): number {
  const { params, timeframe, symbols, control } = task;
  const scope = { timeframe, symbols };
  return valueOf(program, (sandbox) => sandbox.lookback(program.code, params, scope, control));
}

function valueOf<T>(program: Program, act: (sandbox: Sandbox) => Answer<T>): T {
  let answer: Answer<T>;
  try {
    answer = act(sandboxOf(program));
  } catch (error) {
    if (!(error instanceof OutOfMemory)) throw error;
    const values = { megabytes: program.memoryMb };
    throw new UserStrategyFailed({ code: 'backtest/strategy-memory', values });
  }
  if ('value' in answer) return answer.value;
  throw new UserStrategyFailed(errorOf(answer.failure, program.map));
}

function sandboxOf({ owner, memoryMb }: Program): Sandbox {
  const fits = kept !== null && kept.owner === owner && kept.memoryMb === memoryMb;
  if (kept !== null && fits && !kept.sandbox.isDisposed) return kept.sandbox;
  kept?.sandbox.dispose();
  kept = { owner, memoryMb, sandbox: new Sandbox(memoryMb) };
  return kept.sandbox;
}

function errorOf({ kind, message, phase, bar, stack }: Failure, map: string): RunError {
  if (kind === 'input') return { code: 'backtest/data-unfit', values: { reason: message } };
  const place = placeOf(stack, map);
  const values = { phase, bar: bar ?? 0, reason: message };
  if (place === null) return { code: 'backtest/strategy-failed', values };
  return { code: 'backtest/strategy-failed-at', values: { ...values, ...place } };
}
