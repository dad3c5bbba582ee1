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
