import type { Context, InitContext, Order, Trade } from './context.js';
import { suggestion } from './names.js';
import type { Params, ParamValues, ResolvedParams } from './params.js';

/** Whether `init` and `next` run for each symbol by itself, or once a tick over all of them. */
export type Scope = 'symbol' | 'portfolio';

/** What an author writes; `init` must stand before `next` for TypeScript to infer the state. */
export type StrategyDefinition<P extends Params, S> = {
  name: string;
  description?: string;
  scope?: Scope;
  params?: P;
  constraint?(params: ParamValues<P>): boolean;
  init?(ctx: InitContext<ParamValues<P>>): S;
  next(state: S, ctx: Context<ParamValues<P>>): void;
  onFill?(state: S, ctx: Context<ParamValues<P>>, order: Order): void;
  onTrade?(state: S, ctx: Context<ParamValues<P>>, trade: Trade): void;
  onReject?(state: S, ctx: Context<ParamValues<P>>, order: Order): void;
};

/** A strategy ready to run, its own types forgotten. */
export interface Strategy {
  readonly kind: 'strategy';
  readonly name: string;
  readonly description: string;
  readonly scope: Scope;
  readonly params: Params;
  readonly constraint: ((params: ResolvedParams) => boolean) | null;
  readonly init: ((ctx: InitContext) => unknown) | null;
  readonly next: (state: unknown, ctx: Context) => void;
  readonly onFill: ((state: unknown, ctx: Context, order: Order) => void) | null;
  readonly onTrade: ((state: unknown, ctx: Context, trade: Trade) => void) | null;
  readonly onReject: ((state: unknown, ctx: Context, order: Order) => void) | null;
}

const CALLBACKS = ['init', 'next', 'onFill', 'onTrade', 'onReject'];
const KEYS = [
  'name',
  'description',
  'scope',
  'params',
  'constraint',
  'init',
  'next',
  'onFill',
  'onTrade',
  'onReject',
];

// What only looks like a strategy is none.
const made = new WeakSet<object>();

/** Makes a strategy of its definition; throws a TypeError for a missing or misspelt key. */
export function defineStrategy<const P extends Params = Record<never, never>, S = undefined>(
  definition: StrategyDefinition<P, S>,
): Strategy {
  for (const key of Object.keys(definition)) {
    if (!KEYS.includes(key)) {
      throw new TypeError(`Unknown strategy key ${key}.${suggestion(key, KEYS)}`);
    }
  }
  const { name, next, scope = 'symbol' } = definition;
  if (typeof name !== 'string' || name === '') throw new TypeError('A strategy needs a name.');
  if (typeof next !== 'function') throw new TypeError(`Strategy ${name} needs a function next.`);
  const callbacks: Partial<Record<string, unknown>> = { ...definition };
  for (const key of CALLBACKS) {
    const kind = Object.prototype.toString.call(callbacks[key]);
    if (!/Generator|Async/.test(kind)) continue;
    throw new TypeError(
      `Strategy ${name}: ${key} must be a plain function, not async and no generator.`,
    );
  }
  if (scope !== 'symbol' && scope !== 'portfolio') {
    throw new TypeError(
      `Strategy ${name}: scope must be symbol or portfolio, got ${String(scope)}.`,
    );
  }
  // The author's types hold inside the definition; the engine only passes back what it was given.
  const erased = definition as unknown as Partial<Strategy>;
  const strategy: Strategy = Object.freeze({
    kind: 'strategy',
    name,
    description: definition.description ?? '',
    scope,
    params: Object.freeze({ ...definition.params }),
    constraint: erased.constraint ?? null,
    init: erased.init ?? null,
    next: next as unknown as Strategy['next'],
    onFill: erased.onFill ?? null,
    onTrade: erased.onTrade ?? null,
    onReject: erased.onReject ?? null,
  });
  made.add(strategy);
  return strategy;
}

/** Whether a value was made by {@link defineStrategy}. */
export function isStrategy(value: unknown): value is Strategy {
  return typeof value === 'object' && value !== null && made.has(value);
}
