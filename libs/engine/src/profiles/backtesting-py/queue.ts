import { type PyEntry, PyOrder, type PyReason, type PyTrade } from './order.js';

/** The orders that wait, in the order in which a bar takes them, and all that were ever made. */
export class PyQueue {
  readonly orders: PyOrder[] = [];
  readonly all: PyOrder[] = [];

  /** Makes an order that does not wait yet. */
  create(entry: PyEntry, trade: PyTrade | null, bar: number): PyOrder {
    const order = new PyOrder(this.all.length, entry, trade, bar);
    this.all.push(order);
    return order;
  }

  /** Puts an entry, or a target of a trade, at the end. */
  append(order: PyOrder): void {
    this.orders.push(order);
  }

  /** Puts a stop of a trade, or the closing of one, in front. */
  prepend(order: PyOrder): void {
    this.orders.unshift(order);
  }

  /** Takes an order out and returns whether it was there. */
  remove(order: PyOrder): boolean {
    const at = this.orders.indexOf(order);
    if (at >= 0) this.orders.splice(at, 1);
    return at >= 0;
  }

  /** Takes an order out for a reason; a stop or target leaves its trade too. */
  cancel(order: PyOrder, reason: PyReason): void {
    if (!this.remove(order)) return;
    order.cancel(reason);
    const { trade } = order;
    if (trade?.slOrder === order) trade.slOrder = null;
    else if (trade?.tpOrder === order) trade.tpOrder = null;
  }
}
