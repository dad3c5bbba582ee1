import type { Account } from './account.js';
import { allowUnits, askUnits, volumeLeft } from './allowed.js';
import { closeLot } from './close-lot.js';
import { Flag, OrderState, OrderType, Role, Sizing, Taking } from './codes.js';
import type { Market } from './market.js';
import { openLot } from './open-lot.js';
import { cancelOrder, removeRow } from './place.js';

/** Fills a resting order in the symbol's own bar `i` from the mid price in the account's ticket, as far as size, margin and volume allow; whether anything was filled. */
export function fillOrder(
  account: Account,
  market: Market,
  row: number,
  i: number,
  how: number,
  when: number,
): boolean {
  const { columns } = account.orders;
  const { ticket } = account;
  columns.tried[row] = account.step + 1;
  turnToTarget(account, market, row, ticket.base);
  ticket.row = row;
  ticket.side = columns.buys[row] === 1 ? 1 : -1;
  ticket.bar = i;
  ticket.how = how;
  ticket.when = when;
  ticket.units = 0;
  if (how === Taking.CappedTaker) askAtLimit(account, market);
  else {
    quote(account, market);
    askUnits(account, market);
  }
  const pushed = how === Taking.Taker && account.slippage.depends;
  if (pushed) settleUnits(account, market);
  if (!allowUnits(account, market)) return false;
  // Less may be allowed than was asked for, and is pushed less.
  if (pushed) quote(account, market);
  market.traded += ticket.units;
  execute(account, market);
  return true;
}

// A limit order is sized at its limit, though it fills at a better price.
function askAtLimit(account: Account, market: Market): void {
  const { ticket } = account;
  ticket.price = account.orders.columns.limit[ticket.row];
  askUnits(account, market);
  quote(account, market);
}

// The push depends on the size, and a computed size on the price: finds the largest size that is still asked for at the price to which it pushes.
function settleUnits(account: Account, market: Market): void {
  let low = 0;
  let high = account.ticket.units;
  for (let k = 0; k < 16 && low < high; k++) {
    const asked = askedWhen(account, market, high);
    if (asked < high) break;
    low = high;
    high = asked;
  }
  for (let k = 0; k < 60; k++) {
    const units = market.lotsDown((low + high) / 2);
    if (!(units > low && units < high)) break;
    if (askedWhen(account, market, units) < units) high = units;
    else low = units;
  }
  account.ticket.units = low;
  quote(account, market);
}

function askedWhen(account: Account, market: Market, units: number): number {
  account.ticket.units = units;
  quote(account, market);
  askUnits(account, market);
  return account.ticket.units;
}

/** Turns a market order for a target to the side that leads there at `base`, the mid price. */
export function turnToTarget(account: Account, market: Market, row: number, base: number): void {
  const { sizing, type, flags, size, buys } = account.orders.columns;
  if (
    sizing[row] < Sizing.Target ||
    type[row] !== OrderType.Market ||
    (flags[row] & Flag.Fixed) !== 0
  )
    return;
  const asked = size[row];
  const wanted =
    sizing[row] === Sizing.Target
      ? asked
      : (asked * account.equityAt(market, base)) / (base * market.multiplier);
  buys[row] = wanted < market.position ? 0 : 1;
}

// Works out the ticket's price. The spread is half a side around the mid; only takers pay it, and only those without a limit slip.
function quote(account: Account, market: Market): void {
  const { ticket } = account;
  const { base, side, how } = ticket;
  ticket.price = base;
  if (how === Taking.Maker) return;
  ticket.price += side * base * account.halfSpread;
  if (how === Taking.CappedTaker) {
    const limit = account.orders.columns.limit[ticket.row];
    if ((ticket.price - limit) * side > 0) ticket.price = limit;
  } else if (account.slips) {
    const volume = market.bars.volume[ticket.bar];
    const units = Math.min(ticket.units, volumeLeft(account, market));
    const price = ticket.price + side * account.slippage.distance(base, units, volume);
    // A sale brings nothing at worst, never less.
    ticket.price = Math.max(0, price);
  }
}

function execute(account: Account, market: Market): void {
  const { ticket } = account;
  const { side, units, price } = ticket;
  const { columns } = account.orders;
  account.markUntil(account.tick);
  const value = units * price * market.multiplier;
  ticket.fee =
    columns.role[ticket.row] === Role.Liquidate
      ? value * account.config.liquidationFee
      : account.fees.amount(units, price, market.multiplier, ticket.how === Taking.Maker);
  account.cash -= side * value + ticket.fee;
  splitCosts(account, market);
  recordFill(account, market);
  closeLots(account, market);
  const held = market.position;
  if (held === 0) market.position = side * units;
  else market.position = held === -side * units ? 0 : market.onGrid(held + side * units);
  if (account.isMany) {
    account.positionBounds.follow(market);
    account.equity.notePosition(account.tick, market);
  }
  if (ticket.part > 0) openLot(account, market);
  finishFill(account, market, ticket.row);
}

// What the price is worse than the mid is spread first, then slippage.
function splitCosts(account: Account, market: Market): void {
  const { ticket } = account;
  ticket.spread = 0;
  ticket.slippage = 0;
  if (ticket.how === Taking.Maker || ticket.price === ticket.base) return;
  const units = ticket.units * market.multiplier;
  const worse = Math.max(0, (ticket.price - ticket.base) * ticket.side) * units;
  ticket.spread = Math.min(worse, account.halfSpread * ticket.base * units);
  ticket.slippage = worse - ticket.spread;
}

// Closes what the order closes, oldest lots first, and leaves in the ticket's part the units to open.
function closeLots(account: Account, market: Market): void {
  const { role, trade, flags } = account.orders.columns;
  const { ticket } = account;
  const { row, side, units } = ticket;
  ticket.part = units;
  ticket.share = 1;
  const linked = trade[row] - 1;
  if (linked >= 0) {
    closeLot(account, market, linked);
    ticket.part = 0;
    return;
  }
  const opens = role[row] === Role.Entry && (flags[row] & Flag.ReduceOnly) === 0;
  if (opens && account.hedging) return;
  const { lots } = market;
  let left = units;
  for (let k = 0; k < lots.length && left > 0;) {
    const lot = lots[k];
    const size = account.trades.columns.size[lot];
    if (size * side >= 0) {
      k++;
      continue;
    }
    const part = Math.min(left, Math.abs(size));
    ticket.part = part;
    ticket.share = part / units;
    closeLot(account, market, lot);
    left = part === left ? 0 : market.onGrid(left - part);
  }
  ticket.part = opens ? left : 0;
  ticket.share = left / units;
}

function recordFill(account: Account, market: Market): void {
  const { columns } = account.orders;
  const { row, units, price, fee } = account.ticket;
  const before = columns.filled[row];
  if (before === 0) {
    columns.filled[row] = units;
    columns.price[row] = price;
  } else {
    const filled = market.onGrid(before + units);
    columns.price[row] = (columns.price[row] * before + price * units) / filled;
    columns.filled[row] = filled;
  }
  columns.fee[row] += fee;
  columns.filledAt[row] = account.tick + 1;
}

function finishFill(account: Account, market: Market, row: number): void {
  const { columns } = account.orders;
  account.fills++;
  market.dirty = true;
  if (columns.status[row] === OrderState.Open && columns.filled[row] >= columns.size[row]) {
    columns.status[row] = OrderState.Filled;
    removeRow(market.resting, row);
  }
  if (account.listens) account.filledNow.push(row);
  if (columns.oco[row] > 0) cancelOthers(account, row, columns.oco[row]);
}

// Any fill of an OCO group cancels the rest of it, whichever symbol they are on.
function cancelOthers(account: Account, row: number, group: number): void {
  const { oco } = account.orders.columns;
  for (const market of account.markets) {
    for (let k = market.resting.length - 1; k >= 0; k--) {
      const other = market.resting[k];
      if (other !== row && oco[other] === group) cancelOrder(account, market, other, 'oco');
    }
  }
}
