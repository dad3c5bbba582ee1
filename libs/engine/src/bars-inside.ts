import type { Account } from './account.js';
import { fillByDetail } from './bar-detail.js';
import { fillBefore, fillEntry, fillInside, fillTargets, nearestEntry } from './bar-inside.js';
import { type Market, ownBar } from './market.js';
import type { Range } from './range.js';

const range: Range = { open: 0, high: 0, low: 0, close: 0 };

/** Fills what the bars of a tick touch after their opens, on all given markets: protective stops and liquidation of all, then entries, then targets. */
export function fillInsideBars(account: Account, markets: readonly Market[], tick: number): void {
  if (markets.length === 1) {
    const market = markets[0];
    if (hasBusiness(account, market) && !throughDetail(account, market, tick)) {
      fillInside(account, market, ownBar(market, tick), rangeAt(market, tick));
    }
    return;
  }
  let whole: Market[] | null = null;
  for (const market of markets) {
    // A market that needs its detail goes through its bar piece by piece, by itself.
    if (!hasBusiness(account, market) || throughDetail(account, market, tick)) continue;
    whole ??= [];
    whole.push(market);
  }
  if (whole !== null) fillWhole(account, whole, tick);
}

function hasBusiness(account: Account, market: Market): boolean {
  return market.resting.length > 0 || account.liquidates;
}

function fillWhole(account: Account, whole: readonly Market[], tick: number): void {
  for (const market of whole) {
    fillBefore(account, market, ownBar(market, tick), rangeAt(market, tick));
  }
  fillEntries(account, whole, tick);
  for (const market of whole) {
    fillTargets(account, market, ownBar(market, tick), rangeAt(market, tick));
  }
}

function throughDetail(account: Account, market: Market, tick: number): boolean {
  const { detail } = market;
  if (detail === null) return false;
  return fillByDetail(account, market, detail, ownBar(market, tick), rangeAt(market, tick));
}

// Of the entries that come next on each market, the one placed first gets the cash first.
function fillEntries(account: Account, whole: readonly Market[], tick: number): void {
  for (;;) {
    let first = -1;
    let owner = whole[0];
    for (const market of whole) {
      const row = nearestEntry(account, market, rangeAt(market, tick));
      if (row < 0 || (first >= 0 && row > first)) continue;
      first = row;
      owner = market;
    }
    if (first < 0) return;
    fillEntry(account, owner, first, ownBar(owner, tick), rangeAt(owner, tick));
  }
}

function rangeAt(market: Market, tick: number): Range {
  const { bars } = market;
  const i = ownBar(market, tick);
  range.open = bars.open[i];
  range.high = bars.high[i];
  range.low = bars.low[i];
  range.close = bars.close[i];
  return range;
}
