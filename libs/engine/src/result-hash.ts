import { CanonicalHash } from './canonical.js';
import type { BacktestResult, OrderTable, TradeTable } from './result.js';

/** The SHA-256, in hexadecimal, of a result's canonical bytes: equity, trades, orders, statistics, logs, without timings and ids. */
export function resultHash(result: BacktestResult): string {
  const hash = new CanonicalHash();
  hash.text(result.manifest.engineVersion).column(result.equityTime).column(result.equity);
  addTable(hash, result.trades);
  addTable(hash, result.orders);
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

function addTable(hash: CanonicalHash, table: OrderTable | TradeTable): void {
  const { columns, rows, times, firstTick } = table;
  hash
    .number(rows)
    .number(firstTick)
    .number(times[firstTick] ?? NaN);
  for (const name of Object.keys(columns)) {
    const column: Uint8Array | Int32Array | Float64Array = columns[name as keyof typeof columns];
    hash.text(name).column(column, 0, rows);
  }
  if ('order' in table) hash.column(table.order ?? []);
  for (const symbol of table.symbols) hash.text(symbol);
  for (const tag of table.tags) hash.text(typeof tag).text(String(tag));
}
