import { type ActionLog, orderText } from './action-log.js';
import type { EquityCurve } from './equity.js';
import type { FeeModel, SlippageModel } from './costs.js';
import { FillTicket } from './fill-ticket.js';
import type { Market } from './market.js';
import { PositionBounds } from './position-bounds.js';
import { Orders } from './orders.js';
import type { Protection } from './protection.js';
import type { Warning } from './result.js';
import type { RunConfig } from './run-config.js';
import { Tags } from './tags.js';
import { Trades } from './trades.js';

/** Which way an ambiguous bar goes: by the rules, or always the worse or the better of what may have happened. */
export type Ambiguity = 'rule' | 'worse' | 'better';

/** What an account is made of. */
export type AccountParts = {
  readonly config: RunConfig;
  readonly markets: readonly Market[];
  /** The open time of every tick. */
  readonly times: Float64Array;
  readonly equity: EquityCurve;
  readonly fees: FeeModel;
  readonly slippage: SlippageModel;
  readonly protection: Protection | null;
  readonly ambiguity: Ambiguity;
  /** Whether anything listens to fills, closed trades and refusals. */
  readonly listens: boolean;
  /** Whether the largest loss and gain of each trade are wanted. */
  readonly wantsExcursions: boolean;
  /** The first tick at which orders are taken. */
  readonly firstTick: number;
  /** Where to note what the strategy does, or null. */
  readonly actions: ActionLog | null;
  readonly orders?: Orders;
  readonly trades?: Trades;
};

/** The one cash account of a run, with every order and trade of it; `cash` plus the value of all positions is the equity. */
export class Account {
  // Numbers of money start as a fraction: a field that V8 first sees without one keeps every double it is given on the heap.
  cash = 0.5;
  /** The current tick of the common clock. */
  tick = -1;
  /** Counts the bars, and pieces of bars, that the broker ran through; one step holds no order of events of its own. */
  step = 0;
  /** Set when equity at or below zero ended the run. */
  ruined = false;
  /** The tick of the last order, and the first row of that tick. */
  orderTick = -1;
  orderRow = 0;
  /** Counts the fills of orders. */
  fills = 0;
  /** Trades that are open on all markets together. */
  openTrades = 0;
  readonly positionBounds = new PositionBounds();
  /** The fill being made. */
  readonly ticket = new FillTicket();
  readonly orders: Orders;
  readonly trades: Trades;
  readonly tags = new Tags('tag');
  readonly ocoNames = new Tags('oco');
  /** Rows of orders that filled, of trades that closed and of orders that were refused since the callbacks last ran. */
  readonly filledNow: number[] = [];
  readonly closedNow: number[] = [];
  readonly refusedNow: number[] = [];
  readonly warnings: Warning[] = [];
  readonly config: RunConfig;
  readonly markets: readonly Market[];
  readonly times: Float64Array;
  readonly equity: EquityCurve;
  readonly fees: FeeModel;
  readonly slippage: SlippageModel;
  readonly protection: Protection | null;
  readonly ambiguity: Ambiguity;
  readonly actions: ActionLog | null;
  readonly listens: boolean;
  readonly wantsExcursions: boolean;
  readonly firstTick: number;
  /** Whether there are several markets. */
  readonly isMany: boolean;
  /** Half the spread as a fraction of the price. */
  readonly halfSpread: number = 0.5;
  readonly slips: boolean;
  readonly leverage: number = 0.5;
  readonly hedging: boolean;
  /** Whether a limit must be crossed to fill, not only touched. */
  readonly through: boolean;
  /** Whether positions can be liquidated: they are held on margin. */
  readonly liquidates: boolean;
  /** Whether a market order at the open fills as a whole at that price, and nobody listens. */
  readonly fillsPlainly: boolean;
  /** Whether all markets are liquidated against the same equity. */
  readonly shares: boolean;

  constructor(parts: AccountParts) {
    const { config, times } = parts;
    this.config = config;
    this.markets = parts.markets;
    this.times = times;
    this.equity = parts.equity;
    this.fees = parts.fees;
    this.slippage = parts.slippage;
    this.protection = parts.protection;
    this.ambiguity = parts.ambiguity;
    this.actions = parts.actions;
    this.listens = parts.listens;
    this.wantsExcursions = parts.wantsExcursions;
    this.firstTick = parts.firstTick;
    this.cash = config.initialCapital;
    this.isMany = parts.markets.length > 1;
    this.halfSpread = config.spread / 2;
    this.slips = config.slippage.type !== 'none';
    this.leverage = config.leverage;
    this.hedging = config.hedging;
    this.through = config.limitFill === 'through';
    this.liquidates = config.leverage > 1 || config.maintenanceMargin > 0;
    this.shares = this.liquidates && config.marginMode === 'cross' && parts.markets.length > 1;
    this.fillsPlainly =
      !this.hedging &&
      !this.slips &&
      !this.liquidates &&
      !this.listens &&
      this.halfSpread === 0 &&
      this.protection === null &&
      config.maxVolumeShare === null;
    this.orders = parts.orders ?? new Orders(256);
    this.trades = parts.trades ?? new Trades(256);
  }

  /** The price of a market last known: the close of its current bar. */
  lastPrice(market: Market): number {
    const i = market.clock.i;
    // As in a series, a conditional expression would make an object of each price.
    let price = NaN;
    if (i >= 0) price = market.bars.close[i];
    return price;
  }

  /** The equity with every market at its last close, or one of them at another price. */
  equityAt(market: Market | null, price: number): number {
    let equity = this.cash;
    for (let k = 0; k < this.markets.length; k++) {
      const each = this.markets[k];
      if (each.position === 0) continue;
      const mark = each === market ? price : this.lastPrice(each);
      equity += each.position * mark * each.multiplier;
    }
    return equity;
  }

  /** The equity that no position's margin holds, with one market at another price. */
  freeAt(market: Market, price: number): number {
    let equity = this.cash;
    let used = 0;
    for (let k = 0; k < this.markets.length; k++) {
      const each = this.markets[k];
      if (each.lots.length === 0) continue;
      const value = (each === market ? price : this.lastPrice(each)) * each.multiplier;
      equity += each.position * value;
      used += this.grossSize(each) * value;
    }
    return equity - used / this.leverage;
  }

  /** Units held, of both sides together where both are held. */
  grossSize(market: Market): number {
    if (!this.hedging) return Math.abs(market.position);
    return this.sideSize(market, 1) + this.sideSize(market, -1);
  }

  /** Units held long (side 1) or short (side −1). */
  sideSize(market: Market, side: number): number {
    if (!this.hedging) return Math.max(0, market.position * side);
    const { size } = this.trades.columns;
    let units = 0;
    for (const row of market.lots) if (size[row] * side > 0) units += Math.abs(size[row]);
    return units;
  }

  /** Whether prices alone could bring the equity to zero: something is short, or more is held than was paid for. */
  canBeRuined(): boolean {
    if (this.isMany) return !(this.positionBounds.leastEquity(this.cash) > 0);
    if (this.cash <= 0) return true;
    for (const market of this.markets) if (market.position < 0) return true;
    return false;
  }

  /** Marks the ticks before `tick` that are not marked yet: nothing was traded in them. */
  markUntil(tick: number): void {
    this.equity.markUntil(tick, this.cash);
  }

  /** Notes what the strategy does to which order or trade, where a run is being checked. */
  note(market: Market, call: string, on = -1, value: number | null = null): void {
    this.actions?.add(this.tick, `${market.symbol} ${call} ${on} ${value}`, Infinity);
  }

  /** Notes an order as it stands after the strategy placed or changed it, where a run is being checked. */
  noteOrder(market: Market, call: string, row: number): void {
    const { actions } = this;
    if (actions === null) return;
    const text = orderText(this.orders, this.tags, this.ocoNames, row, actions.life);
    actions.life = null;
    const expires = this.orders.columns.expiresBar[row];
    const end = expires > 0 ? (market.bars.time[expires] ?? Infinity) : Infinity;
    actions.add(this.tick, `${market.symbol} ${call} ${row} ${text}`, end);
  }

  /** Forgets what the callbacks were told, and of refusals also what nobody wants to be told. */
  forgetNews(keepsRefusals: boolean): void {
    this.filledNow.length = 0;
    this.closedNow.length = 0;
    if (!keepsRefusals) this.refusedNow.length = 0;
  }

  /** Adds a warning once for each code and symbol. */
  warn(code: string, message: string, values: Record<string, string | number> = {}): void {
    const same = (each: Warning) => each.code === code && each.values.symbol === values.symbol;
    if (!this.warnings.some(same)) this.warnings.push({ code, message, values });
  }
}
