import type { ActionLog } from './action-log.js';
import type { Ambiguity } from './account.js';
import type { Context, InitContext, InitSymbol, Log } from './context.js';
import { eventTools, type StrategyEvent } from './event.js';
import { declaredEvents } from './event-plan.js';
import { type IndicatorCache, IndicatorSet, type MadeIndicator } from './indicator-set.js';
import type { ResolvedParams } from './params.js';
import type { RunMemory } from './run-memory.js';
import type { Strategy } from './strategy.js';
import type { Timeframe } from './timeframe.js';

/** What a run shares with other runs over the same columns, or leaves out because nobody asked for it. */
export type Sharing = {
  cache?: IndicatorCache;
  columns?: Map<Float64Array, number>;
  memory?: RunMemory;
  excursions?: boolean;
  equity?: boolean;
  ambiguity?: Ambiguity;
  actions?: ActionLog;
};

/** A callback of `every`, with the time from which it is due. */
export type Alarm = {
  readonly run: (ctx: Context) => void;
  readonly timeframe: Timeframe;
  due: number;
};

/** What `init` left behind: the state it returned, its indicators and its callbacks. */
export type Initial = {
  readonly state: unknown;
  readonly made: readonly MadeIndicator[];
  readonly alarms: Alarm[];
  /** The events it declared, or null: then `next` runs on every bar. */
  readonly events: readonly StrategyEvent[] | null;
};

/** Runs a strategy's `init` for one symbol; what it throws passes through. */
export function runInit(
  strategy: Strategy,
  params: ResolvedParams,
  view: InitSymbol,
  symbols: readonly string[],
  of: (symbol: string) => InitSymbol,
  log: Log,
  sharing: Sharing,
): Initial {
  const set = new IndicatorSet(
    sharing.cache ?? null,
    sharing.columns ?? null,
    sharing.memory?.columns ?? null,
  );
  const alarms: Alarm[] = [];
  const init: InitContext = {
    symbol: view.symbol,
    bars: view.bars,
    timeframe: view.timeframe,
    params,
    symbols,
    indicator: set.tools,
    event: eventTools,
    log,
    of,
    every: (timeframe, run) => {
      alarms.push({ run, timeframe, due: -Infinity });
    },
  };
  const state = strategy.init?.(init);
  const events = declaredEvents(state);
  for (const event of events ?? []) if (event.kind === 'bar') view.timeframe(event.timeframe);
  return { state, made: set.made, alarms, events };
}

/** The first bar at which a column has a value, or Infinity. */
export function firstValue(column: Float64Array): number {
  let i = 0;
  while (i < column.length && column[i] !== column[i]) i++;
  return i < column.length ? i : Infinity;
}
