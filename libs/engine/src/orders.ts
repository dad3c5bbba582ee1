import {
  type Allocate,
  CLEARED_AHEAD,
  clearColumns,
  ColumnMemory,
  copyColumns,
  ownMemory,
} from './columns.js';

/**
 * The columns of orders. Zero means not set: prices lie above zero, and links, ticks and tags are kept plus one.
 * `size` is what was asked, in the unit of `sizing`, until the flag FIXED says that it is units.
 */
export class OrderColumns {
  readonly buys: Uint8Array;
  readonly type: Uint8Array;
  readonly sizing: Uint8Array;
  readonly plain: Uint8Array;
  readonly role: Uint8Array;
  readonly tif: Uint8Array;
  readonly flags: Uint8Array;
  readonly status: Uint8Array;
  readonly reason: Uint8Array;
  readonly symbol: Int32Array;
  /** Plus one: the number of its tag, of its OCO group, of the trade that it belongs to. */
  readonly tag: Int32Array;
  readonly oco: Int32Array;
  readonly trade: Int32Array;
  /** The own bar at whose open it expires. */
  readonly expiresBar: Int32Array;
  /** Bars after its entry at which the trade closes. */
  readonly exitAfter: Int32Array;
  /** The first own bar in which it acts. */
  readonly firstBar: Int32Array;
  /** Plus one: the step of the broker in which it last tried to fill. */
  readonly tried: Int32Array;
  readonly placed: Int32Array;
  /** Plus one: the tick of its last fill. */
  readonly filledAt: Int32Array;
  readonly size: Float64Array;
  readonly filled: Float64Array;
  readonly price: Float64Array;
  readonly fee: Float64Array;
  readonly limit: Float64Array;
  readonly stop: Float64Array;
  readonly sl: Float64Array;
  readonly tp: Float64Array;
  readonly trail: Float64Array;

  // Doubles first, so that every column starts where its numbers may.
  constructor(capacity: number, allocate: Allocate = ownMemory) {
    const memory = new ColumnMemory(capacity, 9, 10, 9, allocate);
    this.size = memory.f64();
    this.filled = memory.f64();
    this.price = memory.f64();
    this.fee = memory.f64();
    this.limit = memory.f64();
    this.stop = memory.f64();
    this.sl = memory.f64();
    this.tp = memory.f64();
    this.trail = memory.f64();
    this.symbol = memory.i32();
    this.tag = memory.i32();
    this.oco = memory.i32();
    this.trade = memory.i32();
    this.expiresBar = memory.i32();
    this.exitAfter = memory.i32();
    this.firstBar = memory.i32();
    this.tried = memory.i32();
    this.placed = memory.i32();
    this.filledAt = memory.i32();
    this.buys = memory.u8();
    this.type = memory.u8();
    this.sizing = memory.u8();
    this.plain = memory.u8();
    this.role = memory.u8();
    this.tif = memory.u8();
    this.flags = memory.u8();
    this.status = memory.u8();
    this.reason = memory.u8();
  }
}

/** Every order of a run, a row each, in order of placement. */
export class Orders {
  rows = 0;
  #capacity: number;
  #cleared = 0;
  /** Replaced when it has to grow: read it anew after an order was added. */
  columns: OrderColumns;

  constructor(
    capacity: number,
    private readonly allocate: Allocate = ownMemory,
  ) {
    this.columns = new OrderColumns(capacity, allocate);
    this.#capacity = this.columns.size.length;
  }

  /** Adds a row in which nothing is set and returns its number. */
  add(): number {
    if (this.rows === this.#cleared) this.#clearAhead();
    return this.rows++;
  }

  /** Takes the last row back. */
  drop(): void {
    this.rows--;
    clearColumns(this.columns, this.rows, this.rows + 1);
  }

  /** Forgets all rows and keeps the memory. */
  clear(): void {
    this.rows = 0;
    this.#cleared = 0;
  }

  // Clearing a few rows right before they are used, rather than all at once, leaves them in the processor's cache: over twenty columns would else be met one by one in slow memory.
  #clearAhead(): void {
    if (this.rows === this.#capacity) this.#grow();
    this.#cleared = Math.min(this.rows + CLEARED_AHEAD, this.#capacity);
    clearColumns(this.columns, this.rows, this.#cleared);
  }

  #grow(): void {
    const grown = new OrderColumns(this.#capacity * 2, this.allocate);
    copyColumns(this.columns, grown, this.rows);
    this.columns = grown;
    this.#capacity = grown.size.length;
  }
}
