import type { Account } from './account.js';
import type { OrderChange, OrderOptions, TimeInForce } from './context.js';
import type { Market } from './market.js';
import { suggestion } from './names.js';
import {
  AT_CLOSE,
  CANCELLED,
  CASH,
  DAY,
  FOK,
  FRACTION,
  GTC,
  IOC,
  LIMIT,
  MARKET,
  O_ASKED,
  O_EXIT_AFTER,
  O_EXPIRES_BAR,
  O_EXPIRES_TIME,
  O_FILLED_BAR,
  O_FILLED_TIME,
  O_FIRST_BAR,
  O_FLAGS,
  O_LIMIT,
  O_OCO,
  O_PLACED_BAR,
  O_PLACED_TIME,
  O_PRICE,
  O_REASON,
  O_ROLE,
  O_SIDE,
  O_SIZE,
  O_SIZE_KIND,
  O_SL,
  O_STATUS,
  O_STOP,
  O_SYMBOL,
  O_TAG,
  O_TIF,
  O_TP,
  O_TRADE,
  O_TRAIL,
  O_TRIED,
  O_TYPE,
  OPEN,
  ORDER_STRIDE,
  POST_ONLY,
  type Reason,
  reasonNumber,
  REDUCE_ONLY,
  REJECTED,
  RISK,
  STOP,
  STOP_LIMIT,
  TARGET,
  TARGET_FRACTION,
  TRAIL_IS_FRACTION,
  UNITS,
} from './order-row.js';

const OPTION_NAMES = [
  'size',
  'cash',
  'fraction',
  'target',
  'target_fraction',
  'risk',
  'limit',
  'stop',
  'sl',
  'tp',
  'trail',
  'trail_fraction',
  'tag',
  'tif',
  'expires',
  'reduceOnly',
  'postOnly',
  'oco',
  'exitAfter',
  'on',
] as const;
const KNOWN = new Set<string>(OPTION_NAMES);
const SIZES = [
  ['size', UNITS],
  ['cash', CASH],
  ['fraction', FRACTION],
  ['target', TARGET],
  ['target_fraction', TARGET_FRACTION],
  ['risk', RISK],
] as const;
const TIFS: Record<TimeInForce, number> = { GTC, DAY, IOC, FOK };

/** Adds a bare order of a market to the account and returns its row; it rests until it is filled or ended. */
export function addOrder(
  account: Account,
  market: Market,
  side: number,
  type: number,
  role: number,
): number {
  const row = account.orders.add();
  const { data } = account.orders;
  const at = row * ORDER_STRIDE;
  const i = market.clock.i;
  data[at + O_SYMBOL] = market.index;
  data[at + O_SIDE] = side;
  data[at + O_TYPE] = type;
  data[at + O_SIZE] = NaN;
  data[at + O_LIMIT] = NaN;
  data[at + O_STOP] = NaN;
  data[at + O_SL] = NaN;
  data[at + O_TP] = NaN;
  data[at + O_TRAIL] = NaN;
  data[at + O_TAG] = -1;
  data[at + O_PLACED_BAR] = account.tick;
  data[at + O_PLACED_TIME] = account.tick < 0 ? NaN : account.times[account.tick];
  data[at + O_FILLED_BAR] = -1;
  data[at + O_FILLED_TIME] = NaN;
  data[at + O_PRICE] = NaN;
  data[at + O_EXPIRES_TIME] = NaN;
  data[at + O_EXPIRES_BAR] = -1;
  data[at + O_OCO] = -1;
  data[at + O_TRADE] = -1;
  data[at + O_ROLE] = role;
  data[at + O_EXIT_AFTER] = -1;
  data[at + O_FIRST_BAR] = i + 1;
  data[at + O_TRIED] = -1;
  market.resting.push(row);
  market.dirty = true;
  return row;
}

/** Reads a strategy's options into a new order and returns its row; throws a TypeError or RangeError that names a bad option. */
export function placeOrder(
  account: Account,
  market: Market,
  side: number,
  options: OrderOptions | undefined,
  role: number,
): number {
  const row = addOrder(account, market, side, MARKET, role);
  const { data } = account.orders;
  const at = row * ORDER_STRIDE;
  data[at + O_SIZE_KIND] = FRACTION;
  data[at + O_ASKED] = 1 / account.markets.length;
  if (options === undefined) return row;
  try {
    readOptions(account, market, options, data, at);
  } catch (error) {
    // A refused call leaves no order behind.
    market.resting.pop();
    account.orders.drop();
    throw error;
  }
  return row;
}

function readOptions(
  account: Account,
  market: Market,
  options: OrderOptions,
  data: Float64Array,
  at: number,
): void {
  for (const name in options) {
    if (!KNOWN.has(name)) {
      throw new TypeError(`Unknown order option ${name}.${suggestion(name, OPTION_NAMES)}`);
    }
  }
  readSize(options, data, at);
  readPrices(market, options, data, at);
  if (options.tag !== undefined) data[at + O_TAG] = account.tags.number(options.tag);
  if (options.tif !== undefined) {
    if (!Object.hasOwn(TIFS, options.tif)) {
      throw new RangeError(`tif must be GTC, DAY, IOC or FOK, got ${String(options.tif)}.`);
    }
    data[at + O_TIF] = TIFS[options.tif];
  }
  if (options.expires !== undefined) readExpiry(market, options.expires, data, at);
  if (options.reduceOnly === true) data[at + O_FLAGS] += REDUCE_ONLY;
  if (options.postOnly === true) data[at + O_FLAGS] += POST_ONLY;
  if (options.on === 'close') data[at + O_FLAGS] += AT_CLOSE;
  else if (options.on !== undefined && options.on !== 'open') {
    throw new RangeError(`on must be open or close, got ${String(options.on)}.`);
  }
  if (options.oco !== undefined) data[at + O_OCO] = account.ocoNames.number(options.oco);
  if (options.exitAfter !== undefined) {
    data[at + O_EXIT_AFTER] = atLeast('exitAfter', options.exitAfter, 1);
  }
  checkTogether(options);
}

function checkTogether(options: OrderOptions): void {
  if (options.postOnly === true && options.limit === undefined) {
    throw new TypeError('postOnly needs a limit.');
  }
  if (options.on === 'close' && (options.limit !== undefined || options.stop !== undefined)) {
    throw new TypeError('An order on the close has neither limit nor stop.');
  }
  if (options.trail !== undefined && options.trail_fraction !== undefined) {
    throw new TypeError('trail and trail_fraction exclude one another.');
  }
}

function readSize(options: OrderOptions, data: Float64Array, at: number): void {
  let given = '';
  for (let k = 0; k < SIZES.length; k++) {
    const [name, kind] = SIZES[k];
    const value = options[name];
    if (value === undefined) continue;
    if (given !== '') throw new TypeError(`${given} and ${name} exclude one another.`);
    given = name;
    data[at + O_SIZE_KIND] = kind;
    const signed = kind === TARGET || kind === TARGET_FRACTION;
    data[at + O_ASKED] = signed ? finite(name, value) : notNegative(name, value);
  }
  if (options.risk !== undefined && options.sl === undefined) {
    throw new TypeError('risk needs sl, the price at which it is lost.');
  }
}

function readPrices(market: Market, options: OrderOptions, data: Float64Array, at: number): void {
  const { limit, stop } = options;
  if (limit !== undefined) data[at + O_LIMIT] = positive('limit', limit);
  if (stop !== undefined) data[at + O_STOP] = positive('stop', stop);
  if (options.sl !== undefined) data[at + O_SL] = positive('sl', options.sl);
  if (options.tp !== undefined) data[at + O_TP] = positive('tp', options.tp);
  if (options.trail !== undefined) data[at + O_TRAIL] = positive('trail', options.trail);
  if (options.trail_fraction !== undefined) {
    data[at + O_TRAIL] = positive('trail_fraction', options.trail_fraction);
    data[at + O_FLAGS] += TRAIL_IS_FRACTION;
  }
  data[at + O_TYPE] = typeOf(limit !== undefined, stop !== undefined);
  roundPrices(market, data, at);
  checkBracket(market, data, at);
}

function typeOf(limit: boolean, stop: boolean): number {
  if (limit) return stop ? STOP_LIMIT : LIMIT;
  return stop ? STOP : MARKET;
}

// Limits round away from the market, stops toward the worse; exits trade the other side.
function roundPrices(market: Market, data: Float64Array, at: number): void {
  if (market.tickSize === 0) return;
  const buys = data[at + O_SIDE] > 0;
  data[at + O_LIMIT] = buys
    ? market.tickDown(data[at + O_LIMIT])
    : market.tickUp(data[at + O_LIMIT]);
  data[at + O_STOP] = buys ? market.tickUp(data[at + O_STOP]) : market.tickDown(data[at + O_STOP]);
  data[at + O_SL] = buys ? market.tickDown(data[at + O_SL]) : market.tickUp(data[at + O_SL]);
  data[at + O_TP] = buys ? market.tickUp(data[at + O_TP]) : market.tickDown(data[at + O_TP]);
}

// A bracket that the entry could not lie inside is a mistake; what a gap does later is the market's doing.
function checkBracket(market: Market, data: Float64Array, at: number): void {
  const side = data[at + O_SIDE];
  const sl = data[at + O_SL];
  const tp = data[at + O_TP];
  if (sl !== sl && tp !== tp) return;
  const limit = data[at + O_LIMIT];
  const stop = data[at + O_STOP];
  const i = market.clock.i;
  const last = i < 0 ? NaN : market.bars.close[i];
  const entry = limit === limit ? limit : stop === stop ? stop : last;
  const name = side > 0 ? 'buy' : 'sell';
  if ((sl - entry) * side >= 0) {
    throw new RangeError(`${name}: sl ${sl} is on the wrong side of the entry ${entry}.`);
  }
  if ((tp - entry) * side <= 0) {
    throw new RangeError(`${name}: tp ${tp} is on the wrong side of the entry ${entry}.`);
  }
}

function readExpiry(
  market: Market,
  expires: number | { bars: number },
  data: Float64Array,
  at: number,
): void {
  if (typeof expires === 'number') data[at + O_EXPIRES_TIME] = finite('expires', expires);
  else data[at + O_EXPIRES_BAR] = market.clock.i + 1 + atLeast('expires.bars', expires.bars, 1);
}

/** Changes a resting order; throws like {@link placeOrder}. */
export function modifyOrder(
  account: Account,
  market: Market,
  row: number,
  change: OrderChange,
): void {
  const { data } = account.orders;
  const at = row * ORDER_STRIDE;
  if (data[at + O_STATUS] !== OPEN) return;
  for (const name in change) {
    if (!KNOWN.has(name)) {
      throw new TypeError(`Unknown order option ${name}.${suggestion(name, OPTION_NAMES)}`);
    }
  }
  if (change.size !== undefined) {
    data[at + O_SIZE_KIND] = UNITS;
    data[at + O_ASKED] = notNegative('size', change.size);
    data[at + O_SIZE] = NaN;
  }
  if (change.limit !== undefined) data[at + O_LIMIT] = positive('limit', change.limit);
  if (change.stop !== undefined) data[at + O_STOP] = positive('stop', change.stop);
  if (change.sl !== undefined) data[at + O_SL] = positive('sl', change.sl);
  if (change.tp !== undefined) data[at + O_TP] = positive('tp', change.tp);
  if (change.trail !== undefined) data[at + O_TRAIL] = positive('trail', change.trail);
  if (change.expires !== undefined) readExpiry(market, change.expires, data, at);
  const hasLimit = data[at + O_LIMIT] === data[at + O_LIMIT];
  const hasStop = data[at + O_STOP] === data[at + O_STOP];
  data[at + O_TYPE] = typeOf(hasLimit, hasStop);
  roundPrices(market, data, at);
  checkBracket(market, data, at);
  market.dirty = true;
}

/** Ends a resting order in a state other than filled and takes it off its market; an order that ended before stays as it is. */
export function endOrder(
  account: Account,
  market: Market,
  row: number,
  status: number,
  reason: Reason,
): void {
  const { data } = account.orders;
  const at = row * ORDER_STRIDE;
  if (data[at + O_STATUS] !== OPEN) return;
  data[at + O_STATUS] = status;
  data[at + O_REASON] = reasonNumber(reason);
  removeResting(market, row);
  if (status === REJECTED && account.listens) account.refusedNow.push(row);
}

/** Cancels a resting order for a reason. */
export function cancelOrder(account: Account, market: Market, row: number, reason: Reason): void {
  endOrder(account, market, row, CANCELLED, reason);
}

/** Takes an order off its market's list. */
export function removeResting(market: Market, row: number): void {
  const { resting } = market;
  const at = resting.indexOf(row);
  if (at >= 0) resting.splice(at, 1);
  market.dirty = true;
}

function finite(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new RangeError(`${name} must be a number, got ${String(value)}.`);
}

function positive(name: string, value: unknown): number {
  if (typeof value === 'number' && value > 0 && Number.isFinite(value)) return value;
  throw new RangeError(`${name} must be a number above 0, got ${String(value)}.`);
}

function notNegative(name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && Number.isFinite(value)) return value;
  throw new RangeError(`${name} must be a number from 0 up, got ${String(value)}.`);
}

function atLeast(name: string, value: unknown, least: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least) return value;
  throw new RangeError(`${name} must be a whole number from ${least} up, got ${String(value)}.`);
}
