import type { Account } from './account.js';
import type { OrderTable, TradeTable } from './result.js';
import type { Trades } from './trades.js';

/** The trades of an account as a table over the account's own columns, which nothing writes afterwards. */
export function tradeTable(account: Account): TradeTable {
  const { trades, markets, times, tags, firstTick } = account;
  return {
    columns: trades.columns,
    rows: trades.rows,
    order: closedFirst(trades),
    closed: trades.closedRows,
    symbols: markets.map((market) => market.symbol),
    multipliers: markets.map((market) => market.multiplier),
    tags: tags.values,
    times,
    firstTick,
    hasExcursions: account.wantsExcursions,
  };
}

/** The orders of an account as a table over the account's own columns, which nothing writes afterwards. */
export function orderTable(account: Account): OrderTable {
  const { orders, markets, times, tags, firstTick } = account;
  return {
    columns: orders.columns,
    rows: orders.rows,
    symbols: markets.map((market) => market.symbol),
    tags: tags.values,
    times,
    firstTick,
  };
}

// Trades that close in the order in which they opened, as most do, stand in their order already.
function closedFirst(trades: Trades): Int32Array | null {
  const { closed } = trades;
  let inPlace = true;
  for (let k = 0; k < closed.length && inPlace; k++) inPlace = closed[k] === k;
  if (inPlace) return null;
  const { exit } = trades.columns;
  const order = new Int32Array(trades.rows);
  order.set(closed);
  let k = closed.length;
  for (let row = 0; row < trades.rows; row++) if (exit[row] === 0) order[k++] = row;
  return order;
}
