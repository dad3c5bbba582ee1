import type { Account } from './account.js';
import { excursion } from './excursion.js';
import type { Market } from './market.js';
import { CANCELLED, ORDER_STRIDE, O_STOP, O_LIMIT } from './order-row.js';
import { endOrder } from './place.js';
import {
  AT_OPEN,
  type ExitReason,
  exitReasonNumber,
  T_AMBIGUOUS,
  T_ENTERED,
  T_ENTRY_PRICE,
  T_EXIT_BAR,
  T_EXIT_PRICE,
  T_EXIT_REASON,
  T_EXIT_TIME,
  T_EXITED,
  T_FEES,
  T_FUNDING,
  T_MARGIN,
  T_OWN_BAR,
  T_PNL,
  T_RETURN,
  T_SIZE,
  T_SL,
  T_SL_ORDER,
  T_SLIPPAGE,
  T_SPREAD,
  T_TP,
  T_TP_ORDER,
  TRADE_STRIDE,
} from './trade-row.js';

/** Closes `units` of a lot at `price` in the symbol's own bar `i`; a part closed becomes a trade of its own and leaves the rest open. Returns the row of the closed trade. */
export function closeLot(
  account: Account,
  market: Market,
  lot: number,
  units: number,
  price: number,
  i: number,
  exited: number,
  reason: ExitReason,
  fee: number,
  slippage: number,
  spread: number,
): number {
  const whole = Math.abs(account.trades.data[lot * TRADE_STRIDE + T_SIZE]);
  const all = units >= whole;
  const row = all ? lot : splitLot(account, market, lot, units / whole, units);
  const { data } = account.trades;
  const at = row * TRADE_STRIDE;
  const size = data[at + T_SIZE];
  const entry = data[at + T_ENTRY_PRICE];
  const value = Math.abs(size) * entry * market.multiplier;
  data[at + T_FEES] += fee;
  data[at + T_SLIPPAGE] += slippage;
  data[at + T_SPREAD] += spread;
  data[at + T_EXIT_BAR] = account.tick;
  data[at + T_EXIT_TIME] = market.bars.time[i];
  data[at + T_EXIT_PRICE] = price;
  data[at + T_EXITED] = exited;
  data[at + T_EXIT_REASON] = exitReasonNumber(reason);
  const gross = size * (price - entry) * market.multiplier;
  const pnl = gross - data[at + T_FEES] - data[at + T_FUNDING];
  data[at + T_PNL] = pnl;
  data[at + T_RETURN] = pnl / value;
  recordLevels(account, data, at);
  if (account.wantsExcursions) {
    const from = data[at + T_OWN_BAR];
    const enteredAtOpen = data[at + T_ENTERED] === AT_OPEN;
    excursion(market, data, at, from, enteredAtOpen, i, price, exited);
  }
  account.closed.push(row);
  if (account.listens) account.closedNow.push(row);
  if (all) removeLot(account, market, lot);
  return row;
}

// The record keeps the last protective prices of the trade, whichever way it ended.
function recordLevels(account: Account, data: Float64Array, at: number): void {
  const orders = account.orders.data;
  const sl = data[at + T_SL_ORDER];
  const tp = data[at + T_TP_ORDER];
  if (sl >= 0) data[at + T_SL] = orders[sl * ORDER_STRIDE + O_STOP];
  if (tp >= 0) data[at + T_TP] = orders[tp * ORDER_STRIDE + O_LIMIT];
}

function removeLot(account: Account, market: Market, lot: number): void {
  const { lots } = market;
  if (lots[0] === lot) lots.shift();
  else lots.splice(lots.indexOf(lot), 1);
  const { data } = account.trades;
  const at = lot * TRADE_STRIDE;
  const sl = data[at + T_SL_ORDER];
  const tp = data[at + T_TP_ORDER];
  if (sl >= 0) endOrder(account, market, sl, CANCELLED, 'trade_closed');
  if (tp >= 0) endOrder(account, market, tp, CANCELLED, 'trade_closed');
}

// Takes `units` (the part `share` of the lot) out into a new row with its share of what the entry cost.
function splitLot(
  account: Account,
  market: Market,
  lot: number,
  share: number,
  units: number,
): number {
  const row = account.trades.add();
  const { data } = account.trades;
  const from = lot * TRADE_STRIDE;
  const to = row * TRADE_STRIDE;
  data.copyWithin(to, from, from + TRADE_STRIDE);
  const sign = data[from + T_SIZE] < 0 ? -1 : 1;
  data[to + T_SIZE] = sign * units;
  data[from + T_SIZE] = market.onGrid(data[from + T_SIZE] - sign * units);
  for (const column of [T_FEES, T_SLIPPAGE, T_SPREAD, T_FUNDING, T_MARGIN]) {
    data[to + column] = data[from + column] * share;
    data[from + column] -= data[to + column];
  }
  return row;
}

/** Marks a closed trade as one whose stop and target were both touched in one bar. */
export function flagAmbiguous(account: Account, row: number): void {
  account.trades.data[row * TRADE_STRIDE + T_AMBIGUOUS] = 1;
}
