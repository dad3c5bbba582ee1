import type { Account } from './account.js';
import { closeTrade } from './broker.js';
import type { Order, OrderChange, OrderStatus, Position, Trade } from './context.js';
import type { Market } from './market.js';
import { setStop, setTarget } from './open-lot.js';
import {
  CLOSE,
  MARKET,
  O_ASKED,
  O_FILLED,
  O_LIMIT,
  O_PRICE,
  O_REASON,
  O_SIDE,
  O_SIZE_KIND,
  O_SL,
  O_STATUS,
  O_STOP,
  O_TAG,
  O_TP,
  ORDER_STATES,
  ORDER_STRIDE,
  PORTION,
  REASONS,
} from './order-row.js';
import { addOrder, cancelOrder, modifyOrder } from './place.js';
import {
  T_ENTRY_BAR,
  T_ENTRY_PRICE,
  T_ENTRY_TIME,
  T_EXIT_BAR,
  T_EXIT_PRICE,
  T_EXIT_TIME,
  T_FEES,
  T_FUNDING,
  T_PNL,
  T_SIZE,
  T_SL,
  T_TAG,
  T_TP,
  T_SL_ORDER,
  T_TP_ORDER,
  TRADE_STRIDE,
} from './trade-row.js';

/** An order as its strategy holds it: a number into the account's rows. */
export class OrderHandle implements Order {
  readonly #account: Account;
  readonly #market: Market;
  readonly id: number;

  constructor(account: Account, market: Market, id: number) {
    this.#account = account;
    this.#market = market;
    this.id = id;
  }

  get symbol(): string {
    return this.#market.symbol;
  }

  get side(): 'buy' | 'sell' {
    return this.#value(O_SIDE) > 0 ? 'buy' : 'sell';
  }

  get status(): OrderStatus {
    return ORDER_STATES[this.#value(O_STATUS)];
  }

  get reason(): string | null {
    return REASONS[this.#value(O_REASON)] || null;
  }

  get tag(): string | number | null {
    return this.#account.tags.tag(this.#value(O_TAG));
  }

  get limit(): number | null {
    return orNull(this.#value(O_LIMIT));
  }

  get stop(): number | null {
    return orNull(this.#value(O_STOP));
  }

  get sl(): number | null {
    return orNull(this.#value(O_SL));
  }

  get tp(): number | null {
    return orNull(this.#value(O_TP));
  }

  get filled(): number {
    return this.#value(O_FILLED);
  }

  get price(): number | null {
    return orNull(this.#value(O_PRICE));
  }

  cancel(): void {
    cancelOrder(this.#account, this.#market, this.id, 'strategy');
  }

  modify(change: OrderChange): void {
    modifyOrder(this.#account, this.#market, this.id, change);
  }

  #value(column: number): number {
    return this.#account.orders.data[this.id * ORDER_STRIDE + column];
  }
}

/** A trade as its strategy holds it: a number into the account's rows. */
export class TradeHandle implements Trade {
  readonly #account: Account;
  readonly #market: Market;
  readonly id: number;

  constructor(account: Account, market: Market, id: number) {
    this.#account = account;
    this.#market = market;
    this.id = id;
  }

  get symbol(): string {
    return this.#market.symbol;
  }

  get size(): number {
    return this.#value(T_SIZE);
  }

  get entryPrice(): number {
    return this.#value(T_ENTRY_PRICE);
  }

  get entryBar(): number {
    return this.#value(T_ENTRY_BAR) - this.#account.firstTick;
  }

  get entryTime(): number {
    return this.#value(T_ENTRY_TIME);
  }

  get exitPrice(): number | null {
    return orNull(this.#value(T_EXIT_PRICE));
  }

  get exitBar(): number | null {
    return this.open ? null : this.#value(T_EXIT_BAR) - this.#account.firstTick;
  }

  get exitTime(): number | null {
    return orNull(this.#value(T_EXIT_TIME));
  }

  get open(): boolean {
    return this.#value(T_EXIT_BAR) < 0;
  }

  get pnl(): number {
    return this.open ? openPnl(this.#account, this.#market, this.id) : this.#value(T_PNL);
  }

  get tag(): string | number | null {
    return this.#account.tags.tag(this.#value(T_TAG));
  }

  get sl(): number | null {
    return this.#level(T_SL, T_SL_ORDER, O_STOP);
  }

  set sl(price: number | null) {
    if (this.open) setStop(this.#account, this.#market, this.id, checkedLevel('sl', price));
  }

  get tp(): number | null {
    return this.#level(T_TP, T_TP_ORDER, O_LIMIT);
  }

  set tp(price: number | null) {
    if (this.open) setTarget(this.#account, this.#market, this.id, checkedLevel('tp', price));
  }

  close(portion = 1): Order {
    checkPortion(portion);
    const row = closeTrade(this.#account, this.#market, this.id, portion, CLOSE);
    return new OrderHandle(this.#account, this.#market, row);
  }

  #level(level: number, link: number, column: number): number | null {
    const child = this.#value(link);
    if (this.open && child >= 0) {
      return orNull(this.#account.orders.data[child * ORDER_STRIDE + column]);
    }
    return orNull(this.#value(level));
  }

  #value(column: number): number {
    return this.#account.trades.data[this.id * TRADE_STRIDE + column];
  }
}

/** The net position of one market. */
export class PositionHandle implements Position {
  readonly #account: Account;
  readonly #market: Market;

  constructor(account: Account, market: Market) {
    this.#account = account;
    this.#market = market;
  }

  get size(): number {
    return this.#market.position;
  }

  get pnl(): number {
    let pnl = 0;
    for (const lot of this.#market.lots) pnl += openPnl(this.#account, this.#market, lot);
    return pnl;
  }

  close(portion = 1): Order | null {
    checkPortion(portion);
    const account = this.#account;
    const market = this.#market;
    if (market.lots.length === 0) return null;
    if (account.config.hedging) return this.#closeEach(portion);
    const row = addOrder(account, market, market.position < 0 ? 1 : -1, MARKET, CLOSE);
    account.orders.data[row * ORDER_STRIDE + O_SIZE_KIND] = PORTION;
    account.orders.data[row * ORDER_STRIDE + O_ASKED] = portion;
    return new OrderHandle(account, market, row);
  }

  // Both sides are held: each trade gets an order of its own, and the last of them is returned.
  #closeEach(portion: number): Order {
    let row = -1;
    for (const lot of this.#market.lots) {
      row = closeTrade(this.#account, this.#market, lot, portion, CLOSE);
    }
    return new OrderHandle(this.#account, this.#market, row);
  }
}

function openPnl(account: Account, market: Market, trade: number): number {
  const { data } = account.trades;
  const at = trade * TRADE_STRIDE;
  const move = account.lastPrice(market) - data[at + T_ENTRY_PRICE];
  return data[at + T_SIZE] * move * market.multiplier - data[at + T_FEES] - data[at + T_FUNDING];
}

function checkPortion(portion: number): void {
  if (portion > 0 && portion <= 1) return;
  throw new RangeError(`close: the portion must be above 0 and at most 1, got ${String(portion)}.`);
}

function checkedLevel(name: string, price: number | null): number {
  if (price === null) return NaN;
  if (price > 0 && price < Infinity) return price;
  throw new RangeError(`${name} must be a number above 0 or null, got ${String(price)}.`);
}

function orNull(value: number): number | null {
  return value === value ? value : null;
}
