import type { Account } from './account.js';
import type { FillTicket } from './fill-ticket.js';
import { Sizing, Taking } from './codes.js';
import type { Market } from './market.js';

/** Units, rounded down to the lot, that an order whose size is worked out from money or a target asks for at the ticket's price; all is valued at that price. */
export function unitsAsked(account: Account, market: Market, ticket: FillTicket): number {
  const { columns } = account.orders;
  const { row, side, price } = ticket;
  const maker = ticket.how === Taking.Maker;
  const asked = columns.size[row];
  switch (columns.sizing[row]) {
    case Sizing.Fraction:
      return market.lotsDown(asked * buyingPower(account, market, side, price, maker));
    case Sizing.Cash:
      return market.lotsDown(unitsFor(account, market, asked, price, maker, 1));
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

/** Units that an order could trade with all that is free: it closes what is on the other side first, and opens with what is then free. */
export function buyingPower(
  account: Account,
  market: Market,
  side: number,
  price: number,
  maker: boolean,
): number {
  const opposite = account.hedging ? 0 : Math.max(0, -market.position * side);
  return opposite + openable(account, market, side, price, maker, opposite);
}

/** Units that can be opened at `price` once `closing` units of the other side are closed there. */
export function openable(
  account: Account,
  market: Market,
  side: number,
  price: number,
  maker: boolean,
  closing: number,
): number {
  const free = freeAfterClosing(account, market, side, price, maker, closing);
  return unitsFor(account, market, free, price, maker, account.leverage);
}

/** Equity that no margin holds, at `price`, once `closing` units of the other side are closed there and the part of their fee that grows with them is paid. */
export function freeAfterClosing(
  account: Account,
  market: Market,
  side: number,
  price: number,
  maker: boolean,
  closing: number,
): number {
  let free = account.equityAt(market, price) - account.usedMargin(market, price);
  if (closing > 0) {
    free += (closing * price * market.multiplier) / account.leverage;
    // A fixed part is charged once for the order, with what it opens.
    const { fees } = account;
    free -= fees.amount(closing * side, price, market.multiplier, maker) - fees.fixed;
  }
  return Math.max(0, free);
}

/** Units whose margin and fee together cost `money` at `price`. */
export function unitsFor(
  account: Account,
  market: Market,
  money: number,
  price: number,
  maker: boolean,
  leverage: number,
): number {
  const { fees } = account;
  const value = price * market.multiplier;
  // Pushed down to nothing, no number of units is worth the money.
  if (!(value > 0)) return 0;
  if (fees.linear) {
    return Math.max(0, (money - fees.fixed) / (value * (1 / leverage + fees.rate(maker))));
  }
  // An expression cannot be solved for the size: narrow it down from above until it fits.
  let units = market.lotsDown((money * leverage) / value);
  for (let k = 0; k < 60 && units > 0; k++) {
    const cost = (units * value) / leverage + fees.amount(units, price, market.multiplier, maker);
    if (cost <= money) break;
    const next = market.lotsDown(units * Math.max(0, 1 - (cost - money) / cost));
    units = next < units ? next : market.lotsDown(units - market.lotSize);
  }
  return units;
}
