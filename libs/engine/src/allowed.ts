import type { Account } from './account.js';
import type { Market } from './market.js';
import {
  CANCELLED,
  CASH,
  ENTRY,
  FOK,
  O_ASKED,
  O_FILLED,
  O_FLAGS,
  O_REASON,
  O_ROLE,
  O_SIDE,
  O_SIZE,
  O_SIZE_KIND,
  O_TIF,
  O_TRADE,
  ORDER_STRIDE,
  type Reason,
  reasonNumber,
  REDUCE_ONLY,
  REJECTED,
} from './order-row.js';
import { endOrder } from './place.js';
import { freeAfterClosing, isComputed, openable, unitsAsked } from './sizing.js';
import { T_EXIT_BAR, T_SIZE, TRADE_STRIDE } from './trade-row.js';

/** Units that an order wants to trade at `price`: what it asks for, or what is left of it after a part filled. */
export function wantedUnits(
  account: Account,
  market: Market,
  row: number,
  price: number,
  maker: boolean,
): number {
  const orders = account.orders.data;
  const at = row * ORDER_STRIDE;
  const filled = orders[at + O_FILLED];
  if (orders[at + O_ROLE] !== ENTRY) return closingUnits(account, market, at, filled);
  if (filled > 0) return market.onGrid(orders[at + O_SIZE] - filled);
  return unitsAsked(account, market, row, price, maker);
}

// A closing order never trades more than is open, however its trade or position changed meanwhile.
function closingUnits(account: Account, market: Market, at: number, filled: number): number {
  const orders = account.orders.data;
  const side = orders[at + O_SIDE];
  const linked = orders[at + O_TRADE];
  const held = linked >= 0 ? heldIn(account, linked) : market.position;
  const open =
    linked < 0 && account.config.hedging ? sideSize(account, market, side) : -held * side;
  if (!(open > 0)) return 0;
  if (filled > 0) return Math.min(open, market.onGrid(orders[at + O_SIZE] - filled));
  const portion = orders[at + O_ASKED];
  return portion >= 1 ? open : Math.min(open, market.lotsDown(open * portion));
}

function heldIn(account: Account, trade: number): number {
  const { data } = account.trades;
  const at = trade * TRADE_STRIDE;
  return data[at + T_EXIT_BAR] >= 0 ? 0 : data[at + T_SIZE];
}

function sideSize(account: Account, market: Market, side: number): number {
  const { data } = account.trades;
  let size = 0;
  for (const lot of market.lots) {
    const held = data[lot * TRADE_STRIDE + T_SIZE];
    if (held * side < 0) size += Math.abs(held);
  }
  return size;
}

/** Units of an order that may trade now; ends the order, with its reason, when none may. */
export function allowedUnits(
  account: Account,
  market: Market,
  row: number,
  wanted: number,
  price: number,
  maker: boolean,
  i: number,
): number {
  const orders = account.orders.data;
  const at = row * ORDER_STRIDE;
  const role = orders[at + O_ROLE];
  if (!(wanted > 0)) return refuse(account, market, row, emptyReason(account, at));
  const side = orders[at + O_SIDE];
  let units = wanted;
  if (role === ENTRY) {
    const opposite = oppositeUnits(account, market, side);
    if ((orders[at + O_FLAGS] & REDUCE_ONLY) !== 0) {
      if (opposite === 0) return refuse(account, market, row, 'reduce_only');
      if (units > opposite) cut(orders, at, 'reduce_only');
      units = Math.min(units, opposite);
    } else if (units > (account.config.hedging ? 0 : opposite)) {
      units = affordable(account, market, row, units, price, maker);
      if (units === 0) return 0;
    }
  }
  if (orders[at + O_FILLED] === 0) orders[at + O_SIZE] = units;
  return throughVolume(account, market, row, units, i);
}

function emptyReason(account: Account, at: number): Reason {
  const orders = account.orders.data;
  if (orders[at + O_ROLE] !== ENTRY) return 'nothing_to_close';
  const kind = orders[at + O_SIZE_KIND];
  if (isComputed(kind) || kind === CASH) return 'insufficient_margin';
  return 'size_zero';
}

function oppositeUnits(account: Account, market: Market, side: number): number {
  return account.config.hedging
    ? sideSize(account, market, side)
    : Math.max(0, -market.position * side);
}

// The opening part of an order needs margin and its fee; a size worked out from money shrinks to them, a given one keeps only what it closes.
function affordable(
  account: Account,
  market: Market,
  row: number,
  units: number,
  price: number,
  maker: boolean,
): number {
  const orders = account.orders.data;
  const at = row * ORDER_STRIDE;
  const side = orders[at + O_SIDE];
  const closing = account.config.hedging ? 0 : Math.max(0, -market.position * side);
  const opening = market.onGrid(units - closing);
  const { multiplier } = market;
  const value = opening * price * multiplier;
  if (value < market.minNotional) return keepClosing(account, market, row, closing, 'min_notional');
  const free = freeAfterClosing(account, market, side, price, maker, closing);
  const fee = account.fees.amount(opening * side, price, multiplier, maker);
  const needed = value / account.config.leverage + fee;
  if (needed <= free * (1 + 1e-9)) return units;
  if (!isComputed(orders[at + O_SIZE_KIND])) {
    return keepClosing(account, market, row, closing, 'insufficient_margin');
  }
  const fits = market.lotsDown(openable(account, market, side, price, maker, closing));
  if (fits === 0) return keepClosing(account, market, row, closing, 'insufficient_margin');
  cut(orders, at, 'insufficient_margin');
  return market.onGrid(closing + fits);
}

function keepClosing(
  account: Account,
  market: Market,
  row: number,
  closing: number,
  reason: Reason,
): number {
  if (closing === 0) return refuse(account, market, row, reason);
  cut(account.orders.data, row * ORDER_STRIDE, reason);
  return closing;
}

// No bar fills more than its share of volume; what is left waits, or dies by its time in force.
function throughVolume(
  account: Account,
  market: Market,
  row: number,
  units: number,
  i: number,
): number {
  const share = account.config.maxVolumeShare;
  if (share === null) return units;
  const most = market.lotsDown(share * market.bars.volume[i]);
  if (most >= units) return units;
  const tif = account.orders.data[row * ORDER_STRIDE + O_TIF];
  if (tif === FOK) {
    endOrder(account, market, row, CANCELLED, 'fok');
    return 0;
  }
  return most;
}

function cut(orders: Float64Array, at: number, reason: Reason): void {
  orders[at + O_REASON] = reasonNumber(reason);
}

function refuse(account: Account, market: Market, row: number, reason: Reason): number {
  const mild = reason === 'nothing_to_close' || reason === 'reduce_only';
  endOrder(account, market, row, mild ? CANCELLED : REJECTED, reason);
  return 0;
}
