import type { Order, OrderChange, OrderStatus, Position, Trade } from '../../context.js';
import type { PyBroker } from './broker.js';
import { checkPortion, checkPrice } from './options.js';
import type { PyOrder, PyTrade } from './order.js';

/** An order of the profile as its strategy holds it. */
export class PyOrderHandle implements Order {
  readonly #broker: PyBroker;
  readonly #order: PyOrder;

  constructor(
    broker: PyBroker,
    order: PyOrder,
    readonly symbol: string,
  ) {
    this.#broker = broker;
    this.#order = order;
  }

  get id(): number {
    return this.#order.id;
  }

  get side(): 'buy' | 'sell' {
    return this.#order.size > 0 ? 'buy' : 'sell';
  }

  get status(): OrderStatus {
    return this.#order.status;
  }

  get reason(): string | null {
    return this.#order.reason;
  }

  get tag(): string | number | null {
    return this.#order.tag;
  }

  get limit(): number | null {
    return this.#order.limit;
  }

  get stop(): number | null {
    return this.#order.stop;
  }

  get sl(): number | null {
    return this.#order.sl;
  }

  get tp(): number | null {
    return this.#order.tp;
  }

  get filled(): number {
    return this.#order.filledSize;
  }

  get price(): number | null {
    return this.#order.price;
  }

  cancel(): void {
    this.#broker.queue.cancel(this.#order, 'strategy');
  }

  modify(_change: OrderChange): void {
    throw new TypeError(
      'The profile backtesting.py knows no change of an order: cancel and place.',
    );
  }
}

/** A trade of the profile as its strategy holds it. */
export class PyTradeHandle implements Trade {
  readonly #broker: PyBroker;
  readonly #trade: PyTrade;

  constructor(
    broker: PyBroker,
    trade: PyTrade,
    readonly symbol: string,
  ) {
    this.#broker = broker;
    this.#trade = trade;
  }

  get id(): number {
    return this.#trade.id;
  }

  get size(): number {
    return this.#trade.size;
  }

  get entryPrice(): number {
    return this.#trade.entryPrice;
  }

  get entryBar(): number {
    return this.#trade.entryBar;
  }

  get entryTime(): number {
    return this.#broker.bars.time[this.#trade.entryBar];
  }

  get exitPrice(): number | null {
    return this.#trade.exitPrice;
  }

  get exitBar(): number | null {
    return this.#trade.exitBar;
  }

  get exitTime(): number | null {
    const { exitBar } = this.#trade;
    return exitBar === null ? null : this.#broker.bars.time[exitBar];
  }

  get open(): boolean {
    return this.#trade.exitPrice === null;
  }

  get pnl(): number {
    return this.open ? this.#trade.profitAt(this.#broker.account.lastPrice) : this.#trade.pnl;
  }

  get tag(): string | number | null {
    return this.#trade.tag;
  }

  get sl(): number | null {
    return this.#trade.sl;
  }

  set sl(price: number | null) {
    this.#broker.account.setStop(this.#trade, checkPrice('sl', price));
  }

  get tp(): number | null {
    return this.#trade.tp;
  }

  set tp(price: number | null) {
    this.#broker.account.setTarget(this.#trade, checkPrice('tp', price));
  }

  close(portion = 1): Order {
    checkPortion(portion);
    return new PyOrderHandle(this.#broker, this.#broker.close(this.#trade, portion), this.symbol);
  }
}

/** The net position of the profile's one symbol. */
export class PyPosition implements Position {
  readonly #broker: PyBroker;
  readonly #symbol: string;

  constructor(broker: PyBroker, symbol: string) {
    this.#broker = broker;
    this.#symbol = symbol;
  }

  get size(): number {
    let size = 0;
    for (const trade of this.#broker.trades) size += trade.size;
    return size;
  }

  get pnl(): number {
    let pnl = 0;
    for (const trade of this.#broker.trades) pnl += trade.profitAt(this.#broker.account.lastPrice);
    return pnl;
  }

  /** Closes the portion of each open trade, in order, and returns the last order; null when there is none. */
  close(portion = 1): Order | null {
    checkPortion(portion);
    let last: PyOrder | null = null;
    for (const trade of this.#broker.trades) last = this.#broker.close(trade, portion);
    return last === null ? null : new PyOrderHandle(this.#broker, last, this.#symbol);
  }
}
