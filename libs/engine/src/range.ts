import type { Account } from './account.js';
import { isStop, reaches, sideOf } from './levels.js';

/** The prices of a bar, or of a piece of one. */
export type Range = { open: number; high: number; low: number; close: number };

/** Whether a bar's range touches the level that a resting order waits for. */
export function touched(account: Account, row: number, range: Range): boolean {
  const { columns } = account.orders;
  const side = sideOf(columns, row);
  if (isStop(columns, row)) {
    return side > 0 ? range.high >= columns.stop[row] : range.low <= columns.stop[row];
  }
  return reaches(columns.limit[row], side > 0 ? range.low : range.high, side, account.through);
}

/** The target of a trade if a bar's range touches it and it was not tried in it yet, or −1. */
export function touchedTarget(account: Account, trade: number, range: Range): number {
  if (trade < 0) return -1;
  const target = account.trades.columns.tpOrder[trade] - 1;
  return target >= 0 && isOpenTo(account, target, range) ? target : -1;
}

/** Whether a bar's range touches the level of an order that was not tried in it yet. */
export function isOpenTo(account: Account, row: number, range: Range): boolean {
  return account.orders.columns.tried[row] !== account.step + 1 && touched(account, row, range);
}
