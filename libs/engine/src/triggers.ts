import type { Account } from './account.js';
import { Flag, OrderType, Tif } from './codes.js';
import { financeBar } from './finance.js';
import { isStop, isTriggered } from './levels.js';
import { liquidationPrice } from './liquidation.js';
import { Bar, type Market } from './market.js';

/** As far as touched bars are looked for ahead of a strategy that may change what touches. */
export const STRETCH = 64;

/** Works out the nearest prices and the next own bar at which a market needs the broker. */
export function readTriggers(account: Account, market: Market): void {
  market.dirty = false;
  market.lowTrigger = -Infinity;
  market.highTrigger = Infinity;
  market.wake = Bar.Never;
  market.financeAt = market.lots.length > 0 ? financeBar(account, market) : Bar.Never;
  if (!readOrders(account, market)) {
    // Something acts at the next bar whatever its prices.
    market.wake = 0;
    return;
  }
  if (account.refusedNow.length > 0) market.wake = 0;
  if (market.lots.length > 0) readLots(account, market);
  const { range } = market;
  if (market.lowTrigger < range[0]) market.lowTrigger = -Infinity;
  if (market.highTrigger > range[1]) market.highTrigger = Infinity;
}

/** The first bar from `i` on, and before `stop`, whose prices touch a trigger; `stop` when there is none. */
export function skipQuiet(market: Market, i: number, stop: number): number {
  const { lowTrigger, highTrigger } = market;
  const { low, high } = market.bars;
  if (lowTrigger === -Infinity && highTrigger === Infinity) return stop;
  while (i < stop && low[i] > lowTrigger && high[i] < highTrigger) i++;
  return i;
}

// Whether all orders wait for a price or a bar, rather than act at the next one.
function readOrders(account: Account, market: Market): boolean {
  const { columns } = account.orders;
  const { resting } = market;
  for (let k = 0; k < resting.length; k++) {
    const row = resting[k];
    if (columns.type[row] === OrderType.Market || columns.tif[row] >= Tif.Ioc) return false;
    if (isTriggered(columns, row)) return false;
    const stop = isStop(columns, row);
    const level = stop ? columns.stop[row] : columns.limit[row];
    const falls = (columns.buys[row] === 1) !== stop;
    if (falls) market.lowTrigger = Math.max(market.lowTrigger, level);
    else market.highTrigger = Math.min(market.highTrigger, level);
    const expires = columns.expiresBar[row];
    if (expires > 0) market.wake = Math.min(market.wake, expires);
  }
  return true;
}

function readLots(account: Account, market: Market): void {
  const { exitBar, slOrder, size } = account.trades.columns;
  const { trail } = account.orders.columns;
  for (const lot of market.lots) {
    if (exitBar[lot] > 0) market.wake = Math.min(market.wake, exitBar[lot]);
    // A trailing stop moves on a bar that goes further its trade's way than any before: those bars are not quiet.
    if (slOrder[lot] > 0 && trail[slOrder[lot] - 1] > 0) watchTrail(account, market, lot);
    if (account.liquidates) watch(market, liquidationPrice(account, market, size[lot]), size[lot]);
  }
  market.wake = Math.min(market.wake, market.financeAt);
  if (account.markets.length === 1 && account.canBeRuined())
    watch(market, ruinPrice(account, market), market.position);
}

// The price to which a trade must move for its trailing stop to follow.
function watchTrail(account: Account, market: Market, lot: number): void {
  const { size, slOrder } = account.trades.columns;
  const { stop, trail, flags } = account.orders.columns;
  const child = slOrder[lot] - 1;
  const fraction = (flags[child] & Flag.TrailIsFraction) !== 0;
  const long = size[lot] > 0;
  const sign = long ? 1 : -1;
  const moves = fraction
    ? stop[child] / (1 - sign * trail[child])
    : stop[child] + sign * trail[child];
  // A hair early: the exact comparison is made where the stop moves.
  if (long) market.highTrigger = Math.min(market.highTrigger, moves * (1 - 1e-12));
  else market.lowTrigger = Math.max(market.lowTrigger, moves * (1 + 1e-12));
}

// Long positions are hurt by a falling price, short ones by a rising one.
function watch(market: Market, price: number, size: number): void {
  if (!(price > 0)) return;
  if (size > 0) market.lowTrigger = Math.max(market.lowTrigger, price);
  else market.highTrigger = Math.min(market.highTrigger, price);
}

// The price at which the equity of a run on one symbol is zero.
function ruinPrice(account: Account, market: Market): number {
  if (market.position === 0) return NaN;
  return -account.cash / (market.position * market.multiplier);
}
