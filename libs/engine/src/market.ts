import { type Bars, priceRange } from './bars.js';
import type { HigherTimeframe } from './higher-timeframe.js';
import { firstFrom } from './search.js';
import type { Clock } from './series.js';
import type { Timeframe } from './timeframe.js';

/** A bar that never comes: a whole number, since of `Infinity` V8 would make all that is compared with it a double. */
export const enum Bar {
  Never = 0x7fff_ffff,
}

/** What is fixed about a symbol; a null or missing value falls back to the run's configuration, then to the engine's default. */
export type SymbolSettings = {
  tickSize?: number | null;
  lotSize?: number | null;
  minNotional?: number | null;
  /** Units of value in one unit of size. */
  multiplier?: number | null;
  quoteCurrency?: string | null;
  /** How many minutes the days of the session are ahead of those of UTC, from each time (epoch ms) on: its zone's offset, less the time of day at which they start, or more by what is left of the day where that is noon or later. */
  sessionOffsets?: readonly { from: number; minutes: number }[] | null;
  /** Whether the series trades through weekends; null lets the data say. */
  alwaysOpen?: boolean | null;
};

/** Funding rates as fractions of the position's value, paid by longs when positive, at exact stamps (epoch ms). */
export type FundingRates = { readonly time: Float64Array; readonly rate: Float64Array };

const VALUES_A_LINE = 8;

/** What the markets of a run have in common: the first `count` places of `changed` name those that changed since somebody last looked, and `higher` is the soonest own bar at which a higher timeframe of any of them moves on. */
export type Stir = { count: number; readonly changed: Int32Array; higher: number };

/** How it is before a run: everything is to be looked at. */
export function newStir(markets: number): Stir {
  return {
    count: markets,
    changed: Int32Array.from({ length: markets }, (_, k) => k),
    higher: Bar.Never,
  };
}

/** One symbol in a run: its bars, its settings, what is held and ordered of it, and the prices that would change that. */
export class Market {
  readonly #lotsPerUnit: number;
  readonly #ticksPerUnit: number;
  /** The rows of open trades, oldest first. */
  readonly lots: number[] = [];
  /** The rows of orders waiting, in placement order. */
  readonly resting: number[] = [];
  /** The prices that the data ever reach: a trigger beyond them is none. */
  readonly range: Float64Array;
  /** Signed units held. */
  position = 0;
  /** What the position is worth at the price that is worst for it, and at most, longs and shorts alike. */
  worstValue = 0.5;
  mostValue = 0.5;
  /** A low at or below it needs the broker. */
  lowTrigger = -Infinity;
  /** A high at or above it needs the broker. */
  highTrigger = Infinity;
  /** The own bar that needs the broker whatever its prices; 0 when the next one does. */
  wake: number = Bar.Never;
  /** The own bar at which funding or interest is due next. */
  financeAt: number = Bar.Never;
  /** The own bar whose fills are counted against its volume, and the units filled in it. */
  tradedBar = -1;
  traded = 0;
  #dirty = true;
  /** The higher timeframes that the strategy asked for. */
  readonly higher: HigherTimeframe[] = [];
  #nextHigher: number = Bar.Never;
  /** For each tick the last own bar at or before it, or null when ticks are own bars. */
  barAt: Int32Array | null = null;
  /** Of no meaning: what is read ahead has to go somewhere, or V8 leaves it out. */
  fetched = 0.5;

  constructor(
    readonly index: number,
    readonly symbol: string,
    readonly timeframe: Timeframe,
    readonly bars: Bars,
    readonly multiplier: number,
    readonly lotSize: number,
    readonly tickSize: number,
    readonly minNotional: number,
    /** The last own bar known. */
    readonly clock: Clock,
    readonly settings: SymbolSettings = {},
    readonly detail: Bars | null = null,
    readonly funding: FundingRates | null = null,
    /** What the markets of a run share to tell that one of them changed. */
    readonly stir: Stir = newStir(index + 1),
  ) {
    this.worstValue = 0;
    this.mostValue = 0;
    this.range = priceRange(bars);
    this.#lotsPerUnit = stepsPerUnit(lotSize);
    this.#ticksPerUnit = tickSize === 0 ? 0 : stepsPerUnit(tickSize);
  }

  /** Reads the bars [from, to) of a column in order, one of each line of the processor's cache, for those who will read it here and there: memory is slow for that. */
  fetch(column: Float64Array, from: number, to: number): void {
    let sum = 0;
    for (let i = from; i < to; i += VALUES_A_LINE) sum += column[i];
    this.fetched = sum;
  }

  /** Whether orders or lots changed, so that the triggers must be read again. */
  get dirty(): boolean {
    return this.#dirty;
  }

  set dirty(changed: boolean) {
    if (changed && !this.#dirty) this.stir.changed[this.stir.count++] = this.index;
    this.#dirty = changed;
  }

  /** The own bar at which the next bar of a higher timeframe is known. */
  get nextHigher(): number {
    return this.#nextHigher;
  }

  set nextHigher(bar: number) {
    this.#nextHigher = bar;
    if (bar < this.stir.higher) this.stir.higher = bar;
  }

  /** Units rounded down to the lot, as floor(x / lot + 1e-9). */
  lotsDown(units: number): number {
    return this.#units(Math.floor(units / this.lotSize + 1e-9));
  }

  /** Units brought onto the lot's grid, to drop what adding and subtracting left behind. */
  onGrid(units: number): number {
    return this.#units(Math.round(units / this.lotSize));
  }

  /** A price rounded down to the tick. */
  tickDown(price: number): number {
    if (this.tickSize === 0) return price;
    return this.#price(Math.floor(price / this.tickSize + 1e-9));
  }

  /** A price rounded up to the tick. */
  tickUp(price: number): number {
    if (this.tickSize === 0) return price;
    return this.#price(Math.ceil(price / this.tickSize - 1e-9));
  }

  #units(lots: number): number {
    return this.#lotsPerUnit > 0 ? lots / this.#lotsPerUnit : lots * this.lotSize;
  }

  #price(ticks: number): number {
    return this.#ticksPerUnit > 0 ? ticks / this.#ticksPerUnit : ticks * this.tickSize;
  }
}

// Dividing by 100000000 gives the double nearest to a decimal, multiplying by 1e-8 often its neighbour; 0 when a step is no whole part of one.
function stepsPerUnit(step: number): number {
  const inverse = Math.round(1 / step);
  return inverse >= 1 && Math.abs(inverse * step - 1) < 1e-12 ? inverse : 0;
}

/** The own bar of a market at a tick. */
export function ownBar(market: Market, tick: number): number {
  return market.barAt === null ? tick : market.barAt[tick];
}

/** The first own bar after the current one that opens at or after a time, or Bar.Never. */
export function firstBarAt(market: Market, time: number): number {
  const { time: times } = market.bars;
  const from = market.clock.i + 1;
  const { length } = times;
  if (from >= length || !(times[length - 1] >= time)) return Bar.Never;
  return firstFrom(times, time, from, length);
}

/** Whether a market has a bar of its own at a tick. */
export function isFresh({ barAt }: Market, tick: number): boolean {
  if (barAt === null) return true;
  return barAt[tick] >= 0 && (tick === 0 || barAt[tick] !== barAt[tick - 1]);
}

/** The resting orders of several markets, in order of placement. */
export function placedOn(markets: readonly Market[]): number[] {
  const rows: number[] = [];
  for (const { resting } of markets) {
    for (let j = 0; j < resting.length; j++) {
      // Each market's are in order, and few: every one moves to its place past the later ones.
      let k = rows.push(resting[j]) - 1;
      for (; k > 0 && rows[k - 1] > resting[j]; k--) rows[k] = rows[k - 1];
      rows[k] = resting[j];
    }
  }
  return rows;
}
