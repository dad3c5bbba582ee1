import type { Account } from './account.js';
import { closeLot } from './close-lot.js';
import { Flag, Moment, OrderState, Plain, Taking } from './codes.js';
import type { Market } from './market.js';
import { openLot } from './open-lot.js';

/**
 * Fills at the open of the only market's bar `i` what most strategies trade by, with far less to look at than the rules at large have:
 * plain orders that leave the position and then enter one. Tells whether the bar is done; what is left goes by the rules at large, which
 * come to the same numbers.
 */
export function fillPlain(account: Account, market: Market, i: number): boolean {
  const { resting, lots } = market;
  if (i >= market.financeAt || lots.length > 1) return false;
  if (resting.length === 0 || resting.length > 2) return false;
  if (lots.length === 1) {
    const lot = lots[0];
    const { exitBar, size } = account.trades.columns;
    // The order of the entries, which might only reduce, decides where nothing leaves the position first.
    if (account.orders.columns.plain[resting[0]] !== Plain.Exit) return false;
    if (exitBar[lot] !== 0 || size[lot] !== market.position) return false;
    leave(account, market, resting[0], lot, i);
  }
  if (resting.length === 1 && account.orders.columns.plain[resting[0]] === Plain.Entry) {
    enter(account, market, resting[0], i);
  }
  return resting.length === 0;
}

// Closes the only lot as a whole.
function leave(account: Account, market: Market, row: number, lot: number, i: number): void {
  const { ticket } = account;
  const { position } = market;
  ticket.side = position > 0 ? -1 : 1;
  ticket.units = Math.abs(position);
  ticket.price = market.bars.open[i];
  ticket.fee = feeOf(account, market);
  trade(account, market, row, i);
  market.position = 0;
  closeLot(account, market, lot);
}

// Opens a lot of the units asked for, if all cash can pay it.
function enter(account: Account, market: Market, row: number, i: number): void {
  const { ticket } = account;
  const { columns } = account.orders;
  ticket.units = market.lotsDown(columns.size[row]);
  ticket.price = market.bars.open[i];
  ticket.fee = feeOf(account, market);
  const value = ticket.units * ticket.price * market.multiplier;
  const needed = value / account.leverage + ticket.fee;
  if (!(ticket.units > 0 && value >= market.minNotional && needed <= account.cash)) return;
  ticket.side = columns.buys[row] === 1 ? 1 : -1;
  trade(account, market, row, i);
  market.position = ticket.side * ticket.units;
  openLot(account, market);
}

function feeOf({ fees, ticket }: Account, { multiplier }: Market): number {
  return fees.amount(ticket.units, ticket.price, multiplier, false);
}

// Pays for the ticket's units and notes in its order's row that they filled.
function trade(account: Account, market: Market, row: number, i: number): void {
  const { ticket } = account;
  const { columns } = account.orders;
  const { units, price, fee } = ticket;
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
  // The first that rests, of at most two.
  if (market.resting.length === 2) market.resting[0] = market.resting[1];
  market.resting.pop();
  account.fills++;
  market.dirty = true;
}
