import type { Account } from './account.js';
import { Moment, OrderState, OrderType, Taking, Tif } from './codes.js';
import { fillOrder, turnToTarget } from './fill.js';
import { atOpen, NoFill, reduces } from './levels.js';
import { type Market, placedOn } from './market.js';
import { cancelOrder, endOrder } from './place.js';
import { nextDay } from './session.js';

/** Ends the orders that expire at or before the open of the symbol's own bar `i`. */
export function expireOrders(account: Account, market: Market, i: number): void {
  const { resting } = market;
  for (let k = resting.length - 1; k >= 0; k--) {
    const row = resting[k];
    const { expiresBar } = account.orders.columns;
    if (expiresBar[row] === 0 || expiresBar[row] > i) continue;
    endOrder(
      account,
      market,
      row,
      OrderState.Expired,
      isDayOver(account, market, row, i) ? 'day_over' : 'expired',
    );
  }
}

function isDayOver(account: Account, market: Market, row: number, i: number): boolean {
  const { tif, firstBar } = account.orders.columns;
  const { time } = market.bars;
  return tif[row] === Tif.Day && nextDay(market.settings, time[firstBar[row]]) <= time[i];
}

/** Fills at the open what meets it, on all given markets at once: closing before opening, then in order of placement. */
export function fillAtOpen(account: Account, markets: readonly Market[], tick: number): void {
  if (markets.length > 1) {
    fillTogether(account, markets, tick);
    return;
  }
  const market = markets[0];
  const { resting } = market;
  const i = market.barAt === null ? tick : market.barAt[tick];
  // Orders that the fills add, such as brackets, live inside the bar only.
  const end = account.orders.rows;
  for (let pass = 0; pass < 2; pass++) {
    for (let k = 0; k < resting.length;) {
      const row = resting[k];
      if (row >= end) break;
      if (pass === 0) turnToTarget(account, market, row, market.bars.open[i]);
      if (pass === 1 || reduces(account, market, row)) fillOneAtOpen(account, market, row, i);
      // A fill may take this order and others off the list, which stays in order of placement.
      while (k > 0 && (k > resting.length || resting[k - 1] > row)) k--;
      if (k < resting.length && resting[k] <= row) k++;
    }
  }
}

function fillTogether(account: Account, markets: readonly Market[], tick: number): void {
  const waiting = placedOn(markets);
  for (let pass = 0; pass < 2; pass++) {
    for (const row of waiting) {
      const { status, symbol } = account.orders.columns;
      if (status[row] !== OrderState.Open) continue;
      const market = account.markets[symbol[row]];
      const i = market.barAt === null ? tick : market.barAt[tick];
      if (pass === 0) turnToTarget(account, market, row, market.bars.open[i]);
      if (pass === 1 || reduces(account, market, row)) fillOneAtOpen(account, market, row, i);
    }
  }
}

function fillOneAtOpen(account: Account, market: Market, row: number, i: number): void {
  const { columns } = account.orders;
  if (columns.tried[row] === account.step + 1) return;
  const open = market.bars.open[i];
  const how = atOpen(columns, row, open, i, account.through);
  if (how === NoFill.Waits) {
    // A stop-limit whose stop this open passed waits for its limit from now on.
    if (columns.type[row] === OrderType.StopLimit) market.dirty = true;
    return;
  }
  if (how === NoFill.WouldTake) {
    cancelOrder(account, market, row, 'post_only');
    return;
  }
  account.ticket.base = how === Taking.Maker ? columns.limit[row] : open;
  fillOrder(account, market, row, i, how, how === Taking.Maker ? Moment.ByLimit : Moment.AtOpen);
}

/** Cancels, once the symbol's own bar `i` is over, the orders that live only for their first bar. */
export function endImmediate(account: Account, market: Market, i: number): void {
  const { resting } = market;
  for (let k = resting.length - 1; k >= 0; k--) {
    const row = resting[k];
    const { tif, firstBar } = account.orders.columns;
    if (tif[row] < Tif.Ioc || firstBar[row] > i) continue;
    endOrder(account, market, row, OrderState.Cancelled, tif[row] === Tif.Fok ? 'fok' : 'ioc');
  }
}
