import type { Account } from './account.js';
import { isStop } from './levels.js';
import type { Market } from './market.js';
import {
  IOC,
  MARKET,
  O_EXPIRES_BAR,
  O_EXPIRES_TIME,
  O_LIMIT,
  O_SIDE,
  O_STOP,
  O_TIF,
  O_TRAIL,
  O_TYPE,
  ORDER_STRIDE,
} from './order-row.js';
import { T_EXIT_AT, TRADE_STRIDE } from './trade-row.js';

/** Works out the nearest prices and the next own bar at which a market needs the broker. */
export function readTriggers(account: Account, market: Market): void {
  let low = -Infinity;
  let high = Infinity;
  let wake = Infinity;
  const orders = account.orders.data;
  for (const row of market.resting) {
    const at = row * ORDER_STRIDE;
    const type = orders[at + O_TYPE];
    // An order that acts at the next bar whatever its prices: that bar's low is below any such trigger.
    if (type === MARKET || orders[at + O_TIF] >= IOC) {
      low = Infinity;
      break;
    }
    const stop = isStop(orders, at);
    const level = orders[at + (stop ? O_STOP : O_LIMIT)];
    const falls = orders[at + O_SIDE] > 0 !== stop;
    if (falls) low = Math.max(low, level);
    else high = Math.min(high, level);
    if (orders[at + O_EXPIRES_BAR] >= 0) wake = Math.min(wake, orders[at + O_EXPIRES_BAR]);
    const expires = orders[at + O_EXPIRES_TIME];
    if (expires === expires) wake = Math.min(wake, firstBarAt(market, expires));
    // A trailing stop moves on every bar that goes further its trade's way.
    if (orders[at + O_TRAIL] === orders[at + O_TRAIL]) low = Infinity;
  }
  if (market.lots.length > 0 && low < Infinity) {
    for (const lot of market.lots) {
      const exitAt = account.trades.data[lot * TRADE_STRIDE + T_EXIT_AT];
      if (exitAt >= 0) wake = Math.min(wake, exitAt);
    }
    const ruin = account.markets.length === 1 ? ruinPrice(account, market) : NaN;
    if (ruin > 0) {
      if (market.position > 0) low = Math.max(low, ruin);
      else high = Math.min(high, ruin);
    }
  }
  market.lowTrigger = low;
  market.highTrigger = high;
  market.wake = wake;
  market.dirty = false;
}

// The price at which the equity of a run on one symbol is zero.
function ruinPrice(account: Account, market: Market): number {
  if (market.position === 0) return NaN;
  return -account.cash / (market.position * market.multiplier);
}

/** The first own bar that opens at or after a time, or Infinity. */
export function firstBarAt(market: Market, time: number): number {
  const { time: times } = market.bars;
  let from = market.clock.i + 1;
  let to = times.length;
  if (from >= to || times[to - 1] < time) return Infinity;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (times[middle] < time) from = middle + 1;
    else to = middle;
  }
  return from;
}
