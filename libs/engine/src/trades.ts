import {
  type Allocate,
  CLEARED_AHEAD,
  clearColumns,
  ColumnMemory,
  copyColumns,
  copyRow,
  ownMemory,
} from './columns.js';

/** The columns of trades; zero means not set, so links, ticks of exits and tags are kept plus one. */
export class TradeColumns {
  /** How it was entered and left: see AT_OPEN. */
  readonly entered: Uint8Array;
  readonly exited: Uint8Array;
  readonly exitReason: Uint8Array;
  readonly ambiguous: Uint8Array;
  readonly symbol: Int32Array;
  /** Plus one: the number of its tag, and the orders that are its stop and its target. */
  readonly tag: Int32Array;
  readonly slOrder: Int32Array;
  readonly tpOrder: Int32Array;
  readonly entry: Int32Array;
  /** Plus one: the tick of its exit. */
  readonly exit: Int32Array;
  /** The symbol's own bar of the entry, and the step of the broker in it. */
  readonly ownBar: Int32Array;
  readonly step: Int32Array;
  /** The own bar at whose open its time is up. */
  readonly exitBar: Int32Array;
  /** Signed units: what is still open, or what was closed. */
  readonly size: Float64Array;
  readonly entryPrice: Float64Array;
  readonly exitPrice: Float64Array;
  readonly pnl: Float64Array;
  readonly fees: Float64Array;
  readonly slippage: Float64Array;
  readonly spread: Float64Array;
  readonly funding: Float64Array;
  readonly borrow: Float64Array;
  readonly mae: Float64Array;
  readonly mfe: Float64Array;
  readonly sl: Float64Array;
  readonly tp: Float64Array;

  // Doubles first, so that every column starts where its numbers may.
  constructor(capacity: number, allocate: Allocate = ownMemory) {
    const memory = new ColumnMemory(capacity, 4, 9, 13, allocate);
    this.size = memory.f64();
    this.entryPrice = memory.f64();
    this.exitPrice = memory.f64();
    this.pnl = memory.f64();
    this.fees = memory.f64();
    this.slippage = memory.f64();
    this.spread = memory.f64();
    this.funding = memory.f64();
    this.borrow = memory.f64();
    this.mae = memory.f64();
    this.mfe = memory.f64();
    this.sl = memory.f64();
    this.tp = memory.f64();
    this.symbol = memory.i32();
    this.tag = memory.i32();
    this.slOrder = memory.i32();
    this.tpOrder = memory.i32();
    this.entry = memory.i32();
    this.exit = memory.i32();
    this.ownBar = memory.i32();
    this.step = memory.i32();
    this.exitBar = memory.i32();
    this.entered = memory.u8();
    this.exited = memory.u8();
    this.exitReason = memory.u8();
    this.ambiguous = memory.u8();
  }
}

/** Every trade of a run, a row each, in order of opening; a part that was closed by itself has a row of its own. */
export class Trades {
  rows = 0;
  /** How many of them are closed. */
  closedRows = 0;
  #closingOrder: Int32Array;
  #capacity: number;
  #cleared = 0;
  /** Replaced when it has to grow: read it anew after a trade was added. */
  columns: TradeColumns;

  constructor(
    capacity: number,
    private readonly allocate: Allocate = ownMemory,
  ) {
    this.columns = new TradeColumns(capacity, allocate);
    this.#capacity = this.columns.size.length;
    this.#closingOrder = new Int32Array(this.#capacity);
  }

  /** The rows of closed trades, in order of closing. */
  get closed(): Int32Array {
    return this.#closingOrder.subarray(0, this.closedRows);
  }

  /** The row of the trade that closed last, or −1. */
  get lastClosed(): number {
    return this.closedRows === 0 ? -1 : this.#closingOrder[this.closedRows - 1];
  }

  /** Notes that a trade closed. */
  close(row: number): void {
    this.#closingOrder[this.closedRows++] = row;
  }

  /** Adds a row in which nothing is set and returns its number. */
  add(): number {
    if (this.rows === this.#cleared) this.#clearAhead();
    return this.rows++;
  }

  /** Adds a copy of a row and returns its number. */
  addCopy(row: number): number {
    const copy = this.add();
    copyRow(this.columns, row, copy);
    return copy;
  }

  /** Forgets all rows and keeps the memory. */
  clear(): void {
    this.rows = 0;
    this.closedRows = 0;
    this.#cleared = 0;
  }

  // Clearing a few rows right before they are used, rather than all at once, leaves them in the processor's cache: over twenty columns would else be met one by one in slow memory.
  #clearAhead(): void {
    if (this.rows === this.#capacity) this.#grow();
    this.#cleared = Math.min(this.rows + CLEARED_AHEAD, this.#capacity);
    clearColumns(this.columns, this.rows, this.#cleared);
  }

  #grow(): void {
    const grown = new TradeColumns(this.#capacity * 2, this.allocate);
    copyColumns(this.columns, grown, this.rows);
    this.columns = grown;
    this.#capacity = grown.size.length;
    const order = new Int32Array(this.#capacity);
    order.set(this.closed);
    this.#closingOrder = order;
  }
}
