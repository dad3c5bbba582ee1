import type { Account } from './account.js';
import { fillOrder, MAKER } from './fill.js';
import { atOpen, reduces, WAITS, WOULD_TAKE } from './levels.js';
import type { Market } from './market.js';
import {
  CANCELLED,
  EXPIRED,
  FOK,
  IOC,
  O_EXPIRES_BAR,
  O_EXPIRES_TIME,
  O_FIRST_BAR,
  O_LIMIT,
  O_STATUS,
  O_SYMBOL,
  O_TIF,
  OPEN,
  ORDER_STRIDE,
} from './order-row.js';
import { cancelOrder, endOrder } from './place.js';
import { AT_OPEN, BY_LIMIT } from './trade-row.js';

const work: number[] = [];

/** Ends the orders that expire at or before the open of the symbol's own bar `i`. */
export function expireOrders(account: Account, market: Market, i: number): void {
  const orders = account.orders.data;
  const time = market.bars.time[i];
  for (let k = market.resting.length - 1; k >= 0; k--) {
    const row = market.resting[k];
    const at = row * ORDER_STRIDE;
    const byBar = orders[at + O_EXPIRES_BAR] >= 0 && orders[at + O_EXPIRES_BAR] <= i;
    if (byBar || orders[at + O_EXPIRES_TIME] <= time) {
      endOrder(account, market, row, EXPIRED, 'expired');
    }
  }
}

/** Fills at the open what meets it, on all given markets at once: closing before opening, then in order of placement. */
export function fillAtOpen(account: Account, markets: readonly Market[], tick: number): void {
  work.length = 0;
  for (const market of markets) {
    for (const row of market.resting) work.push(row);
  }
  if (markets.length > 1) work.sort((a, b) => a - b);
  const count = work.length;
  for (let pass = 0; pass < 2; pass++) {
    for (let k = 0; k < count; k++) {
      const row = work[k];
      const at = row * ORDER_STRIDE;
      const orders = account.orders.data;
      if (orders[at + O_STATUS] !== OPEN) continue;
      const market = account.markets[orders[at + O_SYMBOL]];
      const closes = reduces(orders, at, market, account.config.hedging);
      if (pass === 0 && !closes) continue;
      fillOneAtOpen(account, market, row, market.barAt === null ? tick : market.barAt[tick]);
    }
  }
}

function fillOneAtOpen(account: Account, market: Market, row: number, i: number): void {
  const orders = account.orders.data;
  const at = row * ORDER_STRIDE;
  const open = market.bars.open[i];
  const through = account.config.limitFill === 'through';
  const how = atOpen(orders, at, open, i, through);
  if (how === WAITS) return;
  if (how === WOULD_TAKE) cancelOrder(account, market, row, 'post_only');
  else if (how === MAKER) fillOrder(account, market, row, i, orders[at + O_LIMIT], how, BY_LIMIT);
  else fillOrder(account, market, row, i, open, how, AT_OPEN);
}

/** Cancels, once the symbol's own bar `i` is over, the orders that live only for their first bar. */
export function endImmediate(account: Account, market: Market, i: number): void {
  const orders = account.orders.data;
  for (let k = market.resting.length - 1; k >= 0; k--) {
    const row = market.resting[k];
    const at = row * ORDER_STRIDE;
    const tif = orders[at + O_TIF];
    if (tif >= IOC && orders[at + O_FIRST_BAR] <= i) {
      endOrder(account, market, row, CANCELLED, tif === FOK ? 'fok' : 'ioc');
    }
  }
}
