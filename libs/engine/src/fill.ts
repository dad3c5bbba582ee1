import type { Account } from './account.js';
import { allowedUnits, wantedUnits } from './allowed.js';
import { closeLot } from './close-lot.js';
import type { Market } from './market.js';
import { openLot } from './open-lot.js';
import {
  ENTRY,
  FILLED,
  MARKET,
  O_ASKED,
  O_FEE,
  O_FILLED,
  O_FILLED_BAR,
  O_FILLED_TIME,
  O_FLAGS,
  O_LIMIT,
  O_OCO,
  O_PRICE,
  O_ROLE,
  O_SIDE,
  O_SIZE,
  O_SIZE_KIND,
  O_STATUS,
  O_TRADE,
  O_TRIED,
  O_TYPE,
  OPEN,
  ORDER_STRIDE,
  REDUCE_ONLY,
  TARGET,
  TARGET_FRACTION,
} from './order-row.js';
import { cancelOrder, removeResting } from './place.js';
import { type ExitReason, T_SIZE, TRADE_STRIDE } from './trade-row.js';

/** How a fill meets the market: as a taker, as a taker that its limit protects (a gap), or as a maker at the limit. */
export const TAKER = 0;
export const CAPPED_TAKER = 1;
export const MAKER = 2;

const EXITS: readonly ExitReason[] = [
  'order',
  'close',
  'stop_loss',
  'take_profit',
  'liquidation',
  'end_of_data',
  'ruined',
  'exit_after',
  'exclusive',
];

/** Fills a resting order in the symbol's own bar `i` from the mid price `base`, as far as size, margin and volume allow; whether anything was filled. */
export function fillOrder(
  account: Account,
  market: Market,
  row: number,
  i: number,
  base: number,
  how: number,
  entered: number,
): boolean {
  const orders = account.orders.data;
  const at = row * ORDER_STRIDE;
  orders[at + O_TRIED] = i;
  turnToTarget(account, market, at, base);
  const side = orders[at + O_SIDE];
  const limit = orders[at + O_LIMIT];
  const volume = market.bars.volume[i];
  const maker = how === MAKER;
  let price = fillPrice(account, side, base, limit, 0, volume, how);
  let units = wantedUnits(account, market, row, price, maker);
  if (how === TAKER && account.slippage.depends) {
    // The push depends on the size and a computed size on the price: two rounds settle both.
    for (let k = 0; k < 2; k++) {
      price = fillPrice(account, side, base, limit, units, volume, how);
      units = wantedUnits(account, market, row, price, maker);
    }
  }
  units = allowedUnits(account, market, row, units, price, maker, i);
  if (!(units > 0)) return false;
  execute(account, market, row, units, base, price, i, how, entered);
  return true;
}

// A market order for a target trades whichever side leads there.
function turnToTarget(account: Account, market: Market, at: number, base: number): void {
  const orders = account.orders.data;
  const kind = orders[at + O_SIZE_KIND];
  if (kind !== TARGET && kind !== TARGET_FRACTION) return;
  if (orders[at + O_TYPE] !== MARKET || orders[at + O_FILLED] > 0) return;
  const asked = orders[at + O_ASKED];
  const wanted =
    kind === TARGET ? asked : (asked * account.equityAt(market, base)) / (base * market.multiplier);
  orders[at + O_SIDE] = wanted < market.position ? -1 : 1;
}

// The spread is half a side around the mid; only takers pay it, and only those without a limit slip.
function fillPrice(
  account: Account,
  side: number,
  base: number,
  limit: number,
  units: number,
  volume: number,
  how: number,
): number {
  if (how === MAKER) return base;
  const quoted = base + side * base * account.halfSpread;
  if (how === TAKER) return quoted + side * account.slippage.distance(base, units, volume);
  return side > 0 ? Math.min(limit, quoted) : Math.max(limit, quoted);
}

function execute(
  account: Account,
  market: Market,
  row: number,
  units: number,
  base: number,
  price: number,
  i: number,
  how: number,
  entered: number,
): void {
  const { multiplier } = market;
  const at = row * ORDER_STRIDE;
  const orders = account.orders.data;
  const side = orders[at + O_SIDE];
  account.markUntil(account.tick);
  const fee = account.fees.amount(side * units, price, multiplier, how === MAKER);
  const worse = Math.max(0, (price - base) * side) * units * multiplier;
  const spread = Math.min(
    worse,
    how === MAKER ? 0 : account.halfSpread * base * units * multiplier,
  );
  account.cash -= side * units * price * multiplier + fee;
  recordFill(account, market, at, units, price, fee, i);
  let rest = closeLots(account, market, row, units, price, i, entered, fee, worse - spread, spread);
  market.position = market.onGrid(market.position + side * units);
  rest = market.onGrid(rest);
  if (rest > 0) {
    const share = rest / units;
    const slippage = (worse - spread) * share;
    openLot(account, market, row, rest, price, i, entered, fee * share, slippage, spread * share);
  }
  finishFill(account, market, row);
}

// Closes what the order closes, oldest lots first, and returns the units left to open.
function closeLots(
  account: Account,
  market: Market,
  row: number,
  units: number,
  price: number,
  i: number,
  exited: number,
  fee: number,
  slippage: number,
  spread: number,
): number {
  const orders = account.orders.data;
  const at = row * ORDER_STRIDE;
  const role = orders[at + O_ROLE];
  const linked = orders[at + O_TRADE];
  const reason = EXITS[role];
  if (linked >= 0) {
    closeLot(account, market, linked, units, price, i, exited, reason, fee, slippage, spread);
    return 0;
  }
  const opens = role === ENTRY && (orders[at + O_FLAGS] & REDUCE_ONLY) === 0;
  if (opens && account.config.hedging) return units;
  const side = orders[at + O_SIDE];
  const { lots } = market;
  let left = units;
  for (let k = 0; k < lots.length && left > 0;) {
    const lot = lots[k];
    const size = account.trades.data[lot * TRADE_STRIDE + T_SIZE];
    if (size * side >= 0) {
      k++;
      continue;
    }
    const part = Math.min(left, Math.abs(size));
    const share = part / units;
    const costs = [fee * share, slippage * share, spread * share] as const;
    closeLot(account, market, lot, part, price, i, exited, reason, ...costs);
    left = part === left ? 0 : market.onGrid(left - part);
  }
  return opens ? left : 0;
}

function recordFill(
  account: Account,
  market: Market,
  at: number,
  units: number,
  price: number,
  fee: number,
  i: number,
): void {
  const orders = account.orders.data;
  const before = orders[at + O_FILLED];
  const filled = before === 0 ? units : market.onGrid(before + units);
  const mean = before === 0 ? price : (orders[at + O_PRICE] * before + price * units) / filled;
  orders[at + O_PRICE] = mean;
  orders[at + O_FILLED] = filled;
  orders[at + O_FEE] += fee;
  orders[at + O_FILLED_BAR] = account.tick;
  orders[at + O_FILLED_TIME] = market.bars.time[i];
}

function finishFill(account: Account, market: Market, row: number): void {
  const orders = account.orders.data;
  const at = row * ORDER_STRIDE;
  market.dirty = true;
  if (orders[at + O_STATUS] === OPEN && orders[at + O_FILLED] >= orders[at + O_SIZE]) {
    orders[at + O_STATUS] = FILLED;
    removeResting(market, row);
  }
  if (account.listens) account.filledNow.push(row);
  if (orders[at + O_OCO] >= 0) cancelOthers(account, row, orders[at + O_OCO]);
}

// Any fill of an OCO group cancels the rest of it, whichever symbol they are on.
function cancelOthers(account: Account, row: number, group: number): void {
  for (const market of account.markets) {
    for (let k = market.resting.length - 1; k >= 0; k--) {
      const other = market.resting[k];
      if (other === row || account.orders.data[other * ORDER_STRIDE + O_OCO] !== group) continue;
      cancelOrder(account, market, other, 'oco');
    }
  }
}
