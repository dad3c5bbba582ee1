import type { Bars } from '../../bars.js';
import type { FeeModel } from '../../costs.js';
import { PyOrder, PyTrade } from './order.js';

/** The settings that the profile knows. */
export type PySettings = {
  cash: number;
  spread: number;
  leverage: number;
  tradeOnClose: boolean;
  hedging: boolean;
  exclusiveOrders: boolean;
  fees: FeeModel;
};

/** The size that means all of the available margin: one minus the double's epsilon. */
export const ALL = 1 - 2.220446049250313e-16;

/** The broker of backtesting.py 0.6.6, its queue and its oddities included; see oracles/README.md, section 3. */
export class PyBroker {
  orders: PyOrder[] = [];
  trades: PyTrade[] = [];
  readonly closed: PyTrade[] = [];
  /** Every order ever placed. */
  readonly allOrders: PyOrder[] = [];
  readonly equity: Float64Array;
  readonly cancelledAt: number[] = [];
  cash: number;
  bar = 0;
  broke = false;
  /** Brackets touched in their parent's bar and left for the next one; entries dropped for lack of margin, by kind of size. */
  contingentSameBar = 0;
  cancelledRelative = 0;
  cancelledAbsolute = 0;

  constructor(
    readonly bars: Bars,
    readonly settings: PySettings,
  ) {
    this.cash = settings.cash;
    this.equity = new Float64Array(bars.time.length).fill(NaN);
  }

  /** The last close known. */
  get lastPrice(): number {
    return this.bars.close[this.bar];
  }

  /** Cash plus what is won and lost at the last close. */
  get equityNow(): number {
    let profit = 0;
    for (const trade of this.trades) profit += trade.profitAt(this.lastPrice);
    return this.cash + profit;
  }

  /** The equity that no margin holds, never below zero. */
  get marginAvailable(): number {
    let used = 0;
    for (const trade of this.trades) {
      used += (Math.abs(trade.size) * this.lastPrice) / this.settings.leverage;
    }
    return Math.max(0, this.equityNow - used);
  }

  /** Puts an order in the queue: stops and closings of trades in front, all others at the end; throws a RangeError for a bracket on the wrong side. */
  place(
    size: number,
    limit: number | null,
    stop: number | null,
    sl: number | null,
    tp: number | null,
    tag: string | number | null,
    trade: PyTrade | null = null,
  ): PyOrder {
    const entry = limit ?? stop ?? this.#adjusted(size, this.lastPrice);
    const below = (size > 0 ? sl : tp) ?? -Infinity;
    const above = (size > 0 ? tp : sl) ?? Infinity;
    if (!(below < entry && entry < above)) {
      const side = size > 0 ? 'buy' : 'sell';
      throw new RangeError(`${side}: sl ${sl}, entry ${entry} and tp ${tp} are not in order.`);
    }
    const order = this.#newOrder(size, limit, stop, sl, tp, trade, tag);
    if (trade === null && this.settings.exclusiveOrders) this.#clear();
    if (trade !== null && stop !== null) this.orders.unshift(order);
    else this.orders.push(order);
    return order;
  }

  /** Closes a portion of a trade, at least one unit, by an order in front of the queue. */
  close(trade: PyTrade, portion: number): PyOrder {
    const units = Math.max(1, roundHalfEven(Math.abs(trade.size) * portion));
    const size = trade.size > 0 ? -units : units;
    const order = this.#newOrder(size, null, null, null, null, trade, trade.tag);
    this.orders.unshift(order);
    return order;
  }

  /** Takes an order off the queue; a stop or target leaves its trade too. */
  cancel(order: PyOrder, reason: PyOrder['reason'] = 'strategy'): void {
    if (!this.#remove(order)) return;
    order.status = 'cancelled';
    order.reason = reason;
    const { trade } = order;
    if (trade?.slOrder === order) trade.slOrder = null;
    else if (trade?.tpOrder === order) trade.tpOrder = null;
  }

  /** Sets, moves or (null) removes the stop of a trade. */
  setStop(trade: PyTrade, price: number | null): void {
    if (trade.slOrder !== null) this.cancel(trade.slOrder);
    if (price === null) return;
    trade.slOrder = this.place(-trade.size, null, price, null, null, trade.tag, trade);
  }

  /** Sets, moves or (null) removes the target of a trade. */
  setTarget(trade: PyTrade, price: number | null): void {
    if (trade.tpOrder !== null) this.cancel(trade.tpOrder);
    if (price === null) return;
    trade.tpOrder = this.place(-trade.size, price, null, null, null, trade.tag, trade);
  }

  /** Runs the bar `i`: orders, then equity; afterwards `broke` tells whether the money is gone. */
  next(i: number): void {
    this.bar = i;
    this.#processOrders();
    const equity = this.equityNow;
    this.equity[i] = equity;
    if (equity > 0) return;
    // The peer removes from the list it walks, so every second trade stays open.
    for (let k = 0; k < this.trades.length; k++) {
      this.#closeTrade(this.trades[k], this.lastPrice, i);
    }
    this.cash = 0;
    this.equity.fill(0, i);
    this.broke = true;
  }

  #newOrder(
    size: number,
    limit: number | null,
    stop: number | null,
    sl: number | null,
    tp: number | null,
    trade: PyTrade | null,
    tag: string | number | null,
  ): PyOrder {
    const id = this.allOrders.length;
    const order = new PyOrder(id, size, limit, stop, sl, tp, trade, tag, this.bar);
    this.allOrders.push(order);
    return order;
  }

  // An exclusive entry cancels what waits and closes what is open; the peer walks the queue while it shrinks.
  #clear(): void {
    for (let k = 0; k < this.orders.length; k++) {
      if (!this.orders[k].contingent) this.cancel(this.orders[k], 'exclusive');
    }
    for (const trade of this.trades) this.close(trade, 1);
  }

  #adjusted(size: number, price: number): number {
    return price * (1 + (size < 0 ? -this.settings.spread : this.settings.spread));
  }

  #commission(size: number, price: number): number {
    return this.settings.fees.amount(size, price, 1, false);
  }

  #remove(order: PyOrder): boolean {
    const at = this.orders.indexOf(order);
    if (at >= 0) this.orders.splice(at, 1);
    return at >= 0;
  }

  #processOrders(): void {
    let again = false;
    for (const order of this.orders.slice()) {
      if (order.status === 'open' && this.#processOrder(order)) again = true;
    }
    if (again) this.#processOrders();
  }

  // Whether the queue must be walked once more, for brackets that may be hit in their parent's bar.
  #processOrder(order: PyOrder): boolean {
    const { bars, bar, settings } = this;
    const long = order.size > 0;
    const high = bars.high[bar];
    const low = bars.low[bar];
    const open = bars.open[bar];
    const { stop, limit } = order;
    if (stop !== null) {
      if (long ? high < stop : low > stop) return false;
      order.stop = null;
    }
    let price = open;
    const atClose = settings.tradeOnClose && !order.contingent;
    if (limit !== null) {
      const touched = long ? low <= limit : high >= limit;
      const before = long ? limit <= (stop ?? -Infinity) : limit >= (stop ?? Infinity);
      if (!touched || before) return false;
      price = long ? Math.min(stop ?? open, limit) : Math.max(stop ?? open, limit);
    } else {
      if (atClose) price = bars.close[bar - 1];
      if (stop !== null) price = long ? Math.max(price, stop) : Math.min(price, stop);
    }
    const market = limit === null && stop === null;
    const at = market && atClose ? bar - 1 : bar;
    if (order.trade !== null) {
      this.#fillClosing(order, order.trade, price, at, stop);
      return false;
    }
    return this.#fillEntry(order, price, at, stop, market);
  }

  #fillClosing(
    order: PyOrder,
    trade: PyTrade,
    price: number,
    at: number,
    stop: number | null,
  ): void {
    const units = Math.min(Math.abs(trade.size), Math.abs(order.size));
    const contingent = order.contingent;
    if (this.trades.includes(trade)) {
      this.#reduce(trade, price, order.size < 0 ? -units : units, at);
      order.fee = this.#commission(units, price);
      fill(order, price, units, at);
      // The record of the trade keeps the price of its stop.
      order.stop = stop;
    }
    if (!contingent) this.#remove(order);
    if (order.status === 'open') {
      order.status = 'cancelled';
      order.reason = 'trade_closed';
    }
  }

  #fillEntry(
    order: PyOrder,
    price: number,
    at: number,
    stop: number | null,
    market: boolean,
  ): boolean {
    const adjusted = this.#adjusted(order.size, price);
    const unit = adjusted + this.#commission(order.size, price) / Math.abs(order.size);
    let size = order.size;
    if (size > -1 && size < 1) {
      const money = this.marginAvailable * this.settings.leverage * Math.abs(size);
      const units = floorDivide(money, unit);
      if (units === 0) {
        this.cancelledRelative++;
        this.#drop(order);
        return false;
      }
      size = size < 0 ? -units : units;
    }
    const wanted = size;
    if (!this.settings.hedging) size = this.#net(order, size, price, at);
    if (Math.abs(size) * unit > this.marginAvailable * this.settings.leverage) {
      this.cancelledAbsolute++;
      this.#drop(order);
      return false;
    }
    let again = false;
    if (size !== 0) {
      this.#open(adjusted, size, order, at);
      again = this.#bracketNow(order, stop, market);
    }
    this.#remove(order);
    order.fee = this.#commission(wanted, adjusted);
    fill(order, size === 0 ? price : adjusted, Math.abs(wanted), at);
    return again;
  }

  #drop(order: PyOrder): void {
    this.cancelledAt.push(this.bar);
    this.cancel(order, 'insufficient_margin');
  }

  // Closes opposite trades first in first out, at the price before the spread, and returns what is left to open.
  #net(order: PyOrder, size: number, price: number, at: number): number {
    for (const trade of this.trades.slice()) {
      if (trade.size > 0 === order.size > 0) continue;
      if (Math.abs(size) >= Math.abs(trade.size)) {
        this.#closeTrade(trade, price, at);
        size += trade.size;
      } else {
        this.#reduce(trade, price, size, at);
        size = 0;
      }
      if (size === 0) break;
    }
    return size;
  }

  #bracketNow(order: PyOrder, stop: number | null, market: boolean): boolean {
    const { sl, tp } = order;
    if (sl === null && tp === null) return false;
    if (market) return true;
    const high = this.bars.high[this.bar];
    const low = this.bars.low[this.bar];
    if (stop !== null && order.limit === null && tp !== null) {
      const long = order.size > 0;
      if (long ? tp <= high && (sl ?? -Infinity) < low : tp >= low && (sl ?? Infinity) > high) {
        return true;
      }
    }
    const inside = (level: number | null) => level !== null && low <= level && level <= high;
    if (inside(sl) || inside(tp)) this.contingentSameBar++;
    return false;
  }

  #open(price: number, size: number, order: PyOrder, at: number): void {
    const id = this.closed.length + this.trades.length;
    const trade = new PyTrade(id, size, price, at, order.tag);
    this.trades.push(trade);
    this.cash -= this.#commission(size, price);
    if (order.tp !== null) this.setTarget(trade, order.tp);
    if (order.sl !== null) this.setStop(trade, order.sl);
  }

  #reduce(trade: PyTrade, price: number, size: number, at: number): void {
    const left = trade.size + size;
    if (left === 0) {
      this.#closeTrade(trade, price, at);
      return;
    }
    trade.size = left;
    if (trade.slOrder !== null) trade.slOrder.size = -left;
    if (trade.tpOrder !== null) trade.tpOrder.size = -left;
    const id = this.closed.length + this.trades.length;
    const part = new PyTrade(id, -size, trade.entryPrice, trade.entryBar, trade.tag);
    this.trades.push(part);
    this.#closeTrade(part, price, at);
  }

  #closeTrade(trade: PyTrade, price: number, at: number): void {
    this.trades.splice(this.trades.indexOf(trade), 1);
    for (const order of [trade.slOrder, trade.tpOrder]) {
      if (order === null) continue;
      this.#remove(order);
      if (order.status !== 'open') continue;
      order.status = 'cancelled';
      order.reason = 'trade_closed';
    }
    const commission = this.#commission(trade.size, price);
    this.cash += trade.profitAt(price) - commission;
    trade.commission = commission + this.#commission(trade.size, trade.entryPrice);
    trade.exitPrice = price;
    trade.exitBar = at;
    this.closed.push(trade);
  }
}

function fill(order: PyOrder, price: number, units: number, at: number): void {
  order.status = 'filled';
  order.price = price;
  order.filledSize = units;
  order.filledBar = at;
}

// Python's a // b of doubles: exact remainder first, so that the quotient never rounds up to the next whole number.
function floorDivide(a: number, b: number): number {
  const quotient = (a - (a % b)) / b;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** The nearest whole number, halves to the even one, as Python rounds. */
export function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
