import type { Account } from './account.js';
import {
  AT_CLOSE,
  CAPPED_TAKER,
  ENTRY,
  LIMIT,
  MAKER,
  MARKET,
  POST_ONLY,
  PROTECT,
  STOP,
  STOP_LIMIT,
  TAKE_PROFIT,
  TAKER,
  TRIGGERED,
} from './codes.js';
import type { Market } from './market.js';
import type { OrderColumns } from './orders.js';

/** What an order does at the open beside filling: nothing, or break its promise to be a maker. */
export const WAITS = -1;
export const WOULD_TAKE = -2;

/** How a resting order meets the open of the symbol's own bar `i`: a way to fill, or one of the above; a stop-limit whose stop is passed becomes a limit here. */
export function atOpen(
  columns: OrderColumns,
  row: number,
  open: number,
  i: number,
  through: boolean,
): number {
  const type = columns.type[row];
  if (type === MARKET) return (columns.flags[row] & AT_CLOSE) === 0 ? TAKER : WAITS;
  const side = sideOf(columns, row);
  const passed = (open - columns.stop[row]) * side >= 0;
  if (type === STOP) return passed || isTriggered(columns, row) ? TAKER : WAITS;
  if (type === STOP_LIMIT && (columns.flags[row] & TRIGGERED) === 0) {
    if (!passed) return WAITS;
    columns.flags[row] |= TRIGGERED;
  }
  if (!reaches(columns.limit[row], open, side, through)) return WAITS;
  if ((columns.flags[row] & POST_ONLY) === 0) return CAPPED_TAKER;
  // Resting since an earlier bar it was in the book first; only a new one takes.
  return columns.firstBar[row] < i ? MAKER : WOULD_TAKE;
}

/** 1 for an order that buys, −1 for one that sells. */
export function sideOf(columns: OrderColumns, row: number): number {
  return columns.buys[row] === 1 ? 1 : -1;
}

/** Whether a price reaches a limit of a side: touches it, or with `through` goes beyond it. */
export function reaches(limit: number, price: number, side: number, through: boolean): boolean {
  const beyond = (limit - price) * side;
  return through ? beyond > 0 : beyond >= 0;
}

/** Whether an order waits for its stop price, not for a limit. */
export function isStop(columns: OrderColumns, row: number): boolean {
  const type = columns.type[row];
  if (type === STOP) return true;
  return type === STOP_LIMIT && (columns.flags[row] & TRIGGERED) === 0;
}

/** Whether a stop has filled in part: the rest of it is a market order. */
export function isTriggered(columns: OrderColumns, row: number): boolean {
  return columns.type[row] === STOP && columns.filled[row] > 0;
}

/** Whether an order waits for a price at all. */
export function isPriced(columns: OrderColumns, row: number): boolean {
  return columns.type[row] >= LIMIT;
}

/** Whether an order takes from what is held: an exit, or an entry of the other side where positions are netted. */
export function reduces(account: Account, market: Market, row: number): boolean {
  const { columns } = account.orders;
  if (columns.role[row] !== ENTRY) return true;
  return !account.hedging && market.position * sideOf(columns, row) < 0;
}

/** Whether an order protects what is held: a stop that reduces it. */
export function protects(account: Account, market: Market, row: number): boolean {
  const { columns } = account.orders;
  const role = columns.role[row];
  if (role === PROTECT) return true;
  return role !== TAKE_PROFIT && isStop(columns, row) && reduces(account, market, row);
}
