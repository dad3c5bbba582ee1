import type { Account } from './account.js';
import type { Market } from './market.js';
import {
  LIMIT,
  O_ASKED,
  O_EXIT_AFTER,
  O_FLAGS,
  O_LIMIT,
  O_SIDE,
  O_SIZE_KIND,
  O_SL,
  O_STOP,
  O_TAG,
  O_TP,
  O_TRADE,
  O_TRAIL,
  ORDER_STRIDE,
  PORTION,
  PROTECT,
  STOP,
  TARGET_EXIT,
  TRAIL_IS_FRACTION,
} from './order-row.js';
import { addOrder, cancelOrder } from './place.js';
import {
  T_ENTERED,
  T_ENTRY_BAR,
  T_ENTRY_PRICE,
  T_ENTRY_TIME,
  T_EXIT_AT,
  T_EXIT_BAR,
  T_EXIT_PRICE,
  T_EXIT_TIME,
  T_FEES,
  T_MAE,
  T_MARGIN,
  T_MFE,
  T_ORDER,
  T_OWN_BAR,
  T_PNL,
  T_RETURN,
  T_SIZE,
  T_SL,
  T_SL_ORDER,
  T_SLIPPAGE,
  T_SPREAD,
  T_SYMBOL,
  T_TAG,
  T_TP,
  T_TP_ORDER,
  TRADE_STRIDE,
} from './trade-row.js';

/** Opens a lot of `units` at `price` in the symbol's own bar `i`, with the bracket that its order asked for. */
export function openLot(
  account: Account,
  market: Market,
  order: number,
  units: number,
  price: number,
  i: number,
  entered: number,
  fee: number,
  slippage: number,
  spread: number,
): void {
  const row = account.trades.add();
  const { data } = account.trades;
  const orders = account.orders.data;
  const from = order * ORDER_STRIDE;
  const at = row * TRADE_STRIDE;
  data[at + T_SYMBOL] = market.index;
  data[at + T_SIZE] = orders[from + O_SIDE] * units;
  data[at + T_ENTRY_BAR] = account.tick;
  data[at + T_ENTRY_TIME] = market.bars.time[i];
  data[at + T_ENTRY_PRICE] = price;
  data[at + T_EXIT_BAR] = -1;
  data[at + T_EXIT_TIME] = NaN;
  data[at + T_EXIT_PRICE] = NaN;
  data[at + T_PNL] = NaN;
  data[at + T_RETURN] = NaN;
  data[at + T_FEES] = fee;
  data[at + T_SLIPPAGE] = slippage;
  data[at + T_SPREAD] = spread;
  data[at + T_MAE] = NaN;
  data[at + T_MFE] = NaN;
  data[at + T_TAG] = orders[from + O_TAG];
  data[at + T_SL] = NaN;
  data[at + T_TP] = NaN;
  data[at + T_SL_ORDER] = -1;
  data[at + T_TP_ORDER] = -1;
  data[at + T_MARGIN] = (units * price * market.multiplier) / account.config.leverage;
  data[at + T_ENTERED] = entered;
  data[at + T_EXIT_AT] = orders[from + O_EXIT_AFTER] < 0 ? -1 : i + orders[from + O_EXIT_AFTER];
  data[at + T_OWN_BAR] = i;
  data[at + T_ORDER] = order;
  market.lots.push(row);
  openBracket(account, market, row, from, price);
}

function openBracket(
  account: Account,
  market: Market,
  trade: number,
  from: number,
  price: number,
): void {
  const orders = account.orders.data;
  const sl = orders[from + O_SL];
  const tp = orders[from + O_TP];
  const trail = orders[from + O_TRAIL];
  if (sl !== sl && tp !== tp && trail !== trail) return;
  const side = orders[from + O_SIDE];
  let stop = sl;
  if (trail === trail) {
    const trailed = price - side * trailDistance(orders, from, price);
    stop = sl === sl && (sl - trailed) * side > 0 ? sl : trailed;
  }
  const flags = orders[from + O_FLAGS] & TRAIL_IS_FRACTION;
  if (stop === stop) setStop(account, market, trade, stop);
  if (tp === tp) setTarget(account, market, trade, tp);
  if (trail !== trail) return;
  // Adding an order may have moved the rows to a larger array.
  const moved = account.orders.data;
  const child = account.trades.data[trade * TRADE_STRIDE + T_SL_ORDER] * ORDER_STRIDE;
  moved[child + O_TRAIL] = trail;
  moved[child + O_FLAGS] = flags;
}

/** The distance of an order's trailing stop from `price`, in price units. */
export function trailDistance(orders: Float64Array, at: number, price: number): number {
  const trail = orders[at + O_TRAIL];
  return (orders[at + O_FLAGS] & TRAIL_IS_FRACTION) === 0 ? trail : trail * price;
}

/** Sets, moves or (NaN) removes the protective stop of an open trade. */
export function setStop(account: Account, market: Market, trade: number, price: number): void {
  const at = trade * TRADE_STRIDE;
  const sign = account.trades.data[at + T_SIZE] < 0 ? -1 : 1;
  const rounded = sign > 0 ? market.tickDown(price) : market.tickUp(price);
  setChild(account, market, trade, T_SL_ORDER, T_SL, STOP, PROTECT, O_STOP, rounded);
}

/** Sets, moves or (NaN) removes the target of an open trade. */
export function setTarget(account: Account, market: Market, trade: number, price: number): void {
  const at = trade * TRADE_STRIDE;
  const sign = account.trades.data[at + T_SIZE] < 0 ? -1 : 1;
  const rounded = sign > 0 ? market.tickUp(price) : market.tickDown(price);
  setChild(account, market, trade, T_TP_ORDER, T_TP, LIMIT, TARGET_EXIT, O_LIMIT, rounded);
}

function setChild(
  account: Account,
  market: Market,
  trade: number,
  link: number,
  level: number,
  type: number,
  role: number,
  priceColumn: number,
  price: number,
): void {
  const trades = account.trades.data;
  const at = trade * TRADE_STRIDE;
  const existing = trades[at + link];
  trades[at + level] = price;
  market.dirty = true;
  if (price !== price) {
    trades[at + link] = -1;
    if (existing >= 0) cancelOrder(account, market, existing, 'strategy');
    return;
  }
  if (existing >= 0) {
    account.orders.data[existing * ORDER_STRIDE + priceColumn] = price;
    return;
  }
  const side = trades[at + T_SIZE] < 0 ? 1 : -1;
  const row = addOrder(account, market, side, type, role);
  const orders = account.orders.data;
  const child = row * ORDER_STRIDE;
  orders[child + priceColumn] = price;
  orders[child + O_SIZE_KIND] = PORTION;
  orders[child + O_ASKED] = 1;
  orders[child + O_TRADE] = trade;
  orders[child + O_TAG] = trades[at + T_TAG];
  account.trades.data[at + link] = row;
}
