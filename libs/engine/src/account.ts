import type { FeeModel, SlippageModel } from './costs.js';
import type { Market } from './market.js';
import { ORDER_STRIDE } from './order-row.js';
import type { Warning } from './result.js';
import { Rows, Tags } from './rows.js';
import type { RunConfig } from './run-config.js';
import { TRADE_STRIDE } from './trade-row.js';

/** The one cash account of a run, with every order and trade of it; `cash` plus the value of all positions is the equity. */
export class Account {
  cash: number;
  /** The current bar of the common clock. */
  tick = -1;
  /** The first tick whose equity is not written yet. */
  marked = 0;
  /** Set when equity at or below zero ended the run. */
  ruined = false;
  readonly orders = new Rows(ORDER_STRIDE);
  readonly trades = new Rows(TRADE_STRIDE);
  readonly tags = new Tags();
  readonly ocoNames = new Tags();
  /** The rows of closed trades in order of closing. */
  readonly closed: number[] = [];
  /** Rows of orders that filled, of trades that closed and of orders that were refused since the callbacks last ran. */
  readonly filledNow: number[] = [];
  readonly closedNow: number[] = [];
  readonly refusedNow: number[] = [];
  readonly warnings: Warning[] = [];

  constructor(
    readonly config: RunConfig,
    readonly markets: readonly Market[],
    /** The open time of every tick. */
    readonly times: Float64Array,
    readonly equity: Float64Array,
    readonly fees: FeeModel,
    readonly slippage: SlippageModel,
    /** Half the spread as a fraction of the price. */
    readonly halfSpread: number,
    /** Whether anything listens to fills, closed trades and refusals. */
    readonly listens: boolean,
    /** Whether the largest loss and gain of each trade are wanted. */
    readonly wantsExcursions: boolean,
    /** The first tick at which orders are taken. */
    readonly firstTick: number,
  ) {
    this.cash = config.initialCapital;
  }

  /** The price of a market last known: the close of its current bar. */
  lastPrice(market: Market): number {
    const i = market.clock.i;
    return i < 0 ? NaN : market.bars.close[i];
  }

  /** The equity with every market at its last close, or one of them at another price. */
  equityAt(market: Market | null, price: number): number {
    let equity = this.cash;
    for (const each of this.markets) {
      if (each.position === 0) continue;
      const mark = each === market ? price : this.lastPrice(each);
      equity += each.position * mark * each.multiplier;
    }
    return equity;
  }

  /** Whether prices alone could bring the equity to zero: something is short, or more is held than was paid for. */
  canBeRuined(): boolean {
    if (this.cash < 0) return true;
    for (const market of this.markets) if (market.position < 0) return true;
    return false;
  }

  /** The margin that positions use, with one market at another price, leaving out `except`. */
  usedMargin(market: Market | null, price: number, except: Market | null): number {
    let used = 0;
    for (const each of this.markets) {
      if (each.lots.length === 0 || each === except) continue;
      const mark = each === market ? price : this.lastPrice(each);
      used += this.grossSize(each) * mark * each.multiplier;
    }
    return used / this.config.leverage;
  }

  /** Units held of both sides together. */
  grossSize(market: Market): number {
    if (!this.config.hedging) return Math.abs(market.position);
    const { data, stride } = this.trades;
    let gross = 0;
    for (const row of market.lots) gross += Math.abs(data[row * stride + 1]);
    return gross;
  }

  /** Writes the equity of the ticks before `tick` that are not written yet: nothing was traded in them. */
  markUntil(tick: number): void {
    const from = this.marked;
    if (tick <= from) return;
    this.marked = tick;
    const { equity, cash } = this;
    let first = true;
    for (const market of this.markets) {
      if (market.position === 0) continue;
      if (first) valueSegment(equity, from, tick, market, cash);
      else addSegment(equity, from, tick, market);
      first = false;
    }
    if (first) equity.fill(cash, from, tick);
  }

  /** Forgets what the callbacks were told. */
  forgetNews(): void {
    this.filledNow.length = 0;
    this.closedNow.length = 0;
    this.refusedNow.length = 0;
  }

  /** Adds a warning once for each code and symbol. */
  warn(code: string, message: string, values: Record<string, string | number> = {}): void {
    const same = (each: Warning) => each.code === code && each.values.symbol === values.symbol;
    if (!this.warnings.some(same)) this.warnings.push({ code, message, values });
  }
}

function valueSegment(
  equity: Float64Array,
  from: number,
  to: number,
  market: Market,
  cash: number,
): void {
  const { close } = market.bars;
  const units = market.position * market.multiplier;
  const { barAt } = market;
  if (barAt === null) for (let i = from; i < to; i++) equity[i] = cash + units * close[i];
  else for (let i = from; i < to; i++) equity[i] = cash + units * close[barAt[i]];
}

function addSegment(equity: Float64Array, from: number, to: number, market: Market): void {
  const { close } = market.bars;
  const units = market.position * market.multiplier;
  const { barAt } = market;
  if (barAt === null) for (let i = from; i < to; i++) equity[i] += units * close[i];
  else for (let i = from; i < to; i++) equity[i] += units * close[barAt[i]];
}
