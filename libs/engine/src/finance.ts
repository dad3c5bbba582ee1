import type { Account } from './account.js';
import { DAY_MS } from './calendar.js';
import { Bar, firstBarAt, type FundingRates, type Market } from './market.js';
import { firstAfter } from './search.js';

/** The next own bar at whose open funding or interest is due on what is held, or Bar.Never. */
export function financeBar(account: Account, market: Market): number {
  const { funding } = market;
  const borrows = account.config.borrowRate > 0;
  if (funding === null && !borrows) return Bar.Never;
  const i = market.clock.i;
  const now = i < 0 ? market.bars.time[0] : market.bars.time[i];
  let bar: number = Bar.Never;
  if (funding !== null) {
    const next = firstAfter(funding.time, now);
    if (next < funding.time.length) bar = firstBarAt(market, funding.time[next]);
    if (isOutside(market, funding.time, next, now)) warnOfMissing(account, market);
  }
  if (borrows) bar = Math.min(bar, firstBarAt(market, (Math.floor(now / DAY_MS) + 1) * DAY_MS));
  return bar;
}

/** Pays at the open of the own bar `i` the funding and the interest that fell due since the bar before, on what was held then, at its close. */
export function payFinance(account: Account, market: Market, i: number): void {
  if (i < 1 || market.lots.length === 0) return;
  const { time, close } = market.bars;
  const { funding } = market;
  const price = close[i - 1] * market.multiplier;
  if (funding !== null) payFunding(account, market, funding, time[i - 1], time[i], price);
  const { borrowRate } = account.config;
  if (borrowRate === 0) return;
  const nights = Math.floor(time[i] / DAY_MS) - Math.floor(time[i - 1] / DAY_MS);
  if (nights > 0) payInterest(account, market, (borrowRate * nights) / 365, price);
}

function payFunding(
  account: Account,
  market: Market,
  { time, rate }: FundingRates,
  after: number,
  until: number,
  price: number,
): void {
  const { funding } = account.trades.columns;
  for (let k = firstAfter(time, after); k < time.length && time[k] <= until; k++) {
    if (rate[k] !== rate[k] || isGap(time, k)) warnOfMissing(account, market);
    if (rate[k] === rate[k]) {
      charge(account, market, funding, (size) => size * price * rate[k]);
    }
  }
}

function warnOfMissing(account: Account, market: Market): void {
  const { symbol } = market;
  const message = `${symbol}: funding rates are missing while a position was held.`;
  account.warn('missing_funding', message, { symbol });
}

// Whether what is held at `now` saw a stamp fall due before the first rate or after the last one.
function isOutside(market: Market, time: Float64Array, next: number, now: number): boolean {
  const spacing = usualSpacing(time);
  if (next === 0) return time.length > 0 && time[0] - spacing > now;
  if (next < time.length) return false;
  const bars = market.bars.time;
  const due = spacing === Infinity ? now : time[time.length - 1] + spacing;
  return due <= bars[bars.length - 1];
}

// Twice the usual spacing before a stamp means that one is missing.
function isGap(time: Float64Array, k: number): boolean {
  return k > 0 && time[k] - time[k - 1] > 1.9 * usualSpacing(time);
}

// Too few stamps tell nothing of how often they come.
function usualSpacing(time: Float64Array): number {
  return time.length < 3 ? Infinity : (time[time.length - 1] - time[0]) / (time.length - 1);
}

// Shorts borrow what they sold; longs borrow what their margin does not pay.
function payInterest(account: Account, market: Market, rate: number, price: number): void {
  const borrowed = 1 - 1 / account.leverage;
  const { borrow } = account.trades.columns;
  charge(
    account,
    market,
    borrow,
    (size) => Math.abs(size) * price * rate * (size < 0 ? 1 : borrowed),
  );
}

function charge(
  account: Account,
  market: Market,
  column: Float64Array,
  amount: (size: number) => number,
): void {
  const { size } = account.trades.columns;
  account.markUntil(account.tick);
  for (const lot of market.lots) {
    const paid = amount(size[lot]);
    column[lot] += paid;
    account.cash -= paid;
  }
  market.dirty = true;
}
