import type { Account } from './account.js';
import { flagAmbiguous } from './close-lot.js';
import { Moment, Taking } from './codes.js';
import { fillOrder } from './fill.js';
import { sideOf } from './levels.js';
import type { Market } from './market.js';
import { type Range, touched } from './range.js';

/** Whether a lot was entered inside the bar, or piece of one, that the broker is in. */
export function isFresh(account: Account, lot: number): boolean {
  const { step, entered } = account.trades.columns;
  return step[lot] === account.step && entered[lot] !== Moment.AtOpen;
}

/** Settles what the bar did to the brackets of lots that were entered inside it, by the table of ambiguity in docs/engine.md. */
export function exitNewLots(account: Account, market: Market, i: number, range: Range): void {
  for (let k = market.lots.length - 1; k >= 0; k--) {
    const lot = market.lots[k];
    if (isFresh(account, lot)) exitNewLot(account, market, lot, i, range);
  }
}

function exitNewLot(account: Account, market: Market, lot: number, i: number, range: Range): void {
  const { slOrder, tpOrder, entered } = account.trades.columns;
  const sl = slOrder[lot] - 1;
  const tp = tpOrder[lot] - 1;
  const byLimit = entered[lot] === Moment.ByLimit;
  const stopTouched = sl >= 0 && touched(account, sl, range);
  const targetTouched = tp >= 0 && touched(account, tp, range);
  if (!stopTouched && !targetTouched) return;
  const stopSure = stopTouched && (byLimit || stopPassed(account, sl, range));
  const targetSure = targetTouched && (!byLimit || targetPassed(account, tp, range));
  const clear = stopTouched ? stopSure && !targetTouched : targetSure;
  let exits = stopTouched ? sl : targetSure ? tp : -1;
  if (!clear && account.ambiguity === 'better') exits = targetTouched ? tp : -1;
  if (exits >= 0) fillChild(account, market, exits, i, exits === sl);
  const last = account.trades.lastClosed;
  if (!clear) flagAmbiguous(account, exits >= 0 && last >= 0 ? last : lot);
}

function stopPassed(account: Account, row: number, range: Range): boolean {
  const { columns } = account.orders;
  return (range.close - columns.stop[row]) * sideOf(columns, row) >= 0;
}

function targetPassed(account: Account, row: number, range: Range): boolean {
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
  const { stop, limit } = account.orders.columns;
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
