import type { Account } from './account.js';
import { liquidateAtOpen } from './bar-liquidation.js';
import { endImmediate, expireOrders, fillAtOpen } from './bar-open.js';
import { fillInsideBars } from './bars-inside.js';
import { Flag, Moment, OrderState, OrderType, Role, Taking, Tif } from './codes.js';
import { closeTrade } from './enter.js';
import { fillOrder, turnToTarget } from './fill.js';
import { payFinance } from './finance.js';
import { reduces } from './levels.js';
import { type Market, ownBar, placedOn } from './market.js';
import { setStop, trailDistance } from './open-lot.js';
import { cancelOrder, endOrder } from './place.js';
import { fillPlain } from './plain-fills.js';

export { ownBar } from './market.js';

/** Runs one tick of the broker: what expires, what fills at the open and inside the bar, what trails. The markets given have a bar at it, in name order. */
export function runTick(account: Account, markets: readonly Market[], tick: number): void {
  account.tick = tick;
  account.step++;
  if (account.fillsPlainly && fillPlain(account, markets, tick)) return;
  for (let k = 0; k < markets.length; k++) {
    const market = markets[k];
    const i = ownBar(market, tick);
    expireOrders(account, market, i);
    if (market.financeAt <= i) payFinance(account, market, i);
    if (account.liquidates && market.lots.length > 0) liquidateAtOpen(account, market, i);
    timeOut(account, market, i);
  }
  fillAtOpen(account, markets, tick);
  fillInsideBars(account, markets, tick);
  if (waitsForClose(account, markets)) fillMarketAtClose(account, markets);
  for (let k = 0; k < markets.length; k++) {
    const market = markets[k];
    if (market.resting.length === 0) continue;
    const i = ownBar(market, tick);
    endImmediate(account, market, i);
    trail(account, market, i);
  }
}

function waitsForClose(account: Account, markets: readonly Market[]): boolean {
  const { flags } = account.orders.columns;
  for (let k = 0; k < markets.length; k++) {
    for (const row of markets[k].resting) if ((flags[row] & Flag.AtClose) !== 0) return true;
  }
  return false;
}

/** Fills at the close of this tick's bars the market orders that wait there, on all given markets at once: closing before opening, then in order of placement. */
export function fillMarketAtClose(account: Account, markets: readonly Market[]): void {
  const waiting = placedOn(markets);
  for (let pass = 0; pass < 2; pass++) {
    for (const row of waiting) {
      const { type, status, tried, symbol } = account.orders.columns;
      if (
        type[row] !== OrderType.Market ||
        status[row] !== OrderState.Open ||
        tried[row] === account.step + 1
      )
        continue;
      const market = account.markets[symbol[row]];
      const i = ownBar(market, account.tick);
      account.ticket.base = market.bars.close[i];
      turnToTarget(account, market, row, account.ticket.base);
      if (pass === 0 && !reduces(account, market, row)) continue;
      fillOrder(account, market, row, i, Taking.Taker, Moment.AtEnd);
      // Nothing comes after the close of the first bar that it acts in.
      if (account.orders.columns.tif[row] === Tif.Ioc) cancelOrder(account, market, row, 'ioc');
    }
  }
}

// A trade whose time is up is closed at this open.
function timeOut(account: Account, market: Market, i: number): void {
  const { exitBar } = account.trades.columns;
  for (let k = 0; k < market.lots.length; k++) {
    const lot = market.lots[k];
    if (exitBar[lot] === 0 || exitBar[lot] > i) continue;
    closeTrade(account, market, lot, 1, Role.TimedExit);
    // The order goes on until the trade is closed, however little volume its bars have.
    exitBar[lot] = 0;
  }
}

// Moves trailing stops by this bar's extreme; of the entry bar only the close is known to lie after an entry inside it.
function trail(account: Account, market: Market, i: number): void {
  const { close, high, low } = market.bars;
  for (let k = 0; k < market.lots.length; k++) {
    const lot = market.lots[k];
    const { slOrder, size, ownBar: entryBar, entered } = account.trades.columns;
    const child = slOrder[lot] - 1;
    const orders = account.orders.columns;
    if (child < 0 || orders.trail[child] === 0) continue;
    const long = size[lot] > 0;
    const inside = entryBar[lot] === i && entered[lot] !== Moment.AtOpen;
    const extreme = inside ? close[i] : long ? high[i] : low[i];
    const distance = trailDistance(account, child, extreme);
    const stop = long ? extreme - distance : extreme + distance;
    const better = long ? stop > orders.stop[child] : stop < orders.stop[child];
    if (better) setStop(account, market, lot, stop);
  }
}

/** Brings the books to the end of the data: resting orders expire, and open trades close at the last close where the run wants that. */
export function finalize(account: Account, closeTrades: boolean): void {
  for (const market of account.markets) {
    endAll(account, market, OrderState.Expired);
    if (closeTrades) closeAll(account, market, Role.Finalize);
  }
}

/** Ends a run whose equity is gone: everything is closed at the last close. */
export function ruin(account: Account): void {
  account.ruined = true;
  account.warn('ruined', 'The equity was gone: everything was closed and the run ended there.');
  for (const market of account.markets) {
    endAll(account, market, OrderState.Cancelled);
    closeAll(account, market, Role.Ruin);
  }
}

function endAll(account: Account, market: Market, status: number): void {
  for (const row of market.resting.slice()) {
    endOrder(
      account,
      market,
      row,
      status,
      status === OrderState.Expired ? 'end_of_data' : 'ruined',
    );
  }
}

function closeAll(account: Account, market: Market, role: number): void {
  account.step++;
  for (const lot of market.lots.slice()) {
    const row = closeTrade(account, market, lot, 1, role);
    account.ticket.base = account.lastPrice(market);
    fillOrder(account, market, row, market.clock.i, Taking.Taker, Moment.AtEnd);
  }
}
