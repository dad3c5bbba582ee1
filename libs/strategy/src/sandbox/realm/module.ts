import {
  type BacktestInput,
  bool,
  choice,
  defineStrategy,
  float,
  type InitContext,
  int,
  isStrategy,
  math,
  Random,
  type Series,
  type Strategy,
} from '@app/engine';

import { few, short } from './measures.js';
import { thrown } from './report.js';

/** Evaluates a compiled strategy module anew: a function of what it exports, of how it imports, of what passes on what it throws, of what refuses long texts, and of what refuses many keys. */
export type Factory = (
  exports: { default?: unknown },
  require: (name: string) => unknown,
  thrown: (value: unknown) => unknown,
  short: (text: string) => string,
  few: (value: unknown) => unknown,
) => void;

/** Is all that a strategy can import. */
export const LIBRARY = Object.freeze({ bool, choice, defineStrategy, float, int, math });

// What the run at hand has reached: the times of its symbols' bars.
let times: Series[] = [];
let startMs = NaN;
let random = new Random(0, 'Math.random');

/** Tells the time of the latest bar that the run at hand sees. */
export const clock = {
  now(): number {
    let latest = NaN;
    for (const time of times) if (!(time.now <= latest)) latest = time.now;
    return latest >= startMs ? latest : startMs;
  },
};

/** Draws the next of the run's numbers. */
export function draw(): number {
  return random.next();
}

/** Begins a run over these bars: its clock, and its numbers by the seed. */
export function begin(data: BacktestInput['data'], seed = 1): void {
  times = [];
  startMs = Math.min(...data.map(({ bars }) => bars.time[0] ?? Infinity));
  random = new Random(seed, 'Math.random');
}

/** The strategy that a module exports, telling the clock what it sees. */
export function strategyOf(factory: Factory): Strategy {
  const exports: { default?: unknown } = {};
  factory(exports, importOf, thrown, short, few);
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

/** The strategy of a check, which makes many runs of it: each has a module and numbers of its own, as runs by themselves have. */
export function anewEachRun(
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
