import type { Bars } from '../../bars.js';
import type { PyAccount } from './account.js';
import type { PyOrder, PyTrade } from './order.js';
import type { PyQueue } from './queue.js';
import type { PySettings } from './settings.js';
import { type Touch, touch } from './touch.js';

/** Fills the orders of the queue in a bar, and counts what it had to drop or to leave open. */
export class PyMatching {
  readonly cancelledAt: number[] = [];
  /** Brackets touched in their parent's bar and left for the next one; entries dropped for lack of margin, by kind of size. */
  contingentSameBar = 0;
  cancelledRelative = 0;
  cancelledAbsolute = 0;

  constructor(
    readonly bars: Bars,
    readonly settings: PySettings,
    readonly queue: PyQueue,
    readonly account: PyAccount,
  ) {}

  /** Walks the queue as it stands, and once more after entries whose brackets may be hit in their own bar. */
  run(): void {
    let again = false;
    for (const order of this.queue.orders.slice()) {
      if (order.status === 'open' && this.#process(order)) again = true;
    }
    if (again) this.run();
  }

  // Whether the queue must be walked once more.
  #process(order: PyOrder): boolean {
    const hit = touch(order, this.bars, this.account.bar, this.settings.tradeOnClose);
    if (hit === null) return false;
    if (order.trade === null) return this.#enter(order, hit);
    this.#close(order, order.trade, hit);
    return false;
  }

  #close(order: PyOrder, trade: PyTrade, { price, at, stop }: Touch): void {
    const { account } = this;
    const units = Math.min(Math.abs(trade.size), Math.abs(order.size));
    const contingent = order.contingent;
    if (account.trades.includes(trade)) {
      account.reduce(trade, price, order.size < 0 ? -units : units, at);
      order.fill(price, units, at, account.commission(units, price));
      // The record of the trade keeps the price of its stop.
      order.stop = stop;
    }
    if (!contingent) this.queue.remove(order);
    if (order.status === 'open') order.cancel('trade_closed');
  }

  #enter(order: PyOrder, hit: Touch): boolean {
    const { account, settings } = this;
    const { price, at } = hit;
    const adjusted = account.adjusted(order.size, price);
    const unit = adjusted + account.commission(order.size, price) / Math.abs(order.size);
    const wanted = this.#units(order.size, unit);
    if (wanted === 0) {
      this.cancelledRelative++;
      this.#drop(order);
      return false;
    }
    const size = settings.hedging ? wanted : this.#net(order, wanted, price, at);
    if (Math.abs(size) * unit > account.marginAvailable * settings.leverage) {
      this.cancelledAbsolute++;
      this.#drop(order);
      return false;
    }
    let again = false;
    if (size !== 0) {
      account.open(adjusted, size, order, at);
      again = this.#bracketNow(order, hit);
    }
    this.queue.remove(order);
    const paid = size === 0 ? price : adjusted;
    order.fill(paid, Math.abs(wanted), at, account.commission(wanted, adjusted));
    return again;
  }

  // A size in units: a fraction is of the margin that is free before anything is netted.
  #units(size: number, unit: number): number {
    if (size <= -1 || size >= 1) return size;
    const money = this.account.marginAvailable * this.settings.leverage * Math.abs(size);
    const units = floorDivide(money, unit);
    return size < 0 ? -units : units;
  }

  #drop(order: PyOrder): void {
    this.cancelledAt.push(this.account.bar);
    this.queue.cancel(order, 'insufficient_margin');
  }

  // Closes opposite trades first in first out, at the price before the spread, and returns what is left to open.
  #net(order: PyOrder, size: number, price: number, at: number): number {
    for (const trade of this.account.trades.slice()) {
      if (trade.size > 0 === order.size > 0) continue;
      if (Math.abs(size) < Math.abs(trade.size)) {
        this.account.reduce(trade, price, size, at);
        return 0;
      }
      this.account.close(trade, price, at);
      size += trade.size;
      if (size === 0) break;
    }
    return size;
  }

  // Whether stop and target of an entry may be hit in its own bar.
  #bracketNow(order: PyOrder, { stop, market }: Touch): boolean {
    const { sl, tp } = order;
    if (sl === null && tp === null) return false;
    if (market) return true;
    const high = this.bars.high[this.account.bar];
    const low = this.bars.low[this.account.bar];
    // A stop and the target behind it lie in one direction: unless the stop loss is in reach too, the target came after.
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
}

// Python's a // b of doubles: exact remainder first, so that the quotient never rounds up to the next whole number.
function floorDivide(a: number, b: number): number {
  const quotient = (a - (a % b)) / b;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}
