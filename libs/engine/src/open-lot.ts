import type { Account } from './account.js';
import { Flag, OrderType, Role, Sizing } from './codes.js';
import type { Market } from './market.js';
import { addOrder, cancelOrder } from './place.js';

/** Opens a lot of the ticket's part, with the bracket that its order asked for. */
export function openLot(account: Account, market: Market): void {
  const row = account.trades.add();
  const { columns } = account.trades;
  const { ticket } = account;
  const orders = account.orders.columns;
  const order = ticket.row;
  columns.symbol[row] = market.index;
  columns.size[row] = ticket.side * ticket.part;
  columns.entry[row] = account.tick;
  columns.entryPrice[row] = ticket.price;
  columns.fees[row] = ticket.fee * ticket.share;
  if (ticket.slippage !== 0) columns.slippage[row] = ticket.slippage * ticket.share;
  if (ticket.spread !== 0) columns.spread[row] = ticket.spread * ticket.share;
  columns.tag[row] = orders.tag[order];
  columns.entered[row] = ticket.when;
  columns.step[row] = account.step;
  columns.ownBar[row] = ticket.bar;
  if (orders.exitAfter[order] > 0) columns.exitBar[row] = ticket.bar + orders.exitAfter[order];
  market.lots.push(row);
  account.openTrades++;
  if (orders.sl[order] > 0 || orders.tp[order] > 0 || orders.trail[order] > 0) {
    openBracket(account, market, row, order, ticket.price);
  }
}

function openBracket(
  account: Account,
  market: Market,
  trade: number,
  order: number,
  price: number,
): void {
  const orders = account.orders.columns;
  const side = orders.buys[order] === 1 ? 1 : -1;
  const sl = orders.sl[order];
  const tp = orders.tp[order];
  const trail = orders.trail[order];
  let stop = sl;
  if (trail > 0) {
    const trailed = price - side * trailDistance(account, order, price);
    stop = sl > 0 && (sl - trailed) * side > 0 ? sl : trailed;
  }
  const trailFlag = orders.flags[order] & Flag.TrailIsFraction;
  if (stop > 0) setStop(account, market, trade, stop);
  if (tp > 0) setTarget(account, market, trade, tp);
  if (trail === 0 || !(stop > 0)) return;
  const child = account.trades.columns.slOrder[trade] - 1;
  account.orders.columns.trail[child] = trail;
  account.orders.columns.flags[child] |= trailFlag;
}

/** The distance of an order's trailing stop from `price`, in price units. */
export function trailDistance(account: Account, order: number, price: number): number {
  const { trail, flags } = account.orders.columns;
  return (flags[order] & Flag.TrailIsFraction) === 0 ? trail[order] : trail[order] * price;
}

/** Sets, moves or (0) removes the protective stop of an open trade. */
export function setStop(account: Account, market: Market, trade: number, price: number): void {
  const { size, slOrder, sl } = account.trades.columns;
  const rounded = size[trade] > 0 ? market.tickDown(price) : market.tickUp(price);
  sl[trade] = rounded;
  market.dirty = true;
  const child = slOrder[trade] - 1;
  if (rounded > 0 && child >= 0) account.orders.columns.stop[child] = rounded;
  else if (rounded > 0) {
    const row = addChild(account, market, trade, OrderType.Stop, Role.Protect);
    account.orders.columns.stop[row] = rounded;
    slOrder[trade] = row + 1;
  } else if (child >= 0) {
    slOrder[trade] = 0;
    cancelOrder(account, market, child, 'strategy');
  }
}

/** Sets, moves or (0) removes the target of an open trade. */
export function setTarget(account: Account, market: Market, trade: number, price: number): void {
  const { size, tpOrder, tp } = account.trades.columns;
  const rounded = size[trade] > 0 ? market.tickUp(price) : market.tickDown(price);
  tp[trade] = rounded;
  market.dirty = true;
  const child = tpOrder[trade] - 1;
  if (rounded > 0 && child >= 0) account.orders.columns.limit[child] = rounded;
  else if (rounded > 0) {
    const row = addChild(account, market, trade, OrderType.Limit, Role.TakeProfit);
    account.orders.columns.limit[row] = rounded;
    tpOrder[trade] = row + 1;
  } else if (child >= 0) {
    tpOrder[trade] = 0;
    cancelOrder(account, market, child, 'strategy');
  }
}

function addChild(
  account: Account,
  market: Market,
  trade: number,
  type: number,
  role: number,
): number {
  const { size, tag } = account.trades.columns;
  const row = addOrder(account, market, size[trade] < 0 ? 1 : -1, type, role);
  const { columns } = account.orders;
  columns.sizing[row] = Sizing.Portion;
  columns.size[row] = 1;
  columns.trade[row] = trade + 1;
  columns.tag[row] = tag[trade];
  return row;
}
