import type { OrderRow, TradeRow } from '@app/engine';
import { BinaryRows, type Cell, type CellKind } from './binary-rows.js';

/** Names a column, with what its cells are. */
type Columns = readonly (readonly [name: string, kind: CellKind])[];

const TRADES = [
  ['number', 'int'],
  ['symbol', 'text'],
  ['size', 'double'],
  ['entry_time', 'time'],
  ['exit_time', 'time'],
  ['entry_bar', 'int'],
  ['exit_bar', 'int'],
  ['entry_price', 'double'],
  ['exit_price', 'double'],
  ['pnl', 'double'],
  ['return', 'double'],
  ['fees', 'double'],
  ['mae', 'double'],
  ['mfe', 'double'],
  ['tag', 'text'],
  ['ambiguous', 'bool'],
  ['slippage', 'double'],
  ['spread', 'double'],
  ['funding', 'double'],
  ['borrow', 'double'],
  ['sl', 'double'],
  ['tp', 'double'],
  ['exit_reason', 'text'],
] as const satisfies Columns;

const ORDERS = [
  ['number', 'int'],
  ['symbol', 'text'],
  ['side', 'text'],
  ['type', 'text'],
  ['size', 'double'],
  ['limit_price', 'double'],
  ['stop_price', 'double'],
  ['sl', 'double'],
  ['tp', 'double'],
  ['tag', 'text'],
  ['status', 'text'],
  ['reason', 'text'],
  ['placed_bar', 'int'],
  ['placed_time', 'time'],
  ['filled_bar', 'int'],
  ['filled_time', 'time'],
  ['fill_price', 'double'],
  ['fee', 'double'],
] as const satisfies Columns;

/** Names the columns of `trades` in the order of {@link encodeTrades}. */
export const TRADE_COLUMNS = ['backtest_id', ...TRADES.map(([name]) => name)];

/** Names the columns of `orders` in the order of {@link encodeOrders}. */
export const ORDER_COLUMNS = ['backtest_id', ...ORDERS.map(([name]) => name)];

/** Encodes trades as rows of COPY's binary format, numbered from 0; no bytes for none. */
export function encodeTrades(backtestId: string, trades: Iterable<TradeRow>): Uint8Array {
  return encode(backtestId, TRADES, trades, (trade, number) => [
    number,
    trade.symbol,
    trade.size,
    trade.entry_time,
    trade.exit_time,
    trade.entry_bar,
    trade.exit_bar,
    trade.entry_price,
    trade.exit_price,
    trade.pnl,
    trade.return,
    trade.fees,
    trade.mae,
    trade.mfe,
    trade.tag,
    trade.ambiguous,
    trade.slippage,
    trade.spread,
    trade.funding,
    trade.borrow,
    trade.sl,
    trade.tp,
    trade.exit_reason,
  ]);
}

/** Encodes orders as rows of COPY's binary format, numbered from 0; no bytes for none. */
export function encodeOrders(backtestId: string, orders: Iterable<OrderRow>): Uint8Array {
  return encode(backtestId, ORDERS, orders, (order, number) => [
    number,
    order.symbol,
    order.side,
    order.type,
    order.size,
    order.limit,
    order.stop,
    order.sl,
    order.tp,
    order.tag,
    order.status,
    order.reason,
    order.placed_bar,
    order.placed_time,
    order.filled_bar,
    order.filled_time,
    order.fill_price,
    order.fee,
  ]);
}

function encode<Row>(
  backtestId: string,
  columns: Columns,
  rows: Iterable<Row>,
  cellsOf: (row: Row, number: number) => Cell[],
): Uint8Array {
  const kinds = columns.map(([, kind]) => kind);
  const encoded = new BinaryRows(backtestId, kinds);
  let count = 0;
  for (const row of rows) encoded.add(cellsOf(row, count++));
  return count === 0 ? new Uint8Array(0) : encoded.end();
}
