import type { Account } from './account.js';
import { Flag, OrderState, Plain, Sizing } from './codes.js';
import type { OrderChange } from './context.js';
import type { Market } from './market.js';
import { suggestion } from './names.js';
import { endBar } from './order-life.js';
import { notNegative } from './order-numbers.js';
import { checkTogether, KNOWN_OPTIONS } from './order-options.js';
import { readPriceChange, settlePrices } from './order-prices.js';
import type { OrderColumns } from './orders.js';
import { cancelOrder } from './place.js';

const CHANGEABLE = [
  'size',
  'limit',
  'stop',
  'sl',
  'tp',
  'trail',
  'trail_fraction',
  'expires',
] as const;
const KNOWN_CHANGES = new Set<string>(CHANGEABLE);

/** Changes a resting order; throws like {@link placeOrder}, and then leaves it as it was. */
export function modifyOrder(
  account: Account,
  market: Market,
  row: number,
  change: OrderChange,
): void {
  const { columns } = account.orders;
  if (columns.status[row] !== OrderState.Open) return;
  if (typeof change !== 'object' || change === null) {
    throw new TypeError(`modify takes its changes as an object, got ${String(change)}.`);
  }
  for (const name in change) {
    if (KNOWN_CHANGES.has(name)) continue;
    if (KNOWN_OPTIONS.has(name))
      throw new TypeError(`An order that is placed cannot change its ${name}.`);
    throw new TypeError(`Unknown order option ${name}.${suggestion(name, CHANGEABLE)}`);
  }
  columns.plain[row] = Plain.No;
  // All of it is read before any of it is taken over.
  const size = change.size === undefined ? -1 : notNegative('size', change.size);
  const { expires } = change;
  const end = expires === undefined ? -1 : endBar(account, market, columns, row, expires);
  if (changesPrice(change)) changePrices(market, change, columns, row);
  if (end >= 0) columns.expiresBar[row] = end;
  if (size >= 0) changeSize(account, market, row, size);
  market.dirty = true;
}

function changeSize(account: Account, market: Market, row: number, size: number): void {
  const { sizing, size: sizes, filled } = account.orders.columns;
  sizing[row] = Sizing.Units;
  // What is left of an order that filled in part goes on without being rounded again.
  sizes[row] = filled[row] > 0 ? market.lotsDown(size) : size;
  if (filled[row] > 0 && filled[row] >= sizes[row]) cancelOrder(account, market, row, 'strategy');
}

// A new size or life leaves the prices as they were, however the market moved since.
function changesPrice(change: OrderChange): boolean {
  return Object.keys(change).some((name) => name !== 'size' && name !== 'expires');
}

function changePrices(
  market: Market,
  change: OrderChange,
  columns: OrderColumns,
  row: number,
): void {
  const { limit, stop, sl, tp, trail, flags, type } = columns;
  const before = [limit[row], stop[row], sl[row], tp[row], trail[row], flags[row], type[row]];
  try {
    readPriceChange(change, columns, row);
    checkTogether({ ...change, on: (flags[row] & Flag.AtClose) === 0 ? 'open' : 'close' });
    settlePrices(market, columns, row);
  } catch (error) {
    [limit[row], stop[row], sl[row], tp[row], trail[row], flags[row], type[row]] = before;
    throw error;
  }
}
