import type { Account } from './account.js';
import { OrderState, Role, TRAILING_EXIT } from './codes.js';
import { excursion } from './excursion.js';
import type { Market } from './market.js';
import { endOrder, removeRow } from './place.js';

/** Closes the ticket's part of a lot; less than the whole lot becomes a trade of its own and leaves the rest open. */
export function closeLot(account: Account, market: Market, lot: number): void {
  const { ticket } = account;
  const whole = Math.abs(account.trades.columns.size[lot]);
  const all = ticket.part >= whole;
  const row = all ? lot : splitLot(account, market, lot, ticket.part / whole, ticket.part);
  const { columns } = account.trades;
  const { role, trail } = account.orders.columns;
  const order = ticket.row;
  columns.fees[row] += ticket.fee * ticket.share;
  if (ticket.slippage !== 0) columns.slippage[row] += ticket.slippage * ticket.share;
  if (ticket.spread !== 0) columns.spread[row] += ticket.spread * ticket.share;
  columns.exit[row] = account.tick + 1;
  columns.exitPrice[row] = ticket.price;
  columns.exited[row] = ticket.when;
  columns.exitReason[row] =
    role[order] === Role.Protect && trail[order] > 0 ? TRAILING_EXIT : role[order] + 1;
  // A tag of the strategy's own says more.
  if (role[order] === Role.Finalize && columns.tag[row] === 0) {
    columns.tag[row] = account.tags.number('end_of_data');
  }
  const gross = columns.size[row] * (ticket.price - columns.entryPrice[row]) * market.multiplier;
  columns.pnl[row] = gross - columns.fees[row] - columns.funding[row] - columns.borrow[row];
  if (account.wantsExcursions) excursion(market, columns, row, ticket.bar);
  account.trades.close(row);
  if (account.listens) account.closedNow.push(row);
  if (account.protection !== null) {
    const byStop = role[order] === Role.Protect || role[order] === Role.Liquidate;
    account.protection.closed(market, ticket.bar, byStop);
  }
  if (all) removeLot(account, market, lot);
}

function removeLot(account: Account, market: Market, lot: number): void {
  removeRow(market.lots, lot);
  account.openTrades--;
  const { slOrder, tpOrder } = account.trades.columns;
  endChild(account, market, slOrder[lot] - 1);
  endChild(account, market, tpOrder[lot] - 1);
}

// Ends a stop or target whose trade is gone, unless it is the one that fills.
function endChild(account: Account, market: Market, child: number): void {
  if (child < 0 || child === account.ticket.row) return;
  endOrder(account, market, child, OrderState.Cancelled, 'trade_closed');
}

// Takes `units` (the part `share` of the lot) out into a new row with its share of what the entry cost.
function splitLot(
  account: Account,
  market: Market,
  lot: number,
  share: number,
  units: number,
): number {
  const row = account.trades.addCopy(lot);
  const { columns } = account.trades;
  const { size, fees, slippage, spread, funding, borrow, slOrder, tpOrder } = columns;
  const sign = size[lot] < 0 ? -1 : 1;
  size[row] = sign * units;
  size[lot] = market.onGrid(size[lot] - sign * units);
  for (const column of [fees, slippage, spread, funding, borrow]) {
    column[row] = column[lot] * share;
    column[lot] -= column[row];
  }
  slOrder[row] = 0;
  tpOrder[row] = 0;
  return row;
}

/** Marks a trade as one whose stop and target were both touched in one bar, in an order that nobody knows. */
export function flagAmbiguous(account: Account, row: number): void {
  account.trades.columns.ambiguous[row] = 1;
}
