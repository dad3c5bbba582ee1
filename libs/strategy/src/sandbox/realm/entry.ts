import {
  type BacktestInput,
  type BacktestOutcome,
  bool,
  choice,
  defineStrategy,
  float,
  type InitContext,
  int,
  isStrategy,
  type JsonSchema,
  lookbackOf,
  type LookbackScope,
  math,
  type Params,
  paramsSchema,
  Random,
  resolveParams,
  runBacktest,
  type RunConfig,
  RunMemory,
  type Scope,
  type Series,
  type Strategy,
  sweep,
  type SweepResult,
  type SweepSlice,
} from '@app/engine';
import { checksOf, type RunChecks } from './checks.js';
import { dateOf } from './clock.js';
import { freezeAll, removeWays } from './harden.js';
import { mathOf } from './maths.js';
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

/** Evaluates a compiled strategy module anew: a function of what it exports and of how it imports. */
export type Factory = (exports: { default?: unknown }, require: (name: string) => unknown) => void;

const LIBRARY = Object.freeze({ bool, choice, defineStrategy, float, int, math });
let memory: RunMemory | undefined;

// What the run at hand has reached: the times of its symbols' bars.
let times: Series[] = [];
let startMs = NaN;
let random = new Random(0, 'Math.random');

const clock = {
  now(): number {
    let latest = NaN;
    for (const time of times) if (!(time.now <= latest)) latest = time.now;
    return latest >= startMs ? latest : startMs;
  },
};

Object.defineProperty(globalThis, 'Date', { value: dateOf(clock) });
Object.defineProperty(globalThis, 'Math', { value: mathOf(() => random.next()) });
removeWays();
freezeAll([LIBRARY, ...thingsHandedOut()]);

/** What a call into the realm gives: its value, or why there is none. */
export type Answer<T> = { value: T } | { failure: Failure };

/** Takes the memory of runs and their results from the host. */
export function useMemory(allocate: HostMemory): void {
  setHostMemory(allocate);
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

function begin(data: BacktestInput['data'], seed = 1): void {
  times = [];
  startMs = Math.min(...data.map(({ bars }) => bars.time[0] ?? Infinity));
  random = new Random(seed, 'Math.random');
}

/** The strategy that a module exports, telling the clock what it sees. */
function strategyOf(factory: Factory): Strategy {
  const exports: { default?: unknown } = {};
  factory(exports, importOf);
  const strategy = exports.default;
  if (!isStrategy(strategy)) {
    throw new TypeError('The source must have: export default defineStrategy({ … }).');
  }
  const { init } = strategy;
  return Object.freeze({
    ...strategy,
    init(ctx: InitContext) {
      times.push(ctx.bars.time);
      return init === null ? undefined : init(ctx);
    },
  });
}

// A check makes many runs of one strategy, of which each has a module and numbers of its own, as runs by themselves have.
function anewEachRun(
  strategy: Strategy,
  factory: Factory,
  { data, config }: Pick<BacktestInput, 'data' | 'config'>,
): Strategy {
  let current = strategy;
  const handed = <K extends 'onFill' | 'onTrade' | 'onReject'>(name: K) =>
    strategy[name] === null
      ? null
      : (...args: Parameters<NonNullable<Strategy[K]>>) =>
          (current[name] as ((...given: unknown[]) => void) | null)?.(...args);
  return Object.freeze({
    ...strategy,
    init(ctx: InitContext) {
      if (ctx.symbol === ctx.symbols[0]) {
        begin(data, config?.seed);
        current = strategyOf(factory);
      }
      return current.init === null ? undefined : current.init(ctx);
    },
    next: (...args: Parameters<Strategy['next']>) => current.next(...args),
    onFill: handed('onFill'),
    onTrade: handed('onTrade'),
    onReject: handed('onReject'),
  }) as Strategy;
}

function importOf(name: string): unknown {
  if (name === '@barline/engine') return LIBRARY;
  throw new TypeError(`A strategy imports from @barline/engine only, not from ${name}.`);
}
