import {
  type BacktestInput,
  type BacktestOutcome,
  type JsonSchema,
  lookbackOf,
  type LookbackScope,
  type Params,
  paramsSchema,
  resolveParams,
  runBacktest,
  type RunConfig,
  RunMemory,
  type Scope,
  type Strategy,
  sweep,
  type SweepResult,
  type SweepSlice,
} from '@app/engine';
import { boundEntries } from './bound-maps.js';
import { checksOf, type RunChecks } from './checks.js';
import { dateOf } from './clock.js';
import { freezeAll } from './freeze.js';
import { removeWays } from './harden.js';
import { mathOf } from './maths.js';
import { anewEachRun, begin, clock, draw, type Factory, LIBRARY, strategyOf } from './module.js';
import { type HostMemory, packed, setHostMemory, sharedMemory } from './pack.js';
import { thingsHandedOut } from './probe.js';
import { type Failure, failureOf } from './report.js';
import { controlOf } from './watch.js';

/** What a strategy says of itself. */
export type Description = {
  name: string;
  description: string;
  scope: Scope;
  params: Params;
  paramsSchema: JsonSchema;
};

let memory: RunMemory | undefined;

Object.defineProperty(globalThis, 'Date', { value: dateOf(clock) });
Object.defineProperty(globalThis, 'Math', { value: mathOf(draw) });
removeWays();
freezeAll([LIBRARY, ...thingsHandedOut()]);

/** What a call into the realm gives: its value, or why there is none. */
export type Answer<T> = { value: T } | { failure: Failure };

/** Takes the memory of runs and their results from the host, and how many megabytes there are for all else. */
export function useMemory(allocate: HostMemory, megabytes: number): void {
  setHostMemory(allocate);
  boundEntries(megabytes);
  memory = new RunMemory(sharedMemory);
}

/** Runs a strategy over bars. */
export function run(
  factory: Factory,
  input: Omit<BacktestInput, 'strategy' | 'control'>,
  cells: SharedArrayBuffer,
): Answer<BacktestOutcome> {
  return answered(factory, input, (strategy) => {
    assertParams(strategy, input.params);
    const control = controlOf(cells);
    return packed(runBacktest({ ...input, strategy, memory, control }));
  });
}

/** Runs many sets of params over the same bars; the module is evaluated anew for each. */
export function runSweep(
  factory: Factory,
  sets: Record<string, unknown>[],
  slice: Omit<SweepSlice, 'control'>,
  cells: SharedArrayBuffer,
): Answer<SweepResult> {
  return answered(factory, slice, () =>
    sweep(() => strategyOf(factory), sets, { ...slice, control: controlOf(cells) }),
  );
}

/** Runs the checks asked for, or gives null when none is. */
export function check(
  factory: Factory,
  input: Omit<BacktestInput, 'strategy' | 'control'>,
  cells: SharedArrayBuffer,
): Answer<RunChecks> {
  return answered(factory, input, (strategy) =>
    checksOf({
      ...input,
      strategy: anewEachRun(strategy, factory, input),
      control: controlOf(cells),
    }),
  );
}

/** Counts the bars before its start that a run's indicators need. */
export function lookback(
  factory: Factory,
  params: Record<string, unknown>,
  scope: LookbackScope,
): Answer<number> {
  return answered(factory, {}, (strategy) => {
    const resolved = resolveParams(strategy, params);
    return 'params' in resolved ? lookbackOf(strategy, resolved.params, scope) : 0;
  });
}

/** Tells what a strategy says of itself. */
export function describe(factory: Factory): Answer<Description> {
  return answered(factory, {}, (strategy) => ({
    name: strategy.name,
    description: strategy.description,
    scope: strategy.scope,
    params: strategy.params,
    paramsSchema: paramsSchema(strategy),
  }));
}

// The constraint of a strategy is its own code.
class ParamsRefused extends RangeError {}

function assertParams(strategy: Strategy, params: BacktestInput['params']): void {
  const resolved = resolveParams(strategy, params ?? {});
  if ('problems' in resolved) throw new ParamsRefused(resolved.problems[0]?.message);
}

function answered<T>(
  factory: Factory,
  { data, config }: { data?: BacktestInput['data']; config?: Partial<RunConfig> },
  act: (strategy: Strategy) => T,
): Answer<T> {
  let phase = 'load';
  try {
    begin(data ?? [], config?.seed);
    const strategy = strategyOf(factory);
    phase = 'run';
    return { value: act(strategy) };
  } catch (error) {
    if (error instanceof ParamsRefused)
      return { failure: { ...failureOf(error, phase), kind: 'params' } };
    return { failure: failureOf(error, phase) };
  }
}
