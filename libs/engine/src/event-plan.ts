import type { StrategyEvent } from './event.js';
import type { Market } from './market.js';
import type { MarketSet } from './market-data.js';
import { type Clock, opened, type Series } from './series.js';
import type { Timeframe } from './timeframe.js';

/** The ticks on which a strategy asked `next` to run, in order, and whether it also wants every tick with a fill. */
export type EventPlan = { readonly ticks: Int32Array; readonly fills: boolean; at: number };

/** Reads the events that `init` returned as `when`: null when it declared none; throws a TypeError for anything else. */
export function declaredEvents(state: unknown): readonly StrategyEvent[] | null {
  if (typeof state !== 'object' || state === null || !('when' in state)) return null;
  const { when } = state;
  if (Array.isArray(when) && when.every(isEvent)) return when as StrategyEvent[];
  throw new TypeError('when must be a list of events, such as event.cross(fast, slow).');
}

function isEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** Finds the ticks of a market at which declared events happen. */
export function planEvents(
  events: readonly StrategyEvent[],
  market: Market,
  set: MarketSet,
): EventPlan {
  let ticks: Int32Array = new Int32Array(0);
  for (const event of events) {
    if (event.kind === 'fill') continue;
    ticks = merged(
      ticks,
      event.kind === 'bar' ? barTicks(event.timeframe, market) : ticksOf(event, set),
    );
  }
  return { ticks, fills: events.some((event) => event.kind === 'fill'), at: 0 };
}

/** A column read at ticks: at each tick the own bar that is known there, or null when ticks are own bars. */
type Reading = { readonly column: Float64Array; readonly at: Int32Array | null };

type PriceEvent = Extract<StrategyEvent, { kind: 'cross' | 'level' }>;

function ticksOf(event: PriceEvent, set: MarketSet): Int32Array {
  const a = reading(event.a, set);
  const b = typeof event.b === 'number' ? event.b : reading(event.b, set);
  const found =
    a.at === null && typeof b === 'object' && b.at === null && event.kind === 'cross'
      ? crossings(a.column, b.column, event.direction, set.times.length)
      : matches(event, a, b, set.times.length);
  return Int32Array.from(found);
}

// The usual case, two indicators of the run's own bars, in one pass without a call.
function crossings(a: Float64Array, b: Float64Array, direction: number, length: number): number[] {
  const found: number[] = [];
  let before = a[0] - b[0];
  for (let i = 1; i < length; i++) {
    const now = a[i] - b[i];
    // Only a change of sign gives a product below zero; NaN and equal values give none.
    if (now * before < 0 && now * direction >= 0) found.push(i);
    before = now;
  }
  return found;
}

function matches(event: PriceEvent, a: Reading, b: Reading | number, length: number): number[] {
  const found: number[] = [];
  const { direction } = event;
  for (let tick = 0; tick < length; tick++) {
    const now = value(a, tick, 0) - value(b, tick, 0);
    if (event.kind === 'level') {
      if (now * direction > 0) found.push(tick);
      continue;
    }
    const before = value(a, tick, 1) - value(b, tick, 1);
    if (now * before < 0 && now * direction >= 0) found.push(tick);
  }
  return found;
}

function value(source: Reading | number, tick: number, ago: number): number {
  if (typeof source === 'number') return source;
  const i = (source.at === null ? tick : source.at[tick]) - ago;
  return i < 0 ? NaN : source.column[i];
}

function reading(series: Series, set: MarketSet): Reading {
  const { column, clock } = opened(series);
  return { column, at: barsAt(clock, set) };
}

function barsAt(clock: Clock, set: MarketSet): Int32Array | null {
  for (const market of set.markets) {
    if (market.clock === clock) return market.barAt;
    const higher = market.higher.find((each) => each.clock === clock);
    if (higher === undefined) continue;
    const at = new Int32Array(set.times.length);
    let k = -1;
    for (let tick = 0; tick < at.length; tick++) {
      const i = market.barAt === null ? tick : market.barAt[tick];
      while (k + 1 < higher.visibleAt.length && higher.visibleAt[k + 1] <= i) k++;
      at[tick] = k;
    }
    return at;
  }
  throw new TypeError('An event watches a series of another run.');
}

function barTicks(timeframe: Timeframe, market: Market): Int32Array {
  const higher = market.higher.find((each) => each.timeframe === timeframe);
  if (higher === undefined) throw new RangeError(`event.bar: ${timeframe} was not asked for.`);
  const own = higher.visibleAt.filter(
    (bar, k) => bar < market.bars.time.length && (k === 0 || bar !== higher.visibleAt[k - 1]),
  );
  const { barAt } = market;
  return barAt === null ? own : own.map((bar) => barAt.indexOf(bar));
}

function merged(a: Int32Array, b: Int32Array): Int32Array {
  if (a.length === 0) return b;
  return Int32Array.from(new Set([...a, ...b])).toSorted();
}
