import type { Account } from './account.js';
import { OrderState, OrderType, reasonNumber, Role, Sizing } from './codes.js';
import type { Market } from './market.js';
import type { OrderOptions } from './context.js';
import { addOrder, endOrder, placeOrder } from './place.js';

// Every bar looks at all orders that rest, so that their cost grows with their square; nobody's book is that deep.
const MOST_RESTING = 10_000;

/** Places a strategy's entry and returns its row; where entries are exclusive, it first makes room for it. */
export function placeEntry(
  account: Account,
  market: Market,
  side: number,
  options: OrderOptions | undefined,
): number {
  if (account.config.exclusiveOrders) {
    // A call that is refused leaves all as it was, so the entry is tried before room is made for it.
    placeOrder(account, market, side, options);
    market.resting.pop();
    account.orders.drop();
    exclude(account, market);
  }
  const row =
    market.resting.length < MOST_RESTING
      ? placeOrder(account, market, side, options)
      : refuseOneMore(account, market, side, options);
  if (account.actions !== null) account.noteOrder(market, side > 0 ? 'buy' : 'sell', row);
  return row;
}

// Beside ten thousand that wait, looking for the new one among them, or at all of them again, would cost what the limit saves.
function refuseOneMore(
  account: Account,
  market: Market,
  side: number,
  options: OrderOptions | undefined,
): number {
  const { dirty, symbol } = market;
  const row = placeOrder(account, market, side, options);
  market.resting.pop();
  const { columns } = account.orders;
  columns.status[row] = OrderState.Rejected;
  columns.reason[row] = reasonNumber('too_many_orders');
  // The next bar is to tell the strategy.
  if (account.listens) account.refusedNow.push(row);
  else market.dirty = dirty;
  const limit = MOST_RESTING;
  const message = `${symbol}: ${limit} orders rest already, and more are rejected.`;
  account.warn('too_many_orders', message, { symbol, limit });
  return row;
}

// Makes room for an exclusive entry: cancels the orders that wait on its market, brackets aside, and closes what is open there.
function exclude(account: Account, market: Market): void {
  const { role } = account.orders.columns;
  for (const row of market.resting.slice()) {
    if (role[row] === Role.Entry || role[row] === Role.Close) {
      endOrder(account, market, row, OrderState.Cancelled, 'exclusive');
    }
  }
  for (const lot of market.lots) closeTrade(account, market, lot, 1, Role.Exclusive);
}

/** Places an order that closes a portion of a trade and returns its row. */
export function closeTrade(
  account: Account,
  market: Market,
  trade: number,
  portion: number,
  role: number,
): number {
  const side = account.trades.columns.size[trade] < 0 ? 1 : -1;
  const row = addOrder(account, market, side, OrderType.Market, role);
  const { columns } = account.orders;
  columns.sizing[row] = Sizing.Portion;
  columns.size[row] = portion;
  columns.trade[row] = trade + 1;
  return row;
}
