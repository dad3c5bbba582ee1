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
  if (columns.role[row] === Role.Entry && !allowEntry(account, market)) return false;
  if ((columns.flags[row] & Flag.Fixed) === 0) {
    columns.flags[row] |= Flag.Fixed;
    columns.size[row] = ticket.units;
  }
  const { maxVolumeShare } = account.config;
  const forced = columns.role[row] >= Role.Liquidate && columns.role[row] <= Role.Ruin;
  return maxVolumeShare === null || forced || throughVolume(account, market, maxVolumeShare);
}

function allowEntry(account: Account, market: Market): boolean {
  const { flags, reason } = account.orders.columns;
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
    const refusal = account.protection.refuses(account, market);
    if (refusal !== null) return keepClosing(account, market, closing, refusal);
  }
  const opening = closing === 0 ? units : market.onGrid(units - closing);
  const value = opening * price * market.multiplier;
  if (value < market.minNotional) return keepClosing(account, market, closing, 'min_notional');
  // An account that holds nothing has all its cash free, which most entries find.
  const free =
    account.openTrades === 0
      ? Math.max(0, account.cash)
      : freeAfterClosing(account, market, side, price, maker, closing);
  const fee = account.fees.amount(opening * side, price, market.multiplier, maker);
  if (value / account.leverage + fee <= free * (1 + 1e-9)) return true;
  const { sizing, reason } = account.orders.columns;
  const fits = isComputed(sizing[row])
    ? market.lotsDown(openable(account, market, side, price, maker, closing))
    : 0;
  if (fits === 0) return keepClosing(account, market, closing, 'insufficient_margin');
  if (fits * price * market.multiplier < market.minNotional) {
    return keepClosing(account, market, closing, 'min_notional');
  }
  reason[row] = reasonNumber('insufficient_margin');
  ticket.units = market.onGrid(closing + fits);
  return true;
}

function keepClosing(account: Account, market: Market, closing: number, reason: Reason): boolean {
  const { ticket } = account;
  if (closing === 0) return refuse(account, market, ticket.row, reason);
  account.orders.columns.reason[ticket.row] = reasonNumber(reason);
  ticket.units = closing;
  return true;
}

// No bar fills more than its share of volume; what is left waits, or dies by its time in force.
function throughVolume(account: Account, market: Market, share: number): boolean {
  const { ticket } = account;
  const most = market.lotsDown(share * market.bars.volume[ticket.bar]);
  if (most >= ticket.units) return true;
  ticket.units = most;
  if (account.orders.columns.tif[ticket.row] !== Tif.Fok) return most > 0;
  endOrder(account, market, ticket.row, OrderState.Cancelled, 'fok');
  return false;
}

function refuse(account: Account, market: Market, row: number, reason: Reason): boolean {
  const mild = reason === 'nothing_to_close' || reason === 'reduce_only' || reason === 'at_target';
  endOrder(account, market, row, mild ? OrderState.Cancelled : OrderState.Rejected, reason);
  return false;
}
