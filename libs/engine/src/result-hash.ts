import { CanonicalHash, type Hasher } from './canonical.js';
import type { BacktestResult, OrderTable, TradeTable } from './result.js';

/** The SHA-256, in hexadecimal, of a result's canonical bytes: equity, trades, orders, statistics, logs, without timings and ids. */
export function resultHash(result: BacktestResult, hasher?: Hasher): string {
  const hash = new CanonicalHash(hasher);
  hash.text(result.manifest.engineVersion).column(result.equityTime).column(result.equity);
  addTables(hash, result.orders, result.trades);
  for (const name of Object.keys(result.statistics).toSorted()) {
    const value = result.statistics[name];
    hash.text(name).number(value === null ? NaN : value);
  }
  hash.number(result.logs.length);
  for (const line of result.logs) {
    hash.number(line.bar).number(line.time).text(line.symbol).text(line.message);
    hash.text(JSON.stringify(line.values));
  }
  return hash.hex();
}

// What a reader of the result sees, in a fixed order; the broker's own marks in the rows are left out.
const ORDER_COLUMNS = [
  'symbol',
  'buys',
  'type',
  'size',
  'limit',
  'stop',
  'sl',
  'tp',
  'tag',
  'status',
  'reason',
  'placed',
  'filledAt',
  'filled',
  'price',
  'fee',
] as const;
const TRADE_COLUMNS = [
  'symbol',
  'size',
  'entry',
  'exit',
  'entryPrice',
  'exitPrice',
  'pnl',
  'fees',
  'slippage',
  'spread',
  'funding',
  'borrow',
  'mae',
  'mfe',
  'sl',
  'tp',
  'tag',
  'exitReason',
  'ambiguous',
] as const;

function addTables(hash: CanonicalHash, orders: OrderTable, trades: TradeTable): void {
  hash.number(orders.rows);
  for (const name of ORDER_COLUMNS) hash.column(orders.columns[name], 0, orders.rows);
  hash
    .number(trades.rows)
    .number(trades.closed)
    .column(trades.order ?? []);
  for (const name of TRADE_COLUMNS) hash.column(trades.columns[name], 0, trades.rows);
  hash.number(trades.firstTick);
  for (const symbol of trades.symbols) hash.text(symbol);
  for (const tag of trades.tags) hash.text(typeof tag).text(String(tag));
}
