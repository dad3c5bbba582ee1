import type { Account } from './account.js';
import { flagAmbiguous } from './close-lot.js';
import { CAPPED_TAKER, fillOrder, MAKER, TAKER } from './fill.js';
import { isStop, markTriggered, protects, reaches, reduces } from './levels.js';
import type { Market } from './market.js';
import {
  MARKET,
  O_LIMIT,
  O_SIDE,
  O_STOP,
  O_TRADE,
  O_TRIED,
  O_TYPE,
  ORDER_STRIDE,
  STOP_LIMIT,
} from './order-row.js';
import {
  AT_OPEN,
  BY_LIMIT,
  BY_STOP,
  T_ENTERED,
  T_OWN_BAR,
  T_SL_ORDER,
  T_TP_ORDER,
  TRADE_STRIDE,
} from './trade-row.js';

/** The prices of a bar, or of a piece of one. */
export type Range = { open: number; high: number; low: number; close: number };

const PROTECTIVE = 0;
const ENTRIES = 1;
const TARGETS = 2;

/** Fills what the symbol's own bar `i` touches after its open: protective stops, then entries by distance from the open, then targets. */
export function fillInside(account: Account, market: Market, i: number, range: Range): void {
  fillStage(account, market, i, range, PROTECTIVE);
  fillStage(account, market, i, range, ENTRIES);
  fillStage(account, market, i, range, TARGETS);
}

function fillStage(account: Account, market: Market, i: number, range: Range, stage: number): void {
  for (;;) {
    const row = nearest(account, market, i, range, stage);
    if (row < 0) return;
    const orders = account.orders.data;
    const at = row * ORDER_STRIDE;
    if (isStop(orders, at)) fillStop(account, market, row, i, range);
    else fillOrder(account, market, row, i, orders[at + O_LIMIT], MAKER, BY_LIMIT);
    if (stage !== ENTRIES) continue;
    exitNewLots(account, market, i, range);
    fillStage(account, market, i, range, PROTECTIVE);
  }
}

// The touched order of a stage whose level is nearest to the open; of equals, the one placed first.
function nearest(account: Account, market: Market, i: number, range: Range, stage: number): number {
  const orders = account.orders.data;
  let best = -1;
  let bestDistance = Infinity;
  for (const row of market.resting) {
    const at = row * ORDER_STRIDE;
    if (orders[at + O_TRIED] === i || orders[at + O_TYPE] === MARKET) continue;
    if (stageOf(account, market, at) !== stage) continue;
    const stop = isStop(orders, at);
    const level = orders[at + (stop ? O_STOP : O_LIMIT)];
    const distance = Math.abs(level - range.open);
    if (distance >= bestDistance || !touched(account, orders, at, stop, level, range)) continue;
    if (heldBack(account, market, row, i, range, stage)) continue;
    best = row;
    bestDistance = distance;
  }
  return best;
}

function stageOf(account: Account, market: Market, at: number): number {
  const orders = account.orders.data;
  const { hedging } = account.config;
  if (protects(orders, at, market, hedging)) return PROTECTIVE;
  return reduces(orders, at, market, hedging) ? TARGETS : ENTRIES;
}

function touched(
  account: Account,
  orders: Float64Array,
  at: number,
  stop: boolean,
  level: number,
  range: Range,
): boolean {
  const side = orders[at + O_SIDE];
  if (stop) return side > 0 ? range.high >= level : range.low <= level;
  const extreme = side > 0 ? range.low : range.high;
  return reaches(level, extreme, side, account.config.limitFill === 'through');
}

// Exits of a lot that was entered inside this bar are settled right after its entry; another order's target of it must be proven by the close.
function heldBack(
  account: Account,
  market: Market,
  row: number,
  i: number,
  range: Range,
  stage: number,
): boolean {
  if (stage === ENTRIES) return false;
  const orders = account.orders.data;
  const at = row * ORDER_STRIDE;
  const linked = orders[at + O_TRADE];
  if (linked >= 0) return enteredInside(account, linked, i);
  if (stage === PROTECTIVE) return false;
  const fresh = market.lots.some((lot) => enteredInside(account, lot, i));
  return fresh && !reaches(orders[at + O_LIMIT], range.close, orders[at + O_SIDE], false);
}

function enteredInside(account: Account, lot: number, i: number): boolean {
  const { data } = account.trades;
  const at = lot * TRADE_STRIDE;
  return data[at + T_OWN_BAR] === i && data[at + T_ENTERED] !== AT_OPEN;
}

function fillStop(account: Account, market: Market, row: number, i: number, range: Range): void {
  const orders = account.orders.data;
  const at = row * ORDER_STRIDE;
  const side = orders[at + O_SIDE];
  const stop = orders[at + O_STOP];
  if (orders[at + O_TYPE] === STOP_LIMIT) {
    fillStopLimit(account, market, row, i, range);
    return;
  }
  const linked = orders[at + O_TRADE];
  const both = linked >= 0 && targetTouched(account, linked, range);
  const passed = (range.open - stop) * side >= 0;
  const base = passed ? range.open : stop;
  const filled = fillOrder(account, market, row, i, base, TAKER, passed ? AT_OPEN : BY_STOP);
  if (filled && both && !passed) flagAmbiguous(account, account.closed[account.closed.length - 1]);
}

function targetTouched(account: Account, trade: number, range: Range): boolean {
  const target = account.trades.data[trade * TRADE_STRIDE + T_TP_ORDER];
  if (target < 0) return false;
  const orders = account.orders.data;
  const at = target * ORDER_STRIDE;
  return touched(account, orders, at, false, orders[at + O_LIMIT], range);
}

// A limit beyond its stop fills where the stop was hit; one that needs the price to come back fills only if the close proves that it did.
function fillStopLimit(
  account: Account,
  market: Market,
  row: number,
  i: number,
  range: Range,
): void {
  const orders = account.orders.data;
  const at = row * ORDER_STRIDE;
  const side = orders[at + O_SIDE];
  const limit = orders[at + O_LIMIT];
  const stop = orders[at + O_STOP];
  markTriggered(orders, at);
  if ((limit - stop) * side >= 0) {
    fillOrder(account, market, row, i, stop, CAPPED_TAKER, BY_STOP);
  } else if (reaches(limit, range.close, side, account.config.limitFill === 'through')) {
    fillOrder(account, market, row, i, limit, MAKER, BY_LIMIT);
  } else {
    orders[at + O_TRIED] = i;
    market.dirty = true;
  }
}

// What the bar did to the brackets of lots that were entered inside it; see the table of ambiguity in docs/engine.md.
function exitNewLots(account: Account, market: Market, i: number, range: Range): void {
  const { lots } = market;
  for (let k = lots.length - 1; k >= 0; k--) {
    const lot = lots[k];
    if (!enteredInside(account, lot, i)) continue;
    const at = lot * TRADE_STRIDE;
    const trades = account.trades.data;
    const sl = trades[at + T_SL_ORDER];
    const tp = trades[at + T_TP_ORDER];
    const byLimit = trades[at + T_ENTERED] === BY_LIMIT;
    const stopTouched = sl >= 0 && childTouched(account, sl, range, true);
    const targetTouched = tp >= 0 && childTouched(account, tp, range, false);
    if (!stopTouched && !targetTouched) continue;
    const stopCertain = stopTouched && (byLimit || closeBeyond(account, sl, range, true));
    const targetCertain = targetTouched && (!byLimit || closeBeyond(account, tp, range, false));
    const clear = (stopCertain && !targetTouched) || (targetCertain && !stopTouched);
    if (stopTouched) fillChild(account, market, sl, i, O_STOP);
    else if (targetCertain) fillChild(account, market, tp, i, O_LIMIT);
    if (!clear) flagLot(account, lot, stopTouched);
  }
}

function childTouched(account: Account, row: number, range: Range, stop: boolean): boolean {
  const orders = account.orders.data;
  const at = row * ORDER_STRIDE;
  return touched(account, orders, at, stop, orders[at + (stop ? O_STOP : O_LIMIT)], range);
}

function closeBeyond(account: Account, row: number, range: Range, stop: boolean): boolean {
  const orders = account.orders.data;
  const at = row * ORDER_STRIDE;
  const side = orders[at + O_SIDE];
  const beyond = stop
    ? (range.close - orders[at + O_STOP]) * side
    : (orders[at + O_LIMIT] - range.close) * side;
  return beyond >= 0;
}

function fillChild(account: Account, market: Market, row: number, i: number, column: number): void {
  const stop = column === O_STOP;
  const level = account.orders.data[row * ORDER_STRIDE + column];
  const how = stop ? TAKER : MAKER;
  fillOrder(account, market, row, i, level, how, stop ? BY_STOP : BY_LIMIT);
}

function flagLot(account: Account, lot: number, exited: boolean): void {
  flagAmbiguous(account, exited ? account.closed[account.closed.length - 1] : lot);
}
