import type { StrategyEvent } from './event.js';
import { Bar, type Market } from './market.js';
import type { MarketSet } from './market-data.js';
import { type Clock, opened, type Series } from './series.js';
import type { Timeframe } from './timeframe.js';

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

/** The ticks on which a strategy asked `next` to run. They are found a stretch at a time, right before it is run through: the columns read for that are then still in the processor's cache when the strategy reads them. */
export class EventPlan {
  /** Whether every tick with a fill counts, too. */
  readonly fills: boolean;
  readonly #watched: Watched[] = [];
  readonly #bars: { readonly ticks: Int32Array; at: number }[] = [];
  #ticks: number[] = [];
  #at = 0;

  constructor(events: readonly StrategyEvent[], market: Market, set: MarketSet) {
    this.fills = events.some((event) => event.kind === 'fill');
    for (const event of events) {
      if (event.kind === 'bar') {
        this.#bars.push({ ticks: barTicks(event.timeframe, market), at: 0 });
      }
      if (event.kind === 'cross' || event.kind === 'level') this.#watched.push(watched(event, set));
    }
  }

  /** The next planned tick before the end of the stretch, or Bar.Never. */
  get tick(): number {
    return this.#at < this.#ticks.length ? this.#ticks[this.#at] : Bar.Never;
  }

  /** Moves on to the first planned tick from `tick` on. */
  from(tick: number): void {
    while (this.#at < this.#ticks.length && this.#ticks[this.#at] < tick) this.#at++;
  }

  /** Plans the stretch [from, to), which begins where the one before ended. */
  plan(from: number, to: number): void {
    const found: number[] = [];
    for (const each of this.#watched) findTicks(each, from, to, found);
    for (const bars of this.#bars) {
      for (; bars.ticks[bars.at] < to; bars.at++) {
        if (bars.ticks[bars.at] >= from) found.push(bars.ticks[bars.at]);
      }
    }
    const several = this.#watched.length + this.#bars.length > 1;
    this.#ticks = several ? [...new Set(found)].toSorted((a, b) => a - b) : found;
    this.#at = 0;
  }
}

/** A column read at ticks: at each tick the own bar that is known there, or null when ticks are own bars. */
type Reading = { readonly column: Float64Array; readonly at: Int32Array | null };

type PriceEvent = Extract<StrategyEvent, { kind: 'cross' | 'level' }>;

/** A declared event with the columns that it compares. */
type Watched = {
  readonly event: PriceEvent;
  readonly a: Reading;
  readonly b: Reading | number;
};

function watched(event: PriceEvent, set: MarketSet): Watched {
  const b = typeof event.b === 'number' ? event.b : reading(event.b, set);
  return { event, a: reading(event.a, set), b };
}

function findTicks({ event, a, b }: Watched, from: number, to: number, found: number[]): void {
  const plain = a.at === null && typeof b === 'object' && b.at === null;
  if (plain && event.kind === 'cross') {
    findCrosses(a.column, b.column, event.direction, from, to, found);
  } else findMatches(event, a, b, from, to, found);
}

// The usual case, two indicators of the run's own bars, in one pass without a call: the bars below, then the bars above, four at a time since a loop's own work costs as much as a comparison.
function findCrosses(
  a: Float64Array,
  b: Float64Array,
  direction: number,
  from: number,
  to: number,
  found: number[],
): void {
  // Whole numbers by their type: with a bound that might be a fraction, V8 counts in doubles.
  const end = to | 0;
  let i = Math.max(1, from) | 0;
  let isAbove = i < end && a[i - 1] > b[i - 1];
  for (;;) {
    i = (isAbove ? firstNotAbove(a, b, i, end) : firstAbove(a, b, i, end)) | 0;
    if (i >= end) return;
    isAbove = !isAbove;
    // Only a change of sign gives a product below zero; NaN and equal values give none.
    const now = a[i] - b[i];
    if (now * (a[i - 1] - b[i - 1]) < 0 && now * direction >= 0) found.push(i);
    i++;
  }
}

function firstAbove(a: Float64Array, b: Float64Array, from: number, end: number): number {
  let i = from | 0;
  for (; i + 4 <= end; i += 4) {
    if (a[i] > b[i]) return i;
    if (a[i + 1] > b[i + 1]) return i + 1;
    if (a[i + 2] > b[i + 2]) return i + 2;
    if (a[i + 3] > b[i + 3]) return i + 3;
  }
  while (i < end && !(a[i] > b[i])) i++;
  return i;
}

function firstNotAbove(a: Float64Array, b: Float64Array, from: number, end: number): number {
  let i = from | 0;
  for (; i + 4 <= end; i += 4) {
    if (!(a[i] > b[i])) return i;
    if (!(a[i + 1] > b[i + 1])) return i + 1;
    if (!(a[i + 2] > b[i + 2])) return i + 2;
    if (!(a[i + 3] > b[i + 3])) return i + 3;
  }
  while (i < end && a[i] > b[i]) i++;
  return i;
}

function findMatches(
  event: PriceEvent,
  a: Reading,
  b: Reading | number,
  from: number,
  to: number,
  found: number[],
): void {
  const { direction } = event;
  for (let tick = from; tick < to; tick++) {
    const now = value(a, tick, 0) - value(b, tick, 0);
    if (event.kind === 'level') {
      if (now * direction > 0) found.push(tick);
      continue;
    }
    const before = value(a, tick, 1) - value(b, tick, 1);
    if (now * before < 0 && now * direction >= 0) found.push(tick);
  }
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
