import { DAY_MS } from './calendar.js';
import type { Market } from './market.js';
import { MarketValues } from './market-values.js';

/** What the equity of every bar comes to. */
export type EquityPath = {
  peak: number;
  mean: number;
  /** Fractions of the peak before, positive. */
  maxDrawdown: number;
  avgDrawdown: number;
  maxDrawdownDays: number;
  ulcerIndex: number;
};

/** The equity of every tick, valued in stretches between fills, with its peaks and drawdowns followed in the same pass: reading it a second time would cost as much again. */
export class EquityCurve {
  // Numbers of money start as a fraction: a field that V8 first sees without one keeps every double it is given on the heap.
  #last = 0.5;
  #peak = 0.5;
  /** The lowest since the peak, Infinity at a peak. */
  #trough = Infinity;
  #peakTick: number;
  #below = 0.5;
  #belowSquares = 0.5;
  #sum = 0.5;
  #squares = 0.5;
  #depths = 0.5;
  #worst = 0.5;
  #longest = 0.5;
  #drawdowns = 0;
  #marked: number;
  readonly #many: MarketValues | null;

  /** Where `isKept` is false only the path is followed: `column` is not written, and its mean and ulcer index mean nothing. */
  constructor(
    readonly column: Float64Array,
    private readonly markets: readonly Market[],
    private readonly isKept: boolean,
    private readonly times: Float64Array,
    private readonly firstTick: number,
    capital: number,
  ) {
    this.#marked = firstTick;
    this.#many = markets.length > 1 ? new MarketValues(firstTick, markets) : null;
    // The capital counts as a peak before the first tick.
    this.#peakTick = firstTick - 1;
    this.#last = capital;
    this.#peak = capital;
    this.#below = 0;
    this.#belowSquares = 0;
    this.#sum = 0;
    this.#squares = 0;
    this.#depths = 0;
    this.#worst = 0;
    this.#longest = 0;
  }

  /** Marks the ticks before `tick` that are not marked yet: nothing was traded in them. With several markets they are valued later. */
  markUntil(tick: number, cash: number): void {
    const from = this.#marked;
    if (tick <= from) return;
    this.#marked = tick;
    if (this.#many !== null) {
      this.#many.noteCash(tick, cash);
      return;
    }
    const { bars, position, multiplier } = this.markets[0];
    if (this.isKept) this.#keep(bars.close, from, tick, cash, position * multiplier);
    else this.#follow(bars.close, from, tick, cash, position * multiplier);
  }

  /** Takes note of what one of several markets holds from a tick on, before which all is marked. */
  notePosition(tick: number, market: Market): void {
    this.#many?.notePosition(tick, market);
  }

  /** Values the ticks that are marked, and only noted so far. */
  value(): void {
    if (this.#many === null) return;
    const from = this.#many.writeInto(this.column, this.markets);
    this.#keep(this.column, from, this.#marked, 0, 1);
  }

  /** The equity of the last tick valued. */
  get last(): number {
    return this.#last;
  }

  /** What it comes to over the ticks valued so far, the first peak being the capital; a drawdown that lasts still ends at `endTimeMs`. */
  path(endTimeMs: number): EquityPath {
    const end = this.#marked;
    if (this.#trough < Infinity) this.#recover(end, endTimeMs, this.#trough);
    this.#trough = Infinity;
    const ticks = end - this.firstTick;
    return {
      peak: this.#peak,
      mean: this.#sum / ticks,
      maxDrawdown: this.#worst,
      avgDrawdown: this.#drawdowns === 0 ? 0 : this.#depths / this.#drawdowns,
      maxDrawdownDays: this.#longest / DAY_MS,
      ulcerIndex: Math.sqrt(this.#squares / ticks),
    };
  }

  #follow(source: Float64Array, from: number, to: number, cash: number, units: number): void {
    let peak = this.#peak;
    let trough = this.#trough;
    let equity = this.#last;
    const end = to | 0;
    for (let i = from | 0; i < end; i++) {
      equity = cash + units * source[i];
      if (equity < peak) {
        if (equity < trough) trough = equity;
        continue;
      }
      if (trough < Infinity) this.#recover(i, this.times[i], trough);
      trough = Infinity;
      peak = equity;
      this.#peak = equity;
      this.#peakTick = i;
    }
    this.#trough = trough;
    this.#last = equity;
  }

  #keep(source: Float64Array, from: number, to: number, cash: number, units: number): void {
    const { column } = this;
    let peak = this.#peak;
    let trough = this.#trough;
    let equity = this.#last;
    let below = this.#below;
    let squares = this.#belowSquares;
    const end = to | 0;
    for (let i = from | 0; i < end; i++) {
      equity = cash + units * source[i];
      column[i] = equity;
      if (equity < peak) {
        const loss = peak - equity;
        below += loss;
        squares += loss * loss;
        if (equity < trough) trough = equity;
        continue;
      }
      if (trough < Infinity) {
        this.#below = below;
        this.#belowSquares = squares;
        this.#recover(i, this.times[i], trough);
        below = 0;
        squares = 0;
      }
      trough = Infinity;
      peak = equity;
      this.#sum += equity;
      this.#peak = equity;
      this.#peakTick = i;
    }
    this.#below = below;
    this.#belowSquares = squares;
    this.#trough = trough;
    this.#last = equity;
  }

  // A drawdown lasts from its peak to the tick that is back at it, or to the end.
  #recover(tick: number, time: number, trough: number): void {
    const peak = this.#peak;
    const depth = (peak - trough) / peak;
    this.#drawdowns++;
    this.#depths += depth;
    if (depth > this.#worst) this.#worst = depth;
    const lasted = time - this.times[Math.max(this.#peakTick, this.firstTick)];
    if (lasted > this.#longest) this.#longest = lasted;
    this.#sum += peak * (tick - this.#peakTick - 1) - this.#below;
    this.#squares += this.#belowSquares / (peak * peak);
    this.#below = 0;
    this.#belowSquares = 0;
  }
}
