import { EXIT_REASONS, Flag, ORDER_STATES, ORDER_TYPES, REASONS, Sizing } from './codes.js';
import type { OrderCounts, OrderRow, OrderTable, TradeRow, TradeTable } from './result.js';

/** Counts the orders of a table by final state, and those with a reason by it. */
export function countOrders({ columns, rows }: OrderTable): OrderCounts {
  const byState = new Uint32Array(ORDER_STATES.length);
  const byReason = new Uint32Array(REASONS.length);
  const { status, reason } = columns;
  for (let row = 0; row < rows; row++) {
    byState[status[row]]++;
    byReason[reason[row]]++;
  }
  const states = Object.fromEntries(ORDER_STATES.map((name, k) => [name, byState[k]]));
  const reasons: Record<string, number> = {};
  REASONS.forEach((name, k) => {
    if (name !== '' && byReason[k] > 0) reasons[name] = byReason[k];
  });
  return { states, reasons };
}

/** The trade in one row of a trade table. */
export function tradeAt(table: TradeTable, place: number): TradeRow {
  const { columns, times, order } = table;
  const row = order === null ? place : order[place];
  const exit = columns.exit[row] - 1;
  const closed = exit >= 0;
  const value =
    Math.abs(columns.size[row]) * columns.entryPrice[row] * table.multipliers[columns.symbol[row]];
  return {
    symbol: table.symbols[columns.symbol[row]],
    size: columns.size[row],
    entry_time: times[columns.entry[row]],
    exit_time: closed ? times[exit] : null,
    entry_bar: columns.entry[row] - table.firstTick,
    exit_bar: closed ? exit - table.firstTick : null,
    entry_price: columns.entryPrice[row],
    exit_price: closed ? columns.exitPrice[row] : null,
    pnl: closed ? columns.pnl[row] : null,
    return: closed ? columns.pnl[row] / value : null,
    fees: columns.fees[row],
    slippage: columns.slippage[row],
    spread: columns.spread[row],
    funding: columns.funding[row],
    borrow: columns.borrow[row],
    mae: closed && table.hasExcursions ? columns.mae[row] : null,
    mfe: closed && table.hasExcursions ? columns.mfe[row] : null,
    sl: orNull(columns.sl[row]),
    tp: orNull(columns.tp[row]),
    tag: tagOf(table.tags, columns.tag[row]),
    exit_reason: EXIT_REASONS[columns.exitReason[row]] || null,
    ambiguous: columns.ambiguous[row] === 1,
  };
}

/** The order in one row of an order table. */
export function orderAt(table: OrderTable, row: number): OrderRow {
  const { columns, times } = table;
  const filledAt = columns.filledAt[row] - 1;
  const filled = filledAt >= 0;
  const known = columns.sizing[row] === Sizing.Units || (columns.flags[row] & Flag.Fixed) !== 0;
  return {
    order: row,
    symbol: table.symbols[columns.symbol[row]],
    side: columns.buys[row] === 1 ? 'buy' : 'sell',
    size: known && columns.size[row] === columns.size[row] ? columns.size[row] : null,
    type: ORDER_TYPES[columns.type[row]],
    limit: orNull(columns.limit[row]),
    stop: orNull(columns.stop[row]),
    sl: orNull(columns.sl[row]),
    tp: orNull(columns.tp[row]),
    tag: tagOf(table.tags, columns.tag[row]),
    status: ORDER_STATES[columns.status[row]],
    reason: REASONS[columns.reason[row]] || null,
    placed_bar: columns.placed[row] - table.firstTick,
    placed_time: times[columns.placed[row]],
    filled_bar: filled ? filledAt - table.firstTick : null,
    filled_time: filled ? times[filledAt] : null,
    filled_size: columns.filled[row],
    fill_price: filled ? columns.price[row] : null,
    fee: columns.fee[row],
  };
}

/** Walks the trades of a trade table as plain objects, from place `from` to before place `to`. */
export function* tradeRows(table: TradeTable, from = 0, to = table.rows): Generator<TradeRow> {
  for (let row = from; row < Math.min(to, table.rows); row++) yield tradeAt(table, row);
}

/** Walks the orders of an order table as plain objects, from row `from` to before row `to`. */
export function* orderRows(table: OrderTable, from = 0, to = table.rows): Generator<OrderRow> {
  for (let row = from; row < Math.min(to, table.rows); row++) yield orderAt(table, row);
}

function tagOf(tags: readonly (string | number)[], number: number): string | number | null {
  return number === 0 ? null : tags[number - 1];
}

function orNull(value: number): number | null {
  return value === 0 ? null : value;
}
