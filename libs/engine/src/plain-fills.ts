import type { Account } from './account.js';
import { closeLot } from './close-lot.js';
import { Flag, Moment, OrderState, Plain, Taking } from './codes.js';
import { type Market, ownBar } from './market.js';
import { openLot } from './open-lot.js';

/**
 * Fills at the open what most strategies trade by, with far less to look at than the rules at large have: plain orders that leave the
 * positions of the markets given and then enter others. Tells whether the tick is done; what is left goes by the rules at large, which
 * come to the same numbers.
 */
export function fillPlain(account: Account, markets: readonly Market[], tick: number): boolean {
  if (!arePlain(account, markets, tick)) return false;
  for (let k = 0; k < markets.length; k++) {
    const market = markets[k];
    if (market.lots.length === 1) leave(account, market, ownBar(market, tick));
  }
  for (let k = 0; k < markets.length; k++) {
    const market = markets[k];
    // What cannot be paid is for the rules, as is all that comes after it.
    if (market.resting.length > 0 && !enter(account, market, ownBar(market, tick))) return false;
  }
  return true;
}

// Whether each market has an order that leaves its only lot, and then at most one that enters, or no lot and one that enters, all in order of placement.
function arePlain(account: Account, markets: readonly Market[], tick: number): boolean {
  const { plain } = account.orders.columns;
  const { exitBar, size } = account.trades.columns;
  let last = -1;
  for (let k = 0; k < markets.length; k++) {
    const market = markets[k];
    const { resting, lots } = market;
    const count = resting.length;
    if (count === 0 || count > lots.length + 1 || lots.length > 1) return false;
    if (ownBar(market, tick) >= market.financeAt || resting[0] <= last) return false;
    last = resting[count - 1];
    if (lots.length === 1) {
      if (plain[resting[0]] !== Plain.Exit || exitBar[lots[0]] !== 0) return false;
      if (size[lots[0]] !== market.position) return false;
    }
    if (count > lots.length && plain[last] !== Plain.Entry) return false;
  }
  return true;
}

// Closes the only lot as a whole.
function leave(account: Account, market: Market, i: number): void {
  const { ticket } = account;
  const { position } = market;
  ticket.side = position > 0 ? -1 : 1;
  ticket.units = Math.abs(position);
  ticket.price = market.bars.open[i];
  ticket.fee = feeOf(account, market);
  trade(account, market, i);
  hold(account, market, 0);
  closeLot(account, market, market.lots[0]);
}

// Opens a lot of the units asked for, and tells whether the cash could surely pay it.
function enter(account: Account, market: Market, i: number): boolean {
  const { ticket } = account;
  const { columns } = account.orders;
  const row = market.resting[0];
  ticket.units = market.lotsDown(columns.size[row]);
  ticket.price = market.bars.open[i];
  ticket.fee = feeOf(account, market);
  const value = ticket.units * ticket.price * market.multiplier;
  const needed = value / account.leverage + ticket.fee;
  const free = account.isMany
    ? account.positionBounds.leastFree(account.cash, market, ticket.price, account.leverage)
    : account.cash;
  if (!(ticket.units > 0 && value >= market.minNotional && needed <= free)) return false;
  ticket.side = columns.buys[row] === 1 ? 1 : -1;
  trade(account, market, i);
  hold(account, market, ticket.side * ticket.units);
  openLot(account, market);
  return true;
}

function hold(account: Account, market: Market, units: number): void {
  market.position = units;
  if (!account.isMany) return;
  account.positionBounds.follow(market);
  account.equity.notePosition(account.tick, market);
}

function feeOf({ fees, ticket }: Account, { multiplier }: Market): number {
  return fees.amount(ticket.units, ticket.price, multiplier, false);
}

// Pays for the ticket's units and notes in the row of the order that rests first that they filled.
function trade(account: Account, market: Market, i: number): void {
  const { ticket } = account;
  const { columns } = account.orders;
  const { units, price, fee } = ticket;
  const row = market.resting[0];
  account.markUntil(account.tick);
  account.cash -= ticket.side * (units * price * market.multiplier) + fee;
  ticket.row = row;
  ticket.bar = i;
  ticket.how = Taking.Taker;
  ticket.when = Moment.AtOpen;
  ticket.slippage = 0;
  ticket.spread = 0;
  ticket.part = units;
  ticket.share = 1;
  columns.size[row] = units;
  columns.flags[row] = Flag.Fixed;
  columns.filled[row] = units;
  columns.price[row] = price;
  columns.fee[row] = fee;
  columns.filledAt[row] = account.tick + 1;
  columns.status[row] = OrderState.Filled;
  if (market.resting.length === 2) market.resting[0] = market.resting[1];
  market.resting.pop();
  account.fills++;
  market.dirty = true;
}
