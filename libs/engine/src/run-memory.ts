import { type Allocate, ownMemory } from './columns.js';
import { SpareColumns } from './indicators/spare-columns.js';
import { Orders } from './orders.js';
import { Trades } from './trades.js';

/** The memory of one run, kept for the next: whoever runs many after one another saves making and clearing it each time. What a result shows of its equity, orders, trades and indicators changes when its memory is used again. */
export class RunMemory {
  readonly orders: Orders;
  readonly trades: Trades;
  readonly columns: SpareColumns;
  #equity: Float64Array = new Float64Array(0);

  /** Where to take memory from: who passes results on to other threads, or out of an isolate, takes shared memory. */
  constructor(private readonly allocate: Allocate = ownMemory) {
    // Memory that is never written costs nothing, and tables that need not grow are not copied.
    this.orders = new Orders(65_536, allocate);
    this.trades = new Trades(32_768, allocate);
    this.columns = new SpareColumns(allocate);
  }

  /** Forgets the run before and gives room for the equity of so many ticks, whose values are left as they are. */
  reuse(ticks: number): Float64Array {
    this.orders.clear();
    this.trades.clear();
    this.columns.takeBack();
    const { length } = this.#equity;
    // What a much longer run needed is let go.
    if (length < ticks || length > 8 * ticks)
      this.#equity = new Float64Array(this.allocate(8 * ticks));
    return this.#equity.subarray(0, ticks);
  }
}
