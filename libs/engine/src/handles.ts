import type { Account } from './account.js';
import { ORDER_STATES, OrderType, Plain, REASONS, Role, Sizing } from './codes.js';
import type { Order, OrderChange, OrderStatus, Position, Trade } from './context.js';
import { closeTrade } from './enter.js';
import type { Market } from './market.js';
import { setStop, setTarget } from './open-lot.js';
import type { OrderColumns } from './orders.js';
import { modifyOrder } from './order-change.js';
import { addOrder, cancelOrder } from './place.js';
import type { TradeColumns } from './trades.js';
import { sealed } from './sealed.js';

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
    return this.#columns.buys[this.id] === 1 ? 'buy' : 'sell';
  }

  get status(): OrderStatus {
    return ORDER_STATES[this.#columns.status[this.id]];
  }

  get reason(): string | null {
    return REASONS[this.#columns.reason[this.id]] || null;
  }

  get tag(): string | number | null {
    return this.#account.tags.tag(this.#columns.tag[this.id]);
  }

  get limit(): number | null {
    return orNull(this.#columns.limit[this.id]);
  }

  get stop(): number | null {
    return orNull(this.#columns.stop[this.id]);
  }

  get sl(): number | null {
    return orNull(this.#columns.sl[this.id]);
  }

  get tp(): number | null {
    return orNull(this.#columns.tp[this.id]);
  }

  get filled(): number {
    return this.#columns.filled[this.id];
  }

  get price(): number | null {
    return orNull(this.#columns.price[this.id]);
  }

  cancel(): void {
    this.#account.note(this.#market, 'cancel', this.id);
    cancelOrder(this.#account, this.#market, this.id, 'strategy');
  }

  modify(change: OrderChange): void {
    modifyOrder(this.#account, this.#market, this.id, change);
    this.#account.noteOrder(this.#market, 'modify', this.id);
  }

  get #columns(): OrderColumns {
    return this.#account.orders.columns;
  }
}

sealed(OrderHandle);

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
    return this.#columns.size[this.id];
  }

  get entryPrice(): number {
    return this.#columns.entryPrice[this.id];
  }

  get entryBar(): number {
    return this.#columns.entry[this.id] - this.#account.firstTick;
  }

  get entryTime(): number {
    return this.#account.times[this.#columns.entry[this.id]];
  }

  get exitPrice(): number | null {
    return orNull(this.#columns.exitPrice[this.id]);
  }

  get exitBar(): number | null {
    return this.open ? null : this.#columns.exit[this.id] - 1 - this.#account.firstTick;
  }

  get exitTime(): number | null {
    return this.open ? null : this.#account.times[this.#columns.exit[this.id] - 1];
  }

  get open(): boolean {
    return this.#columns.exit[this.id] === 0;
  }

  get pnl(): number {
    return this.open ? openPnl(this.#account, this.#market, this.id) : this.#columns.pnl[this.id];
  }

  get tag(): string | number | null {
    return this.#account.tags.tag(this.#columns.tag[this.id]);
  }

  get sl(): number | null {
    return orNull(this.#columns.sl[this.id]);
  }

  set sl(price: number | null) {
    const level = checkedLevel('sl', price);
    this.#account.note(this.#market, 'trade.sl', this.id, level);
    if (this.open) setStop(this.#account, this.#market, this.id, level);
  }

  get tp(): number | null {
    return orNull(this.#columns.tp[this.id]);
  }

  set tp(price: number | null) {
    const level = checkedLevel('tp', price);
    this.#account.note(this.#market, 'trade.tp', this.id, level);
    if (this.open) setTarget(this.#account, this.#market, this.id, level);
  }

  close(portion = 1): Order {
    checkPortion(portion);
    this.#account.note(this.#market, 'trade.close', this.id, portion);
    const row = closeTrade(this.#account, this.#market, this.id, portion, Role.Close);
    return new OrderHandle(this.#account, this.#market, row);
  }

  get #columns(): TradeColumns {
    return this.#account.trades.columns;
  }
}

sealed(TradeHandle);

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
    if (account.actions !== null) account.note(market, 'position.close', -1, portion);
    if (market.lots.length === 0) return null;
    if (account.hedging) return this.#closeEach(portion);
    const row = addOrder(
      account,
      market,
      market.position < 0 ? 1 : -1,
      OrderType.Market,
      Role.Close,
    );
    account.orders.columns.sizing[row] = Sizing.Portion;
    account.orders.columns.size[row] = portion;
    if (portion === 1) account.orders.columns.plain[row] = Plain.Exit;
    return new OrderHandle(account, market, row);
  }

  // Both sides are held: each trade gets an order of its own, and the last of them is returned.
  #closeEach(portion: number): Order {
    let row = -1;
    for (const lot of this.#market.lots) {
      row = closeTrade(this.#account, this.#market, lot, portion, Role.Close);
    }
    return new OrderHandle(this.#account, this.#market, row);
  }
}

sealed(PositionHandle);

function openPnl(account: Account, market: Market, trade: number): number {
  const { size, entryPrice, fees, funding, borrow } = account.trades.columns;
  const move = account.lastPrice(market) - entryPrice[trade];
  return size[trade] * move * market.multiplier - fees[trade] - funding[trade] - borrow[trade];
}

function checkPortion(portion: number): void {
  if (typeof portion === 'number' && portion > 0 && portion <= 1) return;
  throw new RangeError(`close: the portion must be above 0 and at most 1, got ${String(portion)}.`);
}

function checkedLevel(name: string, price: number | null): number {
  if (price === null) return 0;
  if (typeof price === 'number' && price > 0 && price < Infinity) return price;
  throw new RangeError(`${name} must be a number above 0 or null, got ${String(price)}.`);
}

function orNull(value: number): number | null {
  return value === 0 ? null : value;
}
