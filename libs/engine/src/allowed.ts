import type { Account } from './account.js';
import { Flag, OrderState, type Reason, reasonNumber, Role, Sizing, Taking, Tif } from './codes.js';
import type { Market } from './market.js';
import { endOrder } from './place.js';
import { freeAfterClosing, isComputed, openable, unitsAsked } from './sizing.js';

/** Writes into the ticket the units that its order wants to trade at its price: what it asks for, or what is left of it after a part filled. */
export function askUnits(account: Account, market: Market): void {
  const { columns } = account.orders;
  const { ticket } = account;
  const { row } = ticket;
  if (columns.role[row] !== Role.Entry)
    ticket.units = closingUnits(account, market, row, ticket.side);
  else if ((columns.flags[row] & Flag.Fixed) !== 0) {
    ticket.units = market.onGrid(columns.size[row] - columns.filled[row]);
  } else if (columns.sizing[row] === Sizing.Units)
    ticket.units = market.lotsDown(columns.size[row]);
  else ticket.units = unitsAsked(account, market, ticket);
}

// A closing order never trades more than is open, however its trade or position changed meanwhile.
function closingUnits(account: Account, market: Market, row: number, side: number): number {
  const { columns } = account.orders;
  const linked = columns.trade[row] - 1;
  const open = linked >= 0 ? heldIn(account, linked) : account.sideSize(market, -side);
  if (open === 0) return 0;
  const size = columns.size[row];
  if ((columns.flags[row] & Flag.Fixed) !== 0) {
    return Math.min(open, market.onGrid(size - columns.filled[row]));
  }
  // A size that was changed is in units.
  if (columns.sizing[row] === Sizing.Units) return Math.min(open, market.lotsDown(size));
  return size >= 1 ? open : Math.min(open, market.lotsDown(open * size));
}

function heldIn(account: Account, trade: number): number {
  const { exit, size } = account.trades.columns;
  return exit[trade] > 0 ? 0 : Math.abs(size[trade]);
}

/** Cuts the ticket's units to what may trade now; ends the order, with its reason, when none may, and tells whether any may. */
export function allowUnits(account: Account, market: Market): boolean {
  const { columns } = account.orders;
  const { ticket } = account;
  const { row } = ticket;
  if (!(ticket.units > 0)) return refuse(account, market, row, emptyReason(account, row));
  const most = volumeLeft(account, market);
  if (!(most > 0)) return waitForVolume(account, market, row);
  if (columns.role[row] === Role.Entry && !allowEntry(account, market)) return false;
  const { units } = ticket;
  if (units > most) {
    if (columns.tif[row] === Tif.Fok) return waitForVolume(account, market, row);
    ticket.units = most;
  }
  if ((columns.flags[row] & Flag.Fixed) === 0) {
    columns.flags[row] |= Flag.Fixed;
    columns.size[row] = units;
  }
  return true;
}

/** Units left of the share of its volume that the ticket's bar may fill, all orders together; what must be closed is closed whatever the volume. */
export function volumeLeft(account: Account, market: Market): number {
  const { maxVolumeShare } = account.config;
  if (maxVolumeShare === null) return Infinity;
  const { row, bar } = account.ticket;
  if (market.tradedBar !== bar) {
    market.tradedBar = bar;
    market.traded = 0;
  }
  const role = account.orders.columns.role[row];
  if (role >= Role.Liquidate && role <= Role.Ruin) return Infinity;
  return market.onGrid(market.lotsDown(maxVolumeShare * market.bars.volume[bar]) - market.traded);
}

// What its bar cannot fill waits as it is, or dies by its time in force.
function waitForVolume(account: Account, market: Market, row: number): boolean {
  if (account.orders.columns.tif[row] === Tif.Fok)
    endOrder(account, market, row, OrderState.Cancelled, 'fok');
  // It may have become a market order meanwhile.
  market.dirty = true;
  return false;
}

function allowEntry(account: Account, market: Market): boolean {
  const { flags, reason, size, filled } = account.orders.columns;
  const { ticket } = account;
  const { row, side } = ticket;
  const opposite = account.sideSize(market, -side);
  if ((flags[row] & Flag.ReduceOnly) === 0) {
    return (!account.hedging && ticket.units <= opposite) || allowOpening(account, market);
  }
  if (opposite === 0) return refuse(account, market, row, 'reduce_only');
  if (ticket.units <= opposite) return true;
  reason[row] = reasonNumber('reduce_only');
  ticket.units = opposite;
  // The excess is gone for good, although part of the order filled before.
  if ((flags[row] & Flag.Fixed) !== 0) size[row] = market.onGrid(filled[row] + opposite);
  return true;
}

function emptyReason(account: Account, row: number): Reason {
  const { role, sizing } = account.orders.columns;
  if (role[row] !== Role.Entry) return 'nothing_to_close';
  if (sizing[row] === Sizing.Target || sizing[row] === Sizing.TargetFraction) return 'at_target';
  if (isComputed(sizing[row]) || sizing[row] === Sizing.Cash) return 'insufficient_margin';
  return 'size_zero';
}

// The opening part of an order needs leave, margin and its fee; a size worked out from money shrinks to them, a given one keeps only what it closes.
function allowOpening(account: Account, market: Market): boolean {
  const { ticket } = account;
  const { row, side, price, units } = ticket;
  const maker = ticket.how === Taking.Maker;
  const closing = account.hedging ? 0 : Math.max(0, -market.position * side);
  if (account.protection !== null) {
    const refusal = account.protection.refuses(account, market, closing > 0);
    if (refusal !== null) return keepClosing(account, market, closing, refusal);
  }
  const opening = closing === 0 ? units : market.onGrid(units - closing);
  const value = opening * price * market.multiplier;
  if (value < market.minNotional) return keepClosing(account, market, closing, 'min_notional');
  const fee = account.fees.amount(units, price, market.multiplier, maker);
  const needed = value / account.leverage + fee;
  if (needed <= surelyFree(account, market, price)) return true;
  // An account that holds nothing has all its cash free, which most entries find.
  const free =
    account.openTrades === 0
      ? Math.max(0, account.cash)
      : freeAfterClosing(account, market, price, closing);
  if (needed <= free * (1 + 1e-9)) return true;
  const { sizing, reason } = account.orders.columns;
  const fits = isComputed(sizing[row]) ? market.lotsDown(openable(account, market, closing)) : 0;
  if (fits === 0) return keepClosing(account, market, closing, 'insufficient_margin');
  if (fits * price * market.multiplier < market.minNotional) {
    return keepClosing(account, market, closing, 'min_notional');
  }
  reason[row] = reasonNumber('insufficient_margin');
  ticket.units = market.onGrid(closing + fits);
  return true;
}

// With one symbol the exact answer costs no more than the bound.
function surelyFree(account: Account, market: Market, price: number): number {
  if (!account.isMany || account.hedging) return -Infinity;
  return account.positionBounds.leastFree(account.cash, market, price, account.leverage);
}

function keepClosing(account: Account, market: Market, closing: number, reason: Reason): boolean {
  const { ticket } = account;
  if (closing === 0) return refuse(account, market, ticket.row, reason);
  account.orders.columns.reason[ticket.row] = reasonNumber(reason);
  ticket.units = closing;
  return true;
}

// What filled in part is cut short, not turned down.
function refuse(account: Account, market: Market, row: number, reason: Reason): boolean {
  const mild = reason === 'nothing_to_close' || reason === 'reduce_only' || reason === 'at_target';
  const cancels = mild || account.orders.columns.filled[row] > 0;
  endOrder(account, market, row, cancels ? OrderState.Cancelled : OrderState.Rejected, reason);
  return false;
}
