import type { Account } from './account.js';
import { exitNewLots, isFresh, isProven } from './bar-entry.js';
import { liquidate } from './bar-liquidation.js';
import { flagAmbiguous } from './close-lot.js';
import { Flag, Moment, OrderType, Taking } from './codes.js';
import { fillOrder } from './fill.js';
import { isPriced, isStop, isTriggered, protects, reaches, reduces, sideOf } from './levels.js';
import type { Market } from './market.js';
import { type Range, touched, touchedTarget } from './range.js';

const PROTECTIVE = 0;
const ENTRIES = 1;
const TARGETS = 2;

/** Fills what the symbol's own bar `i`, or a piece of it, touches after its open: protective stops and liquidation, then entries by distance from the open, then targets. */
export function fillInside(account: Account, market: Market, i: number, range: Range): void {
  fillBefore(account, market, i, range);
  for (;;) {
    const row = nearestEntry(account, market, range);
    if (row < 0) break;
    fillEntry(account, market, row, i, range);
  }
  fillTargets(account, market, i, range);
}

/** The first stage of {@link fillInside}: what the open has passed, protective stops and liquidation. */
export function fillBefore(account: Account, market: Market, i: number, range: Range): void {
  fillPassed(account, market, i, range);
  fillProtective(account, market, i, range);
}

/** The row of the entry that {@link fillInside} fills next, or −1. */
export function nearestEntry(account: Account, market: Market, range: Range): number {
  return nearest(account, market, range, ENTRIES);
}

/** Fills one entry of the second stage of {@link fillInside}, and what its bar does to what it opened. */
export function fillEntry(
  account: Account,
  market: Market,
  row: number,
  i: number,
  range: Range,
): void {
  if (isStop(account.orders.columns, row)) fillStop(account, market, row, i, range);
  else fillLimit(account, market, row, i);
  exitNewLots(account, market, i, range);
  fillProtective(account, market, i, range);
}

/** The last stage of {@link fillInside}: targets. */
export function fillTargets(account: Account, market: Market, i: number, range: Range): void {
  for (;;) {
    const row = nearest(account, market, range, TARGETS);
    if (row < 0) return;
    fillLimit(account, market, row, i);
    // An order of the other side may have opened the other way with its rest.
    exitNewLots(account, market, i, range);
    fillProtective(account, market, i, range);
  }
}

// A limit that the open has passed, such as the target of what was entered there, fills at the open.
function fillPassed(account: Account, market: Market, i: number, range: Range): void {
  const { resting } = market;
  for (let k = 0; k < resting.length;) {
    const row = resting[k];
    if (!isPassed(account, row, range.open)) {
      k++;
      continue;
    }
    account.ticket.base = range.open;
    fillOrder(account, market, row, i, Taking.CappedTaker, Moment.AtOpen);
    // The fill may have taken others off the list.
    k = 0;
  }
}

function isPassed(account: Account, row: number, open: number): boolean {
  const { columns } = account.orders;
  if (!isPriced(columns, row) || isStop(columns, row)) return false;
  if (columns.tried[row] === account.step + 1 || (columns.flags[row] & Flag.PostOnly) !== 0) {
    return false;
  }
  return reaches(columns.limit[row], open, sideOf(columns, row), account.through);
}

function fillProtective(account: Account, market: Market, i: number, range: Range): void {
  for (;;) {
    const row = nearest(account, market, range, PROTECTIVE);
    const { stop } = account.orders.columns;
    const distance = row < 0 ? Infinity : Math.abs(stop[row] - range.open);
    if (account.liquidates && liquidate(account, market, i, range, distance)) continue;
    if (row < 0) return;
    fillStop(account, market, row, i, range);
    exitNewLots(account, market, i, range);
  }
}

// The touched order of a stage whose level is nearest to the open; of equals, the one placed first.
function nearest(account: Account, market: Market, range: Range, stage: number): number {
  const { columns } = account.orders;
  const { resting } = market;
  let best = -1;
  let bestDistance = Infinity;
  for (let k = 0; k < resting.length; k++) {
    const row = resting[k];
    if (!isPriced(columns, row) || columns.tried[row] === account.step + 1) continue;
    if (isTriggered(columns, row) || stageOf(account, market, row) !== stage) continue;
    const level = isStop(columns, row) ? columns.stop[row] : columns.limit[row];
    const distance = Math.abs(level - range.open);
    if (distance >= bestDistance || !touched(account, row, range)) continue;
    if (stage !== ENTRIES && heldBack(account, market, row, range, stage)) continue;
    best = row;
    bestDistance = distance;
  }
  return best;
}

function stageOf(account: Account, market: Market, row: number): number {
  if (protects(account, market, row)) return PROTECTIVE;
  return reduces(account, market, row) ? TARGETS : ENTRIES;
}

// The stop of a lot that was entered inside this bar is settled right after its entry, its target waits its turn if it is proven; another order's target of it must be proven by the close.
function heldBack(
  account: Account,
  market: Market,
  row: number,
  range: Range,
  stage: number,
): boolean {
  const { columns } = account.orders;
  const linked = columns.trade[row] - 1;
  if (linked >= 0) {
    return isFresh(account, linked) && (stage === PROTECTIVE || !isProven(account, linked, range));
  }
  if (stage === PROTECTIVE || !market.lots.some((lot) => isFresh(account, lot))) return false;
  return !reaches(columns.limit[row], range.close, sideOf(columns, row), false);
}

function fillLimit(account: Account, market: Market, row: number, i: number): void {
  account.ticket.base = account.orders.columns.limit[row];
  fillOrder(account, market, row, i, Taking.Maker, Moment.ByLimit);
}

function fillStop(account: Account, market: Market, row: number, i: number, range: Range): void {
  const { columns } = account.orders;
  if (columns.type[row] === OrderType.StopLimit) {
    fillStopLimit(account, market, row, i, range);
    return;
  }
  const stop = columns.stop[row];
  const passed = (range.open - stop) * sideOf(columns, row) >= 0;
  const target = passed ? -1 : touchedTarget(account, columns.trade[row] - 1, range);
  if (target >= 0) flagAmbiguous(account, columns.trade[row] - 1);
  if (target >= 0 && account.ambiguity === 'better') {
    // The stop is not tried: the target closes the trade and so ends it.
    fillLimit(account, market, target, i);
  } else {
    columns.flags[row] |= Flag.Triggered;
    account.ticket.base = passed ? range.open : stop;
    fillOrder(account, market, row, i, Taking.Taker, passed ? Moment.AtOpen : Moment.ByStop);
  }
}

// A limit beyond its stop fills where the stop was hit; one that needs the price to come back fills only if the close proves that it did.
function fillStopLimit(
  account: Account,
  market: Market,
  row: number,
  i: number,
  range: Range,
): void {
  const { columns } = account.orders;
  const side = sideOf(columns, row);
  const limit = columns.limit[row];
  const stop = columns.stop[row];
  columns.flags[row] |= Flag.Triggered;
  columns.tried[row] = account.step + 1;
  market.dirty = true;
  if ((limit - stop) * side >= 0) {
    account.ticket.base = stop;
    fillOrder(account, market, row, i, Taking.CappedTaker, Moment.ByStop);
  } else if (reaches(limit, range.close, side, account.through)) {
    fillLimit(account, market, row, i);
  }
}
