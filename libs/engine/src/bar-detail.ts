import type { Account } from './account.js';
import type { Bars } from './bars.js';
import { fillInside } from './bar-inside.js';
import { Role } from './codes.js';
import { isPriced, isTriggered, reaches, sideOf } from './levels.js';
import { liquidationPrice } from './liquidation.js';
import type { Market } from './market.js';
import { trailDistance } from './open-lot.js';
import { type Range, touched } from './range.js';
import { firstFrom } from './search.js';
import { closeTimeOf } from './timeframe.js';

/** Runs the own bar `i` through the finer bars inside it when two of its events compete; whether there were such bars, all of them, and need of them. */
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
  if (!covers(detail, from, until, range)) return false;
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

// Two touched levels compete, of orders, of a liquidation, or of an entry and the bracket that it brings.
function competes(account: Account, market: Market, range: Range): boolean {
  const { columns } = account.orders;
  let events = 0;
  for (const row of market.resting) {
    if (!isPriced(columns, row) || isTriggered(columns, row)) continue;
    if (!touched(account, row, range)) continue;
    events += columns.role[row] === Role.Entry && bringsTouched(account, row, range) ? 2 : 1;
  }
  if (account.liquidates) {
    for (const side of [1, -1]) if (reachesLiquidation(account, market, side, range)) events++;
  }
  return events > 1;
}

// Whether the bar touches the bracket of an entry, too.
function bringsTouched(account: Account, row: number, range: Range): boolean {
  const { columns } = account.orders;
  const side = sideOf(columns, row);
  const sl = columns.sl[row];
  const tp = columns.tp[row];
  const worst = side > 0 ? range.low : range.high;
  if (sl > 0 && (worst - sl) * side <= 0) return true;
  if (tp > 0 && reaches(tp, side > 0 ? range.high : range.low, -side, account.through)) return true;
  if (columns.trail[row] === 0) return false;
  const entry = columns.limit[row] || columns.stop[row];
  return (worst - entry) * side + trailDistance(account, row, entry) <= 0;
}

function reachesLiquidation(account: Account, market: Market, side: number, range: Range): boolean {
  const level = liquidationPrice(account, market, side);
  return side > 0 ? range.low <= level : range.high >= level;
}

// Pieces that do not reach as far as their bar leave something out: what was touched there would be lost.
function covers(detail: Bars, from: number, until: number, range: Range): boolean {
  let low = Infinity;
  let high = -Infinity;
  for (let k = from; k < detail.time.length && detail.time[k] < until; k++) {
    low = Math.min(low, detail.low[k]);
    high = Math.max(high, detail.high[k]);
  }
  return low <= range.low && high >= range.high;
}
