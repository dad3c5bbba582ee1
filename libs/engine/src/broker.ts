import type { Account } from './account.js';
import { fillInside, type Range } from './bar-inside.js';
import { endImmediate, expireOrders, fillAtOpen } from './bar-open.js';
import { fillOrder, TAKER } from './fill.js';
import type { Market } from './market.js';
import {
  AT_CLOSE,
  EXPIRED,
  FINALIZE,
  MARKET,
  O_ASKED,
  O_FLAGS,
  O_FIRST_BAR,
  O_SIDE,
  O_SIZE_KIND,
  O_STOP,
  O_TRADE,
  O_TRAIL,
  O_TYPE,
  CANCELLED,
  ORDER_STRIDE,
  PORTION,
  RUIN,
  TIMED_EXIT,
} from './order-row.js';
import { setStop, trailDistance } from './open-lot.js';
import { addOrder, endOrder } from './place.js';
import {
  AT_END,
  AT_OPEN,
  T_ENTERED,
  T_EXIT_AT,
  T_OWN_BAR,
  T_SIZE,
  T_SL_ORDER,
  TRADE_STRIDE,
} from './trade-row.js';

const range: Range = { open: 0, high: 0, low: 0, close: 0 };

/** Runs one tick of the broker: what expires, what fills at the open and inside the bar, what trails. The markets given have a bar at it, in name order. */
export function runTick(account: Account, markets: readonly Market[], tick: number): void {
  account.tick = tick;
  for (const market of markets) {
    const i = ownBar(market, tick);
    expireOrders(account, market, i);
    timeOut(account, market, i);
  }
  fillAtOpen(account, markets, tick);
  for (const market of markets) {
    const i = ownBar(market, tick);
    const { open, high, low, close } = market.bars;
    range.open = open[i];
    range.high = high[i];
    range.low = low[i];
    range.close = close[i];
    fillInside(account, market, i, range);
    fillOnClose(account, market, i);
    endImmediate(account, market, i);
    trail(account, market, i);
  }
}

/** The own bar of a market at a tick. */
export function ownBar(market: Market, tick: number): number {
  return market.barAt === null ? tick : market.barAt[tick];
}

/** Fills at the close of the own bar `i` the orders that wait for a close. */
function fillOnClose(account: Account, market: Market, i: number): void {
  for (let k = 0; k < market.resting.length; k++) {
    const row = market.resting[k];
    const at = row * ORDER_STRIDE;
    const orders = account.orders.data;
    if ((orders[at + O_FLAGS] & AT_CLOSE) === 0 || orders[at + O_FIRST_BAR] > i) continue;
    if (fillOrder(account, market, row, i, market.bars.close[i], TAKER, AT_END)) k--;
  }
}

/** Fills at the close of the current bar the market orders just placed, where a run asks for that. */
export function fillPlacedAtClose(account: Account, market: Market): void {
  const i = market.clock.i;
  for (let pass = 0; pass < 2; pass++) {
    for (const row of market.resting.slice()) {
      const at = row * ORDER_STRIDE;
      const orders = account.orders.data;
      if (orders[at + O_TYPE] !== MARKET) continue;
      if (pass === 0 && orders[at + O_SIDE] * market.position >= 0) continue;
      fillOrder(account, market, row, i, market.bars.close[i], TAKER, AT_END);
    }
  }
}

// A trade whose time is up is closed at this open.
function timeOut(account: Account, market: Market, i: number): void {
  for (const lot of market.lots) {
    const exitAt = account.trades.data[lot * TRADE_STRIDE + T_EXIT_AT];
    if (exitAt >= 0 && exitAt <= i) closeTrade(account, market, lot, 1, TIMED_EXIT);
  }
}

/** Places an order that closes a portion of a trade and returns its row. */
export function closeTrade(
  account: Account,
  market: Market,
  trade: number,
  portion: number,
  role: number,
): number {
  const side = account.trades.data[trade * TRADE_STRIDE + T_SIZE] < 0 ? 1 : -1;
  const row = addOrder(account, market, side, MARKET, role);
  const { data } = account.orders;
  data[row * ORDER_STRIDE + O_SIZE_KIND] = PORTION;
  data[row * ORDER_STRIDE + O_ASKED] = portion;
  data[row * ORDER_STRIDE + O_TRADE] = trade;
  return row;
}

// Moves trailing stops by this bar's extreme; of the entry bar only the close is known to lie after an entry inside it.
function trail(account: Account, market: Market, i: number): void {
  const { data } = account.trades;
  for (const lot of market.lots) {
    const at = lot * TRADE_STRIDE;
    const child = data[at + T_SL_ORDER];
    if (child < 0) continue;
    const orders = account.orders.data;
    const from = child * ORDER_STRIDE;
    if (orders[from + O_TRAIL] !== orders[from + O_TRAIL]) continue;
    const long = data[at + T_SIZE] > 0;
    const inside = data[at + T_OWN_BAR] === i && data[at + T_ENTERED] !== AT_OPEN;
    const { close, high, low } = market.bars;
    const extreme = inside ? close[i] : long ? high[i] : low[i];
    const distance = trailDistance(orders, from, extreme);
    const stop = long ? extreme - distance : extreme + distance;
    const better = long ? stop > orders[from + O_STOP] : stop < orders[from + O_STOP];
    if (better) setStop(account, market, lot, stop);
  }
}

/** Closes every open trade at the close of its market's last bar and ends every resting order. */
export function finalize(account: Account): void {
  for (const market of account.markets) {
    endAll(account, market, EXPIRED);
    for (const lot of market.lots.slice()) {
      const row = closeTrade(account, market, lot, 1, FINALIZE);
      fillOrder(account, market, row, market.clock.i, account.lastPrice(market), TAKER, AT_END);
    }
  }
}

/** Ends every resting order at the end of the data. */
export function expireAll(account: Account): void {
  for (const market of account.markets) endAll(account, market, EXPIRED);
}

function endAll(account: Account, market: Market, status: number): void {
  for (const row of market.resting.slice()) {
    endOrder(account, market, row, status, status === EXPIRED ? 'end_of_data' : 'ruined');
  }
}

/** Ends a run whose equity is gone: everything is closed at the last close. */
export function ruin(account: Account): void {
  account.ruined = true;
  for (const market of account.markets) {
    endAll(account, market, CANCELLED);
    for (const lot of market.lots.slice()) {
      const row = closeTrade(account, market, lot, 1, RUIN);
      fillOrder(account, market, row, market.clock.i, account.lastPrice(market), TAKER, AT_END);
    }
  }
}
