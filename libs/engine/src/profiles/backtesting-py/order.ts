/** An order in the queue; a price that is not set is null. Sizes are signed; a fraction of the margin lies between −1 and 1. */
export class PyOrder {
  status: 'open' | 'filled' | 'cancelled' = 'open';
  reason: 'strategy' | 'insufficient_margin' | 'trade_closed' | 'exclusive' | 'end_of_data' | null =
    null;
  filledBar = -1;
  filledSize = 0;
  price: number | null = null;
  fee = 0;
  /** The stop as it was placed: the queue erases the working one once it is hit. */
  readonly placedStop: number | null;

  constructor(
    readonly id: number,
    public size: number,
    public limit: number | null,
    public stop: number | null,
    readonly sl: number | null,
    readonly tp: number | null,
    readonly trade: PyTrade | null,
    readonly tag: string | number | null,
    readonly placedBar: number,
  ) {
    this.placedStop = stop;
  }

  /** Whether it is the stop or the target of its trade. */
  get contingent(): boolean {
    const { trade } = this;
    return trade !== null && (trade.slOrder === this || trade.tpOrder === this);
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
