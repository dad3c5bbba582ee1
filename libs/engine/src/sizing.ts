import type { Account } from './account.js';
import type { FillTicket } from './fill-ticket.js';
import { Sizing, Taking } from './codes.js';
import type { Market } from './market.js';

/** Units, rounded down to the lot, that an order whose size is worked out from money or a target asks for at the ticket's price; all is valued at that price. */
export function unitsAsked(account: Account, market: Market, ticket: FillTicket): number {
  const { columns } = account.orders;
  const { row, side, price } = ticket;
  const asked = columns.size[row];
  switch (columns.sizing[row]) {
    case Sizing.Fraction:
      return market.lotsDown(asked * buyingPower(account, market));
    case Sizing.Cash:
      return market.lotsDown(unitsFor(account, market, asked, 0));
    case Sizing.Target:
      return market.lotsDown(Math.max(0, (asked - market.position) * side));
    case Sizing.TargetFraction: {
      if (!(price > 0)) return 0;
      const value = asked * account.equityAt(market, price);
      const wanted = (value / (price * market.multiplier) - market.position) * side;
      return market.lotsDown(Math.max(0, wanted));
    }
    case Sizing.Risk: {
      const lost = Math.abs(price - columns.sl[row]) * market.multiplier;
      return lost > 0 ? market.lotsDown((asked * account.equityAt(market, price)) / lost) : 0;
    }
    default:
      return market.lotsDown(asked);
  }
}

/** Whether an order's size is worked out from money, so that it shrinks to what can be paid instead of being refused. */
export function isComputed(sizing: number): boolean {
  return sizing === Sizing.Fraction || sizing === Sizing.Risk || sizing === Sizing.TargetFraction;
}

// Units that the ticket's order could trade with all that is free: it closes what is on the other side first, and opens with what is then free.
function buyingPower(account: Account, market: Market): number {
  const { side } = account.ticket;
  const opposite = account.hedging ? 0 : Math.max(0, -market.position * side);
  return opposite + openable(account, market, opposite);
}

/** Units that the ticket's order can open at its price once it closed `closing` units of the other side there. */
export function openable(account: Account, market: Market, closing: number): number {
  const free = freeAfterClosing(account, market, account.ticket.price, closing);
  return unitsFor(account, market, free, closing);
}

/** Equity that no margin holds, at `price`, once `closing` units of the other side are closed there, before any fee. */
export function freeAfterClosing(
  account: Account,
  market: Market,
  price: number,
  closing: number,
): number {
  const released = (closing * price * market.multiplier) / account.leverage;
  return Math.max(0, account.freeAt(market, price) + released);
}

// Units whose margin, and the fee of them together with `closing` units of the other side, cost `money` at the ticket's price.
function unitsFor(account: Account, market: Market, money: number, closing: number): number {
  const { fees, leverage, ticket } = account;
  const maker = ticket.how === Taking.Maker;
  const value = ticket.price * market.multiplier;
  // Pushed down to nothing, no number of units is worth the money.
  if (!(value > 0)) return 0;
  if (fees.linear) {
    const rate = fees.rate(maker);
    const left = money - fees.fixed - closing * value * rate;
    return Math.max(0, left / (value * (1 / leverage + rate)));
  }
  // An expression cannot be solved for the size: narrow it down from above until it fits.
  let units = market.lotsDown((money * leverage) / value);
  for (let k = 0; k < 60 && units > 0; k++) {
    const size = closing + units;
    const fee = fees.amount(size, ticket.price, market.multiplier, maker);
    const cost = (units * value) / leverage + fee;
    if (cost <= money) break;
    const next = market.lotsDown(units * Math.max(0, 1 - (cost - money) / cost));
    units = next < units ? next : market.lotsDown(units - market.lotSize);
  }
  return units;
}
