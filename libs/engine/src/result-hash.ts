import { CanonicalHash } from './canonical.js';
import type { BacktestResult, Table } from './result.js';

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

function addTable(hash: CanonicalHash, table: Table): void {
  hash.number(table.rows).number(table.stride).column(table.data);
  for (const symbol of table.symbols) hash.text(symbol);
  for (const tag of table.tags) hash.text(typeof tag).text(String(tag));
}
