import type { Bars } from '../../bars.js';
import { PyAccount } from './account.js';
import { PyMatching } from './matching.js';
import type { PyEntry, PyOrder, PyTrade } from './order.js';
import { PyQueue } from './queue.js';
import type { PySettings } from './settings.js';

/** The broker of backtesting.py 0.6.6, its queue and its oddities included; see oracles/README.md, section 3. */
export class PyBroker {
  readonly queue = new PyQueue();
  readonly account: PyAccount;
  readonly matching: PyMatching;
  /** Equity at the close of each bar that was run. */
  readonly equity: Float64Array;
  broke = false;

  constructor(
    readonly bars: Bars,
    readonly settings: PySettings,
  ) {
    this.account = new PyAccount(bars, settings, this.queue);
    this.matching = new PyMatching(bars, settings, this.queue, this.account);
    this.equity = new Float64Array(bars.time.length).fill(NaN);
  }

  /** The bar that is being run. */
  get bar(): number {
    return this.account.bar;
  }

  get orders(): readonly PyOrder[] {
    return this.queue.orders;
  }

  get trades(): readonly PyTrade[] {
    return this.account.trades;
  }

  get closed(): readonly PyTrade[] {
    return this.account.closed;
  }

  /** Puts an entry in the queue; throws a RangeError for a bracket on the wrong side. */
  place(entry: PyEntry): PyOrder {
    const { size, sl = null, tp = null } = entry;
    const { account, queue } = this;
    const price = entry.limit ?? entry.stop ?? account.adjusted(size, account.lastPrice);
    const below = (size > 0 ? sl : tp) ?? -Infinity;
    const above = (size > 0 ? tp : sl) ?? Infinity;
    if (!(below < price && price < above)) {
      const side = size > 0 ? 'buy' : 'sell';
      throw new RangeError(`${side}: sl ${sl}, entry ${price} and tp ${tp} are not in order.`);
    }
    const order = queue.create(entry, null, this.bar);
    if (this.settings.exclusiveOrders) this.#clear();
    queue.append(order);
    return order;
  }

  /** Closes a portion of a trade, at least one unit, by an order in front of the queue. */
  close(trade: PyTrade, portion: number): PyOrder {
    const units = Math.max(1, roundHalfEven(Math.abs(trade.size) * portion));
    const size = trade.size > 0 ? -units : units;
    const order = this.queue.create({ size, tag: trade.tag }, trade, this.bar);
    this.queue.prepend(order);
    return order;
  }

  /** Runs the bar `i`: orders, then equity; afterwards `broke` tells whether the money is gone. */
  next(i: number): void {
    const { account } = this;
    account.bar = i;
    this.matching.run();
    const { equity } = account;
    this.equity[i] = equity;
    if (equity > 0) return;
    // The peer removes from the list it walks, so every second trade stays open.
    for (let k = 0; k < account.trades.length; k++) {
      account.close(account.trades[k], account.lastPrice, i);
    }
    account.cash = 0;
    this.equity.fill(0, i);
    this.broke = true;
  }

  // An exclusive entry cancels what waits and closes what is open; the peer walks the queue while it shrinks.
  #clear(): void {
    const { orders } = this.queue;
    for (let k = 0; k < orders.length; k++) {
      if (!orders[k].contingent) this.queue.cancel(orders[k], 'exclusive');
    }
    for (const trade of this.trades) this.close(trade, 1);
  }
}

// The nearest whole number, halves to the even one, as Python rounds.
function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
