import type { Account } from './account.js';
import {
  O_FEE,
  O_FILLED,
  O_FILLED_BAR,
  O_FILLED_TIME,
  O_LIMIT,
  O_PLACED_BAR,
  O_PLACED_TIME,
  O_PRICE,
  O_REASON,
  O_SIDE,
  O_SIZE,
  O_SL,
  O_STATUS,
  O_STOP,
  O_SYMBOL,
  O_TAG,
  O_TP,
  O_TYPE,
  ORDER_STATES,
  ORDER_STRIDE,
  ORDER_TYPES,
  REASONS,
} from './order-row.js';
import type { OrderCounts, OrderRow, Table, TradeRow } from './result.js';
import {
  EXIT_REASONS,
  T_AMBIGUOUS,
  T_ENTRY_BAR,
  T_ENTRY_PRICE,
  T_ENTRY_TIME,
  T_EXIT_BAR,
  T_EXIT_PRICE,
  T_EXIT_REASON,
  T_EXIT_TIME,
  T_FEES,
  T_FUNDING,
  T_MAE,
  T_MFE,
  T_PNL,
  T_RETURN,
  T_SIZE,
  T_SL,
  T_SLIPPAGE,
  T_SPREAD,
  T_SYMBOL,
  T_TAG,
  T_TP,
  TRADE_STRIDE,
} from './trade-row.js';

/** The trades of an account as a table: closed ones in order of closing, then open ones in order of opening; bars count from the first tradable tick. */
export function tradeTable(account: Account): Table {
  const { data, rows } = account.trades;
  const order = [...account.closed];
  for (let row = 0; row < rows; row++) {
    if (data[row * TRADE_STRIDE + T_EXIT_BAR] < 0) order.push(row);
  }
  const out = new Float64Array(rows * TRADE_STRIDE);
  order.forEach((row, k) => {
    const at = row * TRADE_STRIDE;
    out.set(data.subarray(at, at + TRADE_STRIDE), k * TRADE_STRIDE);
    out[k * TRADE_STRIDE + T_ENTRY_BAR] -= account.firstTick;
    if (out[k * TRADE_STRIDE + T_EXIT_BAR] >= 0) {
      out[k * TRADE_STRIDE + T_EXIT_BAR] -= account.firstTick;
    }
  });
  return tableOf(account, out, TRADE_STRIDE, rows);
}

/** The orders of an account as a table, in order of placement; bars count from the first tradable tick. */
export function orderTable(account: Account): Table {
  const { rows } = account.orders;
  const out = account.orders.data.slice(0, rows * ORDER_STRIDE);
  for (let at = 0; at < out.length; at += ORDER_STRIDE) {
    out[at + O_PLACED_BAR] -= account.firstTick;
    if (out[at + O_FILLED_BAR] >= 0) out[at + O_FILLED_BAR] -= account.firstTick;
  }
  return tableOf(account, out, ORDER_STRIDE, rows);
}

function tableOf(account: Account, data: Float64Array, stride: number, rows: number): Table {
  const symbols = account.markets.map((market) => market.symbol);
  return { data, stride, rows, symbols, tags: [...account.tags.values] };
}

/** Counts the orders of a table by final state, and those with a reason by it. */
export function countTable({ data, stride, rows }: Table): OrderCounts {
  const states: Record<string, number> = {};
  const reasons: Record<string, number> = {};
  for (const state of ORDER_STATES) states[state] = 0;
  for (let row = 0; row < rows; row++) {
    states[ORDER_STATES[data[row * stride + O_STATUS]]]++;
    const reason = REASONS[data[row * stride + O_REASON]];
    if (reason !== '') reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  return { states, reasons };
}

/** The trade in one row of a trade table. */
export function tradeAt(table: Table, row: number): TradeRow {
  const { data, stride } = table;
  const at = row * stride;
  const open = data[at + T_EXIT_BAR] < 0;
  return {
    symbol: table.symbols[data[at + T_SYMBOL]],
    size: data[at + T_SIZE],
    entry_time: data[at + T_ENTRY_TIME],
    exit_time: orNull(data[at + T_EXIT_TIME]),
    entry_bar: data[at + T_ENTRY_BAR],
    exit_bar: open ? null : data[at + T_EXIT_BAR],
    entry_price: data[at + T_ENTRY_PRICE],
    exit_price: orNull(data[at + T_EXIT_PRICE]),
    pnl: orNull(data[at + T_PNL]),
    return: orNull(data[at + T_RETURN]),
    fees: data[at + T_FEES],
    slippage: data[at + T_SLIPPAGE],
    spread: data[at + T_SPREAD],
    funding: data[at + T_FUNDING],
    mae: orNull(data[at + T_MAE]),
    mfe: orNull(data[at + T_MFE]),
    sl: orNull(data[at + T_SL]),
    tp: orNull(data[at + T_TP]),
    tag: tagOf(table, data[at + T_TAG]),
    exit_reason: EXIT_REASONS[data[at + T_EXIT_REASON]] || null,
    ambiguous: data[at + T_AMBIGUOUS] !== 0,
  };
}

/** The order in one row of an order table. */
export function orderAt(table: Table, row: number): OrderRow {
  const { data, stride } = table;
  const at = row * stride;
  const filled = data[at + O_FILLED_BAR] >= 0;
  return {
    order: row,
    symbol: table.symbols[data[at + O_SYMBOL]],
    side: data[at + O_SIDE] > 0 ? 'buy' : 'sell',
    size: orNull(data[at + O_SIZE]),
    type: ORDER_TYPES[data[at + O_TYPE]],
    limit: orNull(data[at + O_LIMIT]),
    stop: orNull(data[at + O_STOP]),
    sl: orNull(data[at + O_SL]),
    tp: orNull(data[at + O_TP]),
    tag: tagOf(table, data[at + O_TAG]),
    status: ORDER_STATES[data[at + O_STATUS]],
    reason: REASONS[data[at + O_REASON]] || null,
    placed_bar: data[at + O_PLACED_BAR],
    placed_time: data[at + O_PLACED_TIME],
    filled_bar: filled ? data[at + O_FILLED_BAR] : null,
    filled_time: orNull(data[at + O_FILLED_TIME]),
    filled_size: data[at + O_FILLED],
    fill_price: orNull(data[at + O_PRICE]),
    fee: data[at + O_FEE],
  };
}

/** Walks the trades of a trade table as plain objects, from row `from` to before row `to`. */
export function* tradeRows(table: Table, from = 0, to = table.rows): Generator<TradeRow> {
  for (let row = from; row < Math.min(to, table.rows); row++) yield tradeAt(table, row);
}

/** Walks the orders of an order table as plain objects, from row `from` to before row `to`. */
export function* orderRows(table: Table, from = 0, to = table.rows): Generator<OrderRow> {
  for (let row = from; row < Math.min(to, table.rows); row++) yield orderAt(table, row);
}

function tagOf(table: Table, number: number): string | number | null {
  return number < 0 ? null : table.tags[number];
}

function orNull(value: number): number | null {
  return value === value ? value : null;
}
