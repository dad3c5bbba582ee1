import type { Bars } from '../../bars.js';
import { type PyOrder, PyTrade } from './order.js';
import type { PyQueue } from './queue.js';
import type { PySettings } from './settings.js';

/** The money and the trades; closing and opening them moves their stops and targets in the queue. */
export class PyAccount {
  readonly trades: PyTrade[] = [];
  readonly closed: PyTrade[] = [];
  cash: number;
  bar = 0;
  readonly #bars: Bars;
  readonly #settings: PySettings;
  readonly #queue: PyQueue;

  constructor(bars: Bars, settings: PySettings, queue: PyQueue) {
    this.#bars = bars;
    this.#settings = settings;
    this.#queue = queue;
    this.cash = settings.cash;
  }

  /** The last close known. */
  get lastPrice(): number {
    return this.#bars.close[this.bar];
  }

  /** Cash plus what is won and lost at the last close. */
  get equity(): number {
    let units = 0;
    let paid = 0;
    for (const trade of this.trades) {
      units += trade.size;
      paid += trade.size * trade.entryPrice;
    }
    // The value of the net position less what was paid for it: that way round the last digits are the peer's.
    return this.cash + (units * this.lastPrice - paid);
  }

  /** The equity that no margin holds, never below zero. */
  get marginAvailable(): number {
    let used = 0;
    for (const trade of this.trades) {
      used += (Math.abs(trade.size) * this.lastPrice) / this.#settings.leverage;
    }
    return Math.max(0, this.equity - used);
  }

  /** The price with the spread that an entry of this side pays. */
  adjusted(size: number, price: number): number {
    const { spread } = this.#settings;
    return price * (1 + (size < 0 ? -spread : spread));
  }

  /** The fee of trading a size at a price. */
  commission(size: number, price: number): number {
    return this.#settings.fees.amount(size, price, 1, false);
  }

  /** Opens a trade of an entry, and puts its target and its stop in the queue. */
  open(price: number, size: number, order: PyOrder, at: number): void {
    const trade = new PyTrade(this.#nextId, size, price, at, order.tag);
    this.trades.push(trade);
    this.cash -= this.commission(size, price);
    if (order.tp !== null) this.setTarget(trade, order.tp);
    if (order.sl !== null) this.setStop(trade, order.sl);
  }

  /** Takes signed units off a trade: what is closed of it becomes a trade of its own. */
  reduce(trade: PyTrade, price: number, size: number, at: number): void {
    const left = trade.size + size;
    if (left === 0) {
      this.close(trade, price, at);
      return;
    }
    trade.size = left;
    if (trade.slOrder !== null) trade.slOrder.size = -left;
    if (trade.tpOrder !== null) trade.tpOrder.size = -left;
    const part = new PyTrade(this.#nextId, -size, trade.entryPrice, trade.entryBar, trade.tag);
    this.trades.push(part);
    this.close(part, price, at);
  }

  /** Closes a trade at a price, booked at a bar. */
  close(trade: PyTrade, price: number, at: number): void {
    this.trades.splice(this.trades.indexOf(trade), 1);
    for (const order of [trade.slOrder, trade.tpOrder]) {
      if (order === null) continue;
      this.#queue.remove(order);
      if (order.status === 'open') order.cancel('trade_closed');
    }
    const commission = this.commission(trade.size, price);
    this.cash += trade.profitAt(price) - commission;
    trade.commission = commission + this.commission(trade.size, trade.entryPrice);
    trade.exitPrice = price;
    trade.exitBar = at;
    this.closed.push(trade);
  }

  /** Sets, moves or (null) removes the stop of a trade. */
  setStop(trade: PyTrade, price: number | null): void {
    if (trade.slOrder !== null) this.#queue.cancel(trade.slOrder, 'strategy');
    if (price === null) return;
    const entry = { size: -trade.size, stop: price, tag: trade.tag };
    trade.slOrder = this.#queue.create(entry, trade, this.bar);
    this.#queue.prepend(trade.slOrder);
  }

  /** Sets, moves or (null) removes the target of a trade. */
  setTarget(trade: PyTrade, price: number | null): void {
    if (trade.tpOrder !== null) this.#queue.cancel(trade.tpOrder, 'strategy');
    if (price === null) return;
    const entry = { size: -trade.size, limit: price, tag: trade.tag };
    trade.tpOrder = this.#queue.create(entry, trade, this.bar);
    this.#queue.append(trade.tpOrder);
  }

  get #nextId(): number {
    return this.closed.length + this.trades.length;
  }
}
