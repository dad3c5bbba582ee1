import type { Account } from './account.js';
import type { Market } from './market.js';

/** The price at which the position on the side of `sign` is liquidated, or NaN: isolated, when its margin is down to maintenance and the fee; cross, when the whole account's equity is. */
export function liquidationPrice(account: Account, market: Market, sign: number): number {
  const side = sign > 0 ? 1 : -1;
  const { config } = account;
  const kept = config.maintenanceMargin + config.liquidationFee;
  const units = account.sideSize(market, side) * market.multiplier;
  if (units === 0) return NaN;
  if (config.marginMode === 'cross') return crossPrice(account, market, side, kept);
  // Long: owed = units × price × (1 − kept), short mirrored.
  return (side * isolatedOwed(account, market, side)) / (units * (1 - side * kept));
}

// What the rest of the account covers = −price × (net units − gross units × kept); where both sides are held, the one that loses more than the other gains.
function crossPrice(account: Account, market: Market, side: number, kept: number): number {
  const gross = account.grossSize(market) * market.multiplier;
  const exposed = market.position * market.multiplier - gross * kept;
  return exposed * side > 0 ? -crossRest(account, market, kept) / exposed : NaN;
}

/** The price at which a position's isolated margin is gone, the liquidation fee paid, on the side of `sign`. */
export function bankruptcyPrice(account: Account, market: Market, sign: number): number {
  const side = sign > 0 ? 1 : -1;
  const units = account.sideSize(market, side) * market.multiplier;
  const owed = side * isolatedOwed(account, market, side);
  return owed / (units * (1 - side * account.config.liquidationFee));
}

// Entry value less margin for a long; the negative of entry value plus margin for a short.
function isolatedOwed(account: Account, market: Market, side: number): number {
  const { size, entryPrice } = account.trades.columns;
  let value = 0;
  for (const lot of market.lots) {
    if (size[lot] * side > 0) value += Math.abs(size[lot]) * entryPrice[lot] * market.multiplier;
  }
  return side * value - value / account.leverage;
}

// Cash and the other positions at their last prices, less their own maintenance.
function crossRest(account: Account, market: Market, kept: number): number {
  let rest = account.cash;
  for (const each of account.markets) {
    if (each === market || each.lots.length === 0) continue;
    const value = account.lastPrice(each) * each.multiplier;
    rest += each.position * value - account.grossSize(each) * Math.abs(value) * kept;
  }
  return rest;
}
