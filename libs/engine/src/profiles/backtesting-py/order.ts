/** What an order is placed with; a price that is not set is null or left out. */
export type PyEntry = {
  /** Signed; a fraction of the margin lies between −1 and 1. */
  readonly size: number;
  readonly limit?: number | null;
  readonly stop?: number | null;
  readonly sl?: number | null;
  readonly tp?: number | null;
  readonly tag: string | number | null;
};

/** Why an order ended without a fill. */
export type PyReason =
  'strategy' | 'insufficient_margin' | 'trade_closed' | 'exclusive' | 'end_of_data';

/** An order in the queue; a price that is not set is null. Sizes are signed; a fraction of the margin lies between −1 and 1. */
export class PyOrder {
  size: number;
  limit: number | null;
  stop: number | null;
  readonly sl: number | null;
  readonly tp: number | null;
  readonly tag: string | number | null;
  /** The stop as it was placed: the queue erases the working one once it is hit. */
  readonly placedStop: number | null;
  status: 'open' | 'filled' | 'cancelled' = 'open';
  reason: PyReason | null = null;
  filledBar = -1;
  filledSize = 0;
  price: number | null = null;
  fee = 0;

  constructor(
    readonly id: number,
    entry: PyEntry,
    /** The trade that it closes, or null for an entry. */
    readonly trade: PyTrade | null,
    readonly placedBar: number,
  ) {
    this.size = entry.size;
    this.limit = entry.limit ?? null;
    this.stop = entry.stop ?? null;
    this.sl = entry.sl ?? null;
    this.tp = entry.tp ?? null;
    this.tag = entry.tag;
    this.placedStop = this.stop;
  }

  /** Whether it is the stop or the target of its trade. */
  get contingent(): boolean {
    const { trade } = this;
    return trade !== null && (trade.slOrder === this || trade.tpOrder === this);
  }

  /** Ends it without a fill. */
  cancel(reason: PyReason): void {
    this.status = 'cancelled';
    this.reason = reason;
  }

  /** Ends it with a fill of unsigned units, booked at a bar. */
  fill(price: number, units: number, at: number, fee: number): void {
    this.status = 'filled';
    this.price = price;
    this.filledSize = units;
    this.filledBar = at;
    this.fee = fee;
  }
}

/** A trade, open while it has no exit; `size` is signed units. */
export class PyTrade {
  slOrder: PyOrder | null = null;
  tpOrder: PyOrder | null = null;
  exitPrice: number | null = null;
  exitBar: number | null = null;
  commission = 0;

  constructor(
    readonly id: number,
    public size: number,
    readonly entryPrice: number,
    readonly entryBar: number,
    readonly tag: string | number | null,
  ) {}

  /** The last price of its stop, kept when it is closed otherwise. */
  get sl(): number | null {
    return this.slOrder?.stop ?? null;
  }

  /** The last price of its target, kept when it is closed otherwise. */
  get tp(): number | null {
    return this.tpOrder?.limit ?? null;
  }

  /** Money won at a price, before commissions. */
  profitAt(price: number): number {
    return this.size * (price - this.entryPrice);
  }

  /** Money won net of commissions. */
  get pnl(): number {
    return this.profitAt(this.exitPrice ?? NaN) - this.commission;
  }

  /** The return net of commissions, as a fraction. */
  get returned(): number {
    const exit = this.exitPrice ?? NaN;
    const sign = this.size < 0 ? -1 : 1;
    const gross = sign * (exit / this.entryPrice - 1);
    return gross - this.commission / (Math.abs(this.size) * this.entryPrice);
  }
}
