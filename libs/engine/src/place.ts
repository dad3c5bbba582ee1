import type { Account } from './account.js';
import { OrderState, OrderType, type Reason, reasonNumber, Role, Sizing } from './codes.js';
import type { OrderOptions } from './context.js';
import type { Market } from './market.js';
import { readOptions } from './order-options.js';

// No strategy means to place so many in one bar; an endless loop would.
const MOST_IN_A_BAR = 100_000;

/** Adds a bare order of a market to the account and returns its row; it rests until it is filled or ended. Throws a RangeError for more orders in a bar than anybody needs. */
export function addOrder(
  account: Account,
  market: Market,
  side: number,
  type: number,
  role: number,
): number {
  const row = account.orders.add();
  if (account.orderTick !== account.tick) {
    account.orderTick = account.tick;
    account.orderRow = row;
  } else if (row - account.orderRow >= MOST_IN_A_BAR) throw tooMany();
  const { columns } = account.orders;
  columns.buys[row] = side > 0 ? 1 : 0;
  columns.type[row] = type;
  columns.role[row] = role;
  columns.symbol[row] = market.index;
  columns.placed[row] = account.tick;
  columns.firstBar[row] = market.clock.i + 1;
  market.resting.push(row);
  market.dirty = true;
  return row;
}

function tooMany(): RangeError {
  return new RangeError(`More than ${MOST_IN_A_BAR} orders were placed in one bar.`);
}

/** Reads a strategy's options into a new order and returns its row; throws a TypeError or RangeError that names a bad option. */
export function placeOrder(
  account: Account,
  market: Market,
  side: number,
  options: OrderOptions | undefined,
): number {
  const row = addOrder(account, market, side, OrderType.Market, Role.Entry);
  const { columns } = account.orders;
  columns.sizing[row] = Sizing.Fraction;
  columns.size[row] = 1 / account.markets.length;
  if (options === undefined) return row;
  try {
    readOptions(account, market, options, columns, row);
  } catch (error) {
    // A refused call leaves no order behind.
    market.resting.pop();
    account.orders.drop();
    throw error;
  }
  return row;
}

/** Ends a resting order in a state other than filled and takes it off its market; an order that ended before stays as it is. */
export function endOrder(
  account: Account,
  market: Market,
  row: number,
  status: number,
  reason: Reason,
): void {
  const { columns } = account.orders;
  if (columns.status[row] !== OrderState.Open) return;
  columns.status[row] = status;
  columns.reason[row] = reasonNumber(reason);
  removeRow(market.resting, row);
  market.dirty = true;
  if (status === OrderState.Rejected && account.listens) account.refusedNow.push(row);
}

/** Cancels a resting order for a reason. */
export function cancelOrder(account: Account, market: Market, row: number, reason: Reason): void {
  endOrder(account, market, row, OrderState.Cancelled, reason);
}

/** Takes a row out of a list and keeps its order, without making an array as splice would. */
export function removeRow(list: number[], row: number): void {
  let at = list[0] === row ? 0 : list.indexOf(row);
  if (at < 0) return;
  for (; at + 1 < list.length; at++) list[at] = list[at + 1];
  list.pop();
}
