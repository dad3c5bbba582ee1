import { SpareColumns } from './indicators/spare-columns.js';
import { Orders } from './orders.js';
import { Trades } from './trades.js';

/** The memory of one run, kept for the next: whoever runs many after one another saves making and clearing it each time. What a result shows of its equity, orders, trades and indicators changes when its memory is used again. */
export class RunMemory {
  // Memory that is never written costs nothing, and tables that need not grow are not copied.
  readonly orders = new Orders(65_536);
  readonly trades = new Trades(32_768);
  readonly columns = new SpareColumns();
  #equity = new Float64Array(0);

  /** Forgets the run before and gives room for the equity of so many ticks, whose values are left as they are. */
  reuse(ticks: number): Float64Array {
    this.orders.clear();
    this.trades.clear();
    this.columns.takeBack();
    const { length } = this.#equity;
    // What a much longer run needed is let go.
    if (length < ticks || length > 8 * ticks) this.#equity = new Float64Array(ticks);
    return this.#equity.subarray(0, ticks);
  }
}
