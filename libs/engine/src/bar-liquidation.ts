import type { Account } from './account.js';
import { isFresh } from './bar-entry.js';
import { flagAmbiguous } from './close-lot.js';
import { Moment, OrderType, Role, Sizing, Taking } from './codes.js';
import { fillOrder } from './fill.js';
import { bankruptcyPrice, liquidationPrice } from './liquidation.js';
import type { Market } from './market.js';
import { addOrder } from './place.js';
import { type Range, touchedTarget } from './range.js';

/** Liquidates at the open of the own bar `i` a side whose level it has passed, before anything else fills there: an order that closes would lose more than the margin. */
export function liquidateAtOpen(account: Account, market: Market, i: number): void {
  const open = market.bars.open[i];
  for (const side of [1, -1]) {
    const level = liquidationPrice(account, market, side);
    if (!(level > 0) || (open - level) * side > 0) continue;
    closeSide(account, market, i, side, gapPrice(account, market, side, open), Moment.AtOpen);
  }
}

/** Liquidates a side whose level a bar, or a piece of one, touches before any protective stop, that is nearer to the open; whether it did. */
export function liquidate(
  account: Account,
  market: Market,
  i: number,
  range: Range,
  nearestStop: number,
): boolean {
  for (const side of [1, -1]) {
    const level = liquidationPrice(account, market, side);
    if (!(level > 0)) continue;
    const hit = side > 0 ? range.low <= level : range.high >= level;
    const fresh = freshLot(account, market, side);
    // What was entered inside the bar was not yet held at its open.
    const gapped = fresh < 0 && (range.open - level) * side <= 0;
    if (!hit || (!gapped && Math.abs(level - range.open) > nearestStop)) continue;
    const sure = !enteredByStop(account, fresh) || (range.close - level) * side <= 0;
    if (!sure && account.ambiguity === 'better') continue;
    const targets = gapped ? [] : touchedTargets(account, market, side, range);
    flagDoubtful(account, market, side, sure, targets);
    if (targets.length > 0 && account.ambiguity === 'better') {
      for (const row of targets) takeTarget(account, market, row, i);
    } else {
      const price = gapped ? gapPrice(account, market, side, range.open) : level;
      closeSide(account, market, i, side, price, gapped ? Moment.AtOpen : Moment.ByStop);
    }
    return true;
  }
  return false;
}

// The level counts as a stop does: with a target that the same bar touches nobody knows which came first.
function touchedTargets(
  account: Account,
  market: Market,
  side: number,
  range: Range,
): readonly number[] {
  const { size } = account.trades.columns;
  return market.lots
    .filter((lot) => size[lot] * side > 0)
    .map((lot) => touchedTarget(account, lot, range))
    .filter((row) => row >= 0);
}

function flagDoubtful(
  account: Account,
  market: Market,
  side: number,
  sure: boolean,
  targets: readonly number[],
): void {
  const { size, tpOrder } = account.trades.columns;
  for (const lot of market.lots) {
    if (size[lot] * side < 0) continue;
    if (!sure || targets.includes(tpOrder[lot] - 1)) flagAmbiguous(account, lot);
  }
}

function takeTarget(account: Account, market: Market, row: number, i: number): void {
  account.ticket.base = account.orders.columns.limit[row];
  fillOrder(account, market, row, i, Taking.Maker, Moment.ByLimit);
}

// A gap beyond the bankruptcy price is the lender's loss, not the account's.
function gapPrice(account: Account, market: Market, side: number, open: number): number {
  if (account.config.marginMode === 'cross') return open;
  const floor = bankruptcyPrice(account, market, side);
  return side > 0 ? Math.max(open, floor) : Math.min(open, floor);
}

// A lot of the side that was entered inside this bar, by a stop if there is such a one, or −1.
function freshLot(account: Account, market: Market, side: number): number {
  let found = -1;
  for (const lot of market.lots) {
    if (account.trades.columns.size[lot] * side < 0 || !isFresh(account, lot)) continue;
    if (found < 0 || enteredByStop(account, lot)) found = lot;
  }
  return found;
}

// The price came to a stop from where the level is: the bar may have been there before the entry.
function enteredByStop(account: Account, lot: number): boolean {
  return lot >= 0 && account.trades.columns.entered[lot] === Moment.ByStop;
}

function closeSide(
  account: Account,
  market: Market,
  i: number,
  side: number,
  price: number,
  exited: number,
): void {
  const row = addOrder(account, market, -side, OrderType.Market, Role.Liquidate);
  const { columns } = account.orders;
  columns.sizing[row] = Sizing.Portion;
  columns.size[row] = 1;
  account.ticket.base = price;
  fillOrder(account, market, row, i, Taking.Maker, exited);
}
