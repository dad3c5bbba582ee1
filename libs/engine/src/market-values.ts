import type { Market } from './market.js';

/** The positions and the cash that the markets of one run had from tick to tick, kept until a stretch of ticks is valued at once: a market at a time, as memory likes it. */
export class MarketValues {
  readonly #held: Held[] = [];
  // Lists are filled up to a count and never emptied: setting a length takes V8 longer than all the rest.
  readonly #cashTicks: number[] = [];
  readonly #cash: number[] = [];
  #count = 0;
  #from: number;

  constructor(from: number, markets: readonly Market[]) {
    this.#from = from;
    for (const market of markets) this.#held.push(new Held(from, unitsOf(market)));
  }

  /** Takes note of the cash that there was up to before a tick. */
  noteCash(tick: number, cash: number): void {
    this.#cashTicks[this.#count] = tick;
    this.#cash[this.#count] = cash;
    this.#count++;
  }

  /** Takes note of what a market holds from a tick on. */
  notePosition(tick: number, market: Market): void {
    this.#held[market.index].note(tick, unitsOf(market));
  }

  /** Writes cash and the value of every position, market after market, for the ticks from where it came to last up to before the last whose cash is known; returns the first of them. */
  writeInto(column: Float64Array, markets: readonly Market[]): number {
    const start = this.#from;
    let from = start;
    for (let k = 0; k < this.#count; k++) {
      const cash = this.#cash[k];
      const to = this.#cashTicks[k] | 0;
      // Mostly a tick or two, for which a call of fill costs more.
      for (let i = from | 0; i < to; i++) column[i] = cash;
      from = to;
    }
    for (let k = 0; k < markets.length; k++) this.#held[k].addTo(column, markets[k], from);
    this.#from = from;
    this.#count = 0;
    return start;
  }
}

/** The units that one market held, and the ticks from which on. */
class Held {
  readonly #ticks: number[];
  readonly #units: number[];
  #last = 0;

  constructor(tick: number, units: number) {
    this.#ticks = [tick];
    this.#units = [units];
  }

  note(tick: number, units: number): void {
    if (this.#ticks[this.#last] < tick) this.#last++;
    this.#ticks[this.#last] = tick;
    this.#units[this.#last] = units;
  }

  /** Adds the values up to before `end`, and keeps only what is held there. */
  addTo(column: Float64Array, market: Market, end: number): void {
    const ticks = this.#ticks;
    const units = this.#units;
    const last = this.#last;
    for (let k = 0; k <= last; k++) {
      const to = k < last ? ticks[k + 1] : end;
      if (units[k] !== 0) addValues(column, ticks[k], to, market, units[k]);
    }
    ticks[0] = end;
    units[0] = units[last];
    this.#last = 0;
  }
}

function unitsOf({ position, multiplier }: Market): number {
  return position * multiplier;
}

function addValues(
  column: Float64Array,
  from: number,
  to: number,
  { bars, barAt }: Market,
  units: number,
): void {
  const { close } = bars;
  const end = to | 0;
  if (barAt === null) for (let i = from | 0; i < end; i++) column[i] += units * close[i];
  else for (let i = from | 0; i < end; i++) column[i] += units * close[barAt[i]];
}
