import type { Account } from './account.js';
import { Flag, OrderType, Role, Taking } from './codes.js';
import type { Market } from './market.js';
import type { OrderColumns } from './orders.js';

/** What an order does at the open beside filling: nothing, or break its promise to be a maker. */
export const enum NoFill {
  Waits = -1,
  WouldTake = -2,
}

/** How a resting order meets the open of the symbol's own bar `i`: a way to fill, or one of the above; a stop that is passed is triggered here. */
export function atOpen(
  columns: OrderColumns,
  row: number,
  open: number,
  i: number,
  through: boolean,
): number {
  const type = columns.type[row];
  if (type === OrderType.Market)
    return (columns.flags[row] & Flag.AtClose) === 0 ? Taking.Taker : NoFill.Waits;
  const side = sideOf(columns, row);
  const passed = (open - columns.stop[row]) * side >= 0;
  if (type === OrderType.Stop) {
    if (passed) columns.flags[row] |= Flag.Triggered;
    return isTriggered(columns, row) ? Taking.Taker : NoFill.Waits;
  }
  if (type === OrderType.StopLimit && (columns.flags[row] & Flag.Triggered) === 0) {
    if (!passed) return NoFill.Waits;
    columns.flags[row] |= Flag.Triggered;
  }
  if (!reaches(columns.limit[row], open, side, through)) return NoFill.Waits;
  if ((columns.flags[row] & Flag.PostOnly) === 0) return Taking.CappedTaker;
  // Resting since an earlier bar it was in the book first; only a new one takes.
  return columns.firstBar[row] < i ? Taking.Maker : NoFill.WouldTake;
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
  if (type === OrderType.Stop) return true;
  return type === OrderType.StopLimit && (columns.flags[row] & Flag.Triggered) === 0;
}

/** Whether a stop was hit: what its bar could not fill of it is a market order. */
export function isTriggered(columns: OrderColumns, row: number): boolean {
  return columns.type[row] === OrderType.Stop && (columns.flags[row] & Flag.Triggered) !== 0;
}

/** Whether an order waits for a price at all. */
export function isPriced(columns: OrderColumns, row: number): boolean {
  return columns.type[row] >= OrderType.Limit;
}

/** Whether an order takes from what is held: an exit, or an order of the other side where positions are netted or it may only reduce. */
export function reduces(account: Account, market: Market, row: number): boolean {
  const { columns } = account.orders;
  if (columns.role[row] !== Role.Entry) return true;
  const side = sideOf(columns, row);
  if (!account.hedging) return market.position * side < 0;
  return (columns.flags[row] & Flag.ReduceOnly) !== 0 && account.sideSize(market, -side) > 0;
}

/** Whether an order protects what is held: a stop that reduces it. */
export function protects(account: Account, market: Market, row: number): boolean {
  const { columns } = account.orders;
  const role = columns.role[row];
  if (role === Role.Protect) return true;
  return role !== Role.TakeProfit && isStop(columns, row) && reduces(account, market, row);
}
