import type { Account } from './account.js';
import { flagAmbiguous } from './close-lot.js';
import { Flag, Moment, Taking } from './codes.js';
import { fillOrder } from './fill.js';
import { sideOf } from './levels.js';
import { liquidationPrice } from './liquidation.js';
import type { Market } from './market.js';
import { isOpenTo, type Range, touchedTarget } from './range.js';

/** Whether a lot was entered inside the bar, or piece of one, that the broker is in. */
export function isFresh(account: Account, lot: number): boolean {
  const { step, entered } = account.trades.columns;
  return step[lot] === account.step && entered[lot] !== Moment.AtOpen;
}

/** Whether the bar proves that it reached the target of a lot after it was entered inside the bar: by a stop it went on, by a limit the close lies beyond it. */
export function isProven(account: Account, lot: number, range: Range): boolean {
  const { tpOrder, entered } = account.trades.columns;
  return entered[lot] !== Moment.ByLimit || reachedAtClose(account, tpOrder[lot] - 1, range);
}

/** Settles what the bar did to the brackets of lots that were entered inside it, by the table of ambiguity in docs/engine.md; a target that is proven is left for its turn. */
export function exitNewLots(account: Account, market: Market, i: number, range: Range): void {
  for (let k = market.lots.length - 1; k >= 0; k--) {
    const lot = market.lots[k];
    if (isFresh(account, lot)) exitNewLot(account, market, lot, i, range);
  }
}

function exitNewLot(account: Account, market: Market, lot: number, i: number, range: Range): void {
  const { slOrder, entered } = account.trades.columns;
  const sl = slOrder[lot] - 1;
  const tp = touchedTarget(account, lot, range);
  const stopTouched = sl >= 0 && isOpenTo(account, sl, range);
  if (stopTouched) {
    if (liquidatesBefore(account, market, lot, sl, range)) return;
    const sure = entered[lot] === Moment.ByLimit || stopPassed(account, sl, range);
    settle(account, market, lot, i, sure && tp < 0, sl, tp);
  } else if (tp >= 0 && !isProven(account, lot, range)) {
    settle(account, market, lot, i, false, -1, tp);
  }
}

// Fills the exit that counts, a stop or none, and flags the trade where another may have come first.
function settle(
  account: Account,
  market: Market,
  lot: number,
  i: number,
  clear: boolean,
  sl: number,
  tp: number,
): void {
  const exits = clear || account.ambiguity !== 'better' ? sl : tp;
  if (!clear) flagAmbiguous(account, lot);
  if (exits >= 0) fillChild(account, market, exits, i, exits === sl);
}

// A liquidation whose level is nearer to the entry than the stop comes first.
function liquidatesBefore(
  account: Account,
  market: Market,
  lot: number,
  sl: number,
  range: Range,
): boolean {
  if (!account.liquidates) return false;
  const side = account.trades.columns.size[lot] > 0 ? 1 : -1;
  const level = liquidationPrice(account, market, side);
  const hit = side > 0 ? range.low <= level : range.high >= level;
  return hit && (level - account.orders.columns.stop[sl]) * side > 0;
}

function stopPassed(account: Account, row: number, range: Range): boolean {
  const { columns } = account.orders;
  return (range.close - columns.stop[row]) * sideOf(columns, row) >= 0;
}

function reachedAtClose(account: Account, row: number, range: Range): boolean {
  const { columns } = account.orders;
  return (columns.limit[row] - range.close) * sideOf(columns, row) >= 0;
}

function fillChild(
  account: Account,
  market: Market,
  row: number,
  i: number,
  isStop: boolean,
): void {
  const { stop, limit, flags } = account.orders.columns;
  if (isStop) flags[row] |= Flag.Triggered;
  account.ticket.base = isStop ? stop[row] : limit[row];
  fillOrder(
    account,
    market,
    row,
    i,
    isStop ? Taking.Taker : Taking.Maker,
    isStop ? Moment.ByStop : Moment.ByLimit,
  );
}
