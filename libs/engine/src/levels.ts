import type { Market } from './market.js';
import {
  AT_CLOSE,
  ENTRY,
  LIMIT,
  MARKET,
  O_FIRST_BAR,
  O_FLAGS,
  O_LIMIT,
  O_ROLE,
  O_SIDE,
  O_STOP,
  O_TYPE,
  POST_ONLY,
  PROTECT,
  STOP,
  STOP_LIMIT,
  TARGET_EXIT,
  TRIGGERED,
} from './order-row.js';
import { CAPPED_TAKER, MAKER, TAKER } from './fill.js';

/** What an order does at the open: nothing, fill in one of the ways of a fill, or break its promise to be a maker. */
export const WAITS = -1;
export const WOULD_TAKE = -2;

/** How a resting order meets the open of the symbol's own bar `i`; a stop-limit whose stop is passed becomes a limit here. */
export function atOpen(
  orders: Float64Array,
  at: number,
  open: number,
  i: number,
  through: boolean,
): number {
  const type = orders[at + O_TYPE];
  if (type === MARKET) return (orders[at + O_FLAGS] & AT_CLOSE) === 0 ? TAKER : WAITS;
  const side = orders[at + O_SIDE];
  if (type === STOP) return (open - orders[at + O_STOP]) * side >= 0 ? TAKER : WAITS;
  if (type === STOP_LIMIT && !trigger(orders, at, (open - orders[at + O_STOP]) * side >= 0)) {
    return WAITS;
  }
  if (!reaches(orders[at + O_LIMIT], open, side, through)) return WAITS;
  if ((orders[at + O_FLAGS] & POST_ONLY) === 0) return CAPPED_TAKER;
  // Resting since an earlier bar it was in the book first; only a new one takes.
  return orders[at + O_FIRST_BAR] < i ? MAKER : WOULD_TAKE;
}

/** Whether a price reaches a limit of a side: touches it, or with `through` goes beyond it. */
export function reaches(limit: number, price: number, side: number, through: boolean): boolean {
  const beyond = (limit - price) * side;
  return through ? beyond > 0 : beyond >= 0;
}

function trigger(orders: Float64Array, at: number, passed: boolean): boolean {
  if ((orders[at + O_FLAGS] & TRIGGERED) !== 0) return true;
  if (passed) orders[at + O_FLAGS] += TRIGGERED;
  return passed;
}

/** Marks a stop-limit's stop as hit inside a bar. */
export function markTriggered(orders: Float64Array, at: number): void {
  trigger(orders, at, true);
}

/** Whether an order waits for a stop price. */
export function isStop(orders: Float64Array, at: number): boolean {
  const type = orders[at + O_TYPE];
  return type === STOP || (type === STOP_LIMIT && (orders[at + O_FLAGS] & TRIGGERED) === 0);
}

/** Whether an order waits for a limit price. */
export function isLimit(orders: Float64Array, at: number): boolean {
  const type = orders[at + O_TYPE];
  return type === LIMIT || (type === STOP_LIMIT && (orders[at + O_FLAGS] & TRIGGERED) !== 0);
}

/** Whether an order takes from what is held: an exit, or an entry of the other side where positions are netted. */
export function reduces(
  orders: Float64Array,
  at: number,
  market: Market,
  hedging: boolean,
): boolean {
  const role = orders[at + O_ROLE];
  if (role !== ENTRY) return true;
  return !hedging && market.position * orders[at + O_SIDE] < 0;
}

/** Whether an order protects what is held: a stop that reduces it. */
export function protects(
  orders: Float64Array,
  at: number,
  market: Market,
  hedging: boolean,
): boolean {
  const role = orders[at + O_ROLE];
  if (role === PROTECT) return true;
  return role !== TARGET_EXIT && isStop(orders, at) && reduces(orders, at, market, hedging);
}
