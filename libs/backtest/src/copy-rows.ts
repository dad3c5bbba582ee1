import type { OrderRow, TradeRow } from '@app/engine';

/** Names the columns of `trades` in the order of {@link encodeTrades}. */
export const TRADE_COLUMNS = [
  'backtest_id',
  'number',
  'symbol',
  'size',
  'entry_time',
  'exit_time',
  'entry_bar',
  'exit_bar',
  'entry_price',
  'exit_price',
  'pnl',
  'return',
  'fees',
  'mae',
  'mfe',
  'tag',
  'ambiguous',
  'slippage',
  'spread',
  'funding',
  'borrow',
  'sl',
  'tp',
  'exit_reason',
] as const;

/** Names the columns of `orders` in the order of {@link encodeOrders}. */
export const ORDER_COLUMNS = [
  'backtest_id',
  'number',
  'symbol',
  'side',
  'type',
  'size',
  'limit_price',
  'stop_price',
  'sl',
  'tp',
  'tag',
  'status',
  'reason',
  'placed_bar',
  'placed_time',
  'filled_bar',
  'filled_time',
  'fill_price',
  'fee',
] as const;

type Cell = string | number | boolean | null;

/** Encodes trades as rows of COPY's text format, numbered from 0. */
export function encodeTrades(backtestId: string, trades: Iterable<TradeRow>): Uint8Array {
  return encode(backtestId, trades, (trade) => [
    trade.symbol,
    trade.size,
    time(trade.entry_time),
    time(trade.exit_time),
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

/** Encodes orders as rows of COPY's text format, numbered from 0. */
export function encodeOrders(backtestId: string, orders: Iterable<OrderRow>): Uint8Array {
  return encode(backtestId, orders, (order) => [
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
    time(order.placed_time),
    order.filled_bar,
    time(order.filled_time),
    order.fill_price,
    order.fee,
  ]);
}

function encode<Row>(
  backtestId: string,
  rows: Iterable<Row>,
  cellsOf: (row: Row) => Cell[],
): Uint8Array {
  const lines: string[] = [];
  for (const row of rows) {
    let line = `${backtestId}\t${lines.length}`;
    for (const cell of cellsOf(row)) line += `\t${cellText(cell)}`;
    lines.push(`${line}\n`);
  }
  return new TextEncoder().encode(lines.join(''));
}

function time(timeMs: number | null): string | null {
  return timeMs === null ? null : new Date(timeMs).toISOString();
}

function cellText(cell: Cell): string {
  if (cell === null) return '\\N';
  if (typeof cell !== 'string') return String(cell);
  if (!SPECIAL.test(cell)) return cell;
  // A NUL cannot be stored in a text column, and would end the whole COPY.
  return cell
    .replaceAll('\0', '')
    .replaceAll(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? '');
}

const SPECIAL = /[\0\\\t\n\r]/;
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
