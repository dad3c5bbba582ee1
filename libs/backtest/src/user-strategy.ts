import type { BacktestInput, BacktestOutcome, MarketData, SweepResult } from '@app/engine';
import {
  type Act,
  type Answer,
  OutOfMemory,
  placeBeforeEnd,
  type RunChecks,
  Sandbox,
} from '@app/strategy/sandbox';
import type { RunError } from './backtest.entity.js';
import { LOCATE_MS, phaseAt, RunControl } from './run-control.js';
import type { LookbackTask, SourceProgram, SweepTask } from './run-task.js';
import { userFailureOf, UserStrategyEnded, UserStrategyFailed } from './user-failure.js';
import { Guard } from './user-guard.js';

type Input = Omit<BacktestInput, 'strategy' | 'control' | 'memory'>;

interface Running {
  program: SourceProgram;
  data: readonly MarketData[];
  control: SharedArrayBuffer;
}

// A thread keeps the isolate of the owner whose strategies it ran last, for a while: it is gone before a thread that does nothing is ended.
let kept: { owner: string; limitMb: number; sandbox: Sandbox } | null = null;
let letGo: NodeJS.Timeout | undefined;
const KEPT_MS = 30_000;

/** Runs a user's strategy over bars in the isolate of its owner; throws a {@link UserStrategyFailed}. */
export function runProgram(
  program: SourceProgram,
  input: Input,
  control: SharedArrayBuffer,
): Promise<BacktestOutcome> {
  return valueOf(program, { data: input.data, control }, (sandbox, cells) =>
    sandbox.run(program.code, input, cells),
  );
}

/** Runs the checks that a run of a user's strategy asks for; throws a {@link UserStrategyFailed}. */
export function checkProgram(
  program: SourceProgram,
  input: Input,
  control: SharedArrayBuffer,
): Promise<RunChecks> {
  return valueOf(program, { data: input.data, control }, (sandbox, cells) =>
    sandbox.check(program.code, input, cells),
  );
}

/** Runs one slice of a sweep of a user's strategy; throws a {@link UserStrategyFailed} for what fits no set. */
export function sweepProgram(program: SourceProgram, task: SweepTask): Promise<SweepResult> {
  const { sets, config, data, benchmark, statistics, control } = task;
  const slice = { config, data, benchmark, statistics };
  return valueOf(program, { data, control }, (sandbox, cells) =>
    sandbox.sweep(program.code, sets, slice, cells),
  );
}

/** Counts the bars before its start that a user's strategy needs; throws a {@link UserStrategyFailed}. */
export function lookbackOfProgram(program: SourceProgram, task: LookbackTask): Promise<number> {
  const { params, timeframe, symbols, control } = task;
  const scope = { timeframe, symbols };
  return valueOf(program, { data: [], control }, (sandbox, cells) =>
    sandbox.lookback(program.code, params, scope, cells),
  );
}

async function valueOf<T>(
  program: SourceProgram,
  { data, control }: Omit<Running, 'program'>,
  act: Act<Answer<T>>,
): Promise<T> {
  clearTimeout(letGo);
  const sandbox = sandboxOf(program, data);
  const guard = new Guard(sandbox, new RunControl(control));
  let answer: Answer<T>;
  try {
    answer = await act(sandbox, control);
  } catch (error) {
    if (guard.hasEnded) {
      const limitMb = mostMegabytes(program.memoryMb, data);
      throw new UserStrategyEnded(await guard.locate(act, limitMb, program.map));
    }
    if (!(error instanceof OutOfMemory)) throw error;
    throw await outOfMemory(error, act, { program, data, control });
  } finally {
    guard.leave();
    letGo = setTimeout(forgetSandbox, KEPT_MS).unref();
  }
  if ('value' in answer) return answer.value;
  throw userFailureOf(answer.failure, program.map);
}

async function outOfMemory<T>(
  error: OutOfMemory,
  act: Act<T>,
  { program, data, control }: Running,
): Promise<UserStrategyFailed> {
  const { bar } = new RunControl(control);
  const { map } = program;
  const memoryMb = mostMegabytes(program.memoryMb, data);
  const search = { error, bar, memoryMb, map, limitMs: LOCATE_MS };
  const { place, lost } = await placeBeforeEnd(act, search);
  const values = { megabytes: program.memoryMb, ...phaseAt(bar) };
  const told: RunError =
    place === null
      ? { code: 'backtest/strategy-memory', values }
      : { code: 'backtest/strategy-memory-at', values: { ...values, ...place } };
  return new UserStrategyFailed(told, [], lost);
}

function forgetSandbox(): void {
  kept?.sandbox.dispose();
  kept = null;
}

function sandboxOf({ owner, memoryMb }: SourceProgram, data: readonly MarketData[]): Sandbox {
  const needed = mostMegabytes(memoryMb, data);
  const fits = kept?.owner === owner && kept.limitMb >= needed && kept.limitMb <= 2 * needed;
  if (kept !== null && fits && !kept.sandbox.isDisposed) return kept.sandbox;
  kept?.sandbox.dispose();
  kept = { owner, limitMb: needed, sandbox: new Sandbox(needed) };
  return kept.sandbox;
}

// V8 counts the bars, though they are shared, and those of the run before until it collects them; equity and indicators are of their length too.
const COPIES = 3;

/** How many megabytes a strategy over these bars may take. */
export function mostMegabytes(memoryMb: number, data: readonly MarketData[]): number {
  return memoryMb + COPIES * megabytesOf(data);
}

function megabytesOf(data: readonly MarketData[]): number {
  let bytes = 0;
  for (const { bars, detail } of data) {
    for (const column of Object.values({ ...bars })) bytes += column.byteLength;
    for (const column of Object.values({ ...detail?.bars })) bytes += column.byteLength;
  }
  return Math.ceil(bytes / 2 ** 20);
}
