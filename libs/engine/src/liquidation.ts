import type { Account } from './account.js';
import type { Market } from './market.js';

/** The price at which the position on the side of `sign` is liquidated, or NaN: isolated, when its margin is down to maintenance and the fee; cross, when the whole account's equity is. */
export function liquidationPrice(account: Account, market: Market, sign: number): number {
  const side = sign > 0 ? 1 : -1;
  const { config } = account;
  const kept = config.maintenanceMargin + config.liquidationFee;
  const units = account.sideSize(market, side) * market.multiplier;
  if (units === 0) return NaN;
  const owed =
    config.marginMode === 'cross'
      ? crossOwed(account, market, units, side)
      : isolatedOwed(account, market, side);
  // Long: owed = units × price × (1 − kept), short mirrored.
  return (side * owed) / (units * (1 - side * kept));
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

// What the rest of the account cannot cover: other positions stand at their last prices, less their own maintenance.
function crossOwed(account: Account, market: Market, units: number, side: number): number {
  const kept = account.config.maintenanceMargin + account.config.liquidationFee;
  let rest = account.cash;
  for (const each of account.markets) {
    if (each.position === 0 && each.lots.length === 0) continue;
    if (each === market) {
      rest += otherSide(account, market, side, units);
      continue;
    }
    const value = account.lastPrice(each) * each.multiplier;
    rest += each.position * value - account.grossSize(each) * Math.abs(value) * kept;
  }
  return -rest;
}

// Where both sides are held, the other one stands at the last price.
function otherSide(account: Account, market: Market, side: number, units: number): number {
  const other = market.position * market.multiplier - side * units;
  return other === 0 ? 0 : other * account.lastPrice(market);
}
