import type { Account } from './account.js';
import type { Bars } from './bars.js';
import { fillInside } from './bar-inside.js';
import { isPriced } from './levels.js';
import type { Market } from './market.js';
import { type Range, touched } from './range.js';
import { firstFrom } from './search.js';
import { closeTimeOf } from './timeframe.js';

/** Runs the own bar `i` through the finer bars inside it when two of its events compete; whether there were such bars and need of them. */
export function fillByDetail(
  account: Account,
  market: Market,
  detail: Bars,
  i: number,
  range: Range,
): boolean {
  if (!competes(account, market, range)) return false;
  const from = firstFrom(detail.time, market.bars.time[i]);
  const until = closeTimeOf(market.bars.time[i], market.timeframe);
  if (from >= detail.time.length || detail.time[from] >= until) return false;
  for (let k = from; k < detail.time.length && detail.time[k] < until; k++) {
    range.open = detail.open[k];
    range.high = detail.high[k];
    range.low = detail.low[k];
    range.close = detail.close[k];
    account.step++;
    fillInside(account, market, i, range);
  }
  return true;
}

// Two touched levels compete, and so does an entry that brings a bracket.
function competes(account: Account, market: Market, range: Range): boolean {
  const { columns } = account.orders;
  let events = 0;
  for (const row of market.resting) {
    if (!isPriced(columns, row) || !touched(account, row, range)) continue;
    events += columns.sl[row] > 0 || columns.tp[row] > 0 || columns.trail[row] > 0 ? 2 : 1;
  }
  return events > 1;
}
