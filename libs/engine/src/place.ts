import type { Account } from './account.js';
import {
  Flag,
  OrderState,
  OrderType,
  type Reason,
  reasonNumber,
  Role,
  Sizing,
  Tif,
} from './codes.js';
import type { OrderChange, OrderOptions, TimeInForce } from './context.js';
import { Bar, firstBarAt, type Market } from './market.js';
import { suggestion } from './names.js';
import type { OrderColumns } from './orders.js';
import { nextDay } from './session.js';

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
const SIZES = [
  ['size', Sizing.Units],
  ['cash', Sizing.Cash],
  ['fraction', Sizing.Fraction],
  ['target', Sizing.Target],
  ['target_fraction', Sizing.TargetFraction],
  ['risk', Sizing.Risk],
] as const;
const TIFS: Record<TimeInForce, number> = {
  GTC: Tif.Gtc,
  DAY: Tif.Day,
  IOC: Tif.Ioc,
  FOK: Tif.Fok,
};

/** Adds a bare order of a market to the account and returns its row; it rests until it is filled or ended. */
export function addOrder(
  account: Account,
  market: Market,
  side: number,
  type: number,
  role: number,
): number {
  const row = account.orders.add();
  const { columns } = account.orders;
  columns.buys[row] = side > 0 ? 1 : 0;
  columns.type[row] = type;
  columns.role[row] = role;
  columns.symbol[row] = market.index;
  columns.placed[row] = account.tick;
  columns.firstBar[row] = market.clock.i + 1;
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
): number {
  const row = addOrder(account, market, side, OrderType.Market, Role.Entry);
  const { columns } = account.orders;
  columns.sizing[row] = Sizing.Fraction;
  columns.size[row] = 1 / account.markets.length;
  if (options === undefined) return row;
  try {
    readOptions(account, market, options, columns, row);
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
  columns: OrderColumns,
  row: number,
): void {
  // Most orders say no more than their size, or nothing at all.
  let others = options.size === undefined;
  for (const name in options) {
    if (name === 'size') continue;
    others = true;
    if (!KNOWN.has(name)) {
      throw new TypeError(`Unknown order option ${name}.${suggestion(name, OPTION_NAMES)}`);
    }
  }
  if (!others) {
    columns.sizing[row] = Sizing.Units;
    columns.size[row] = notNegative('size', options.size);
    return;
  }
  readSize(options, columns, row);
  readPrices(market, options, columns, row);
  readLife(account, market, options, columns, row);
  if (options.tag !== undefined) columns.tag[row] = account.tags.number(options.tag);
  if (options.reduceOnly === true) columns.flags[row] |= Flag.ReduceOnly;
  if (options.postOnly === true) columns.flags[row] |= Flag.PostOnly;
  if (options.on === 'close') columns.flags[row] |= Flag.AtClose;
  else if (options.on !== undefined && options.on !== 'open') {
    throw new RangeError(`on must be open or close, got ${String(options.on)}.`);
  }
  if (options.oco !== undefined) columns.oco[row] = account.ocoNames.number(options.oco);
  if (options.exitAfter !== undefined) {
    columns.exitAfter[row] = atLeast('exitAfter', options.exitAfter, 1);
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
  if (options.risk !== undefined && options.sl === undefined) {
    throw new TypeError('risk needs sl, the price at which it is lost.');
  }
}

function readSize(options: OrderOptions, columns: OrderColumns, row: number): void {
  let given = '';
  for (const [name, kind] of SIZES) {
    const value = options[name];
    if (value === undefined) continue;
    if (given !== '') throw new TypeError(`${given} and ${name} exclude one another.`);
    given = name;
    columns.sizing[row] = kind;
    const signed = kind === Sizing.Target || kind === Sizing.TargetFraction;
    columns.size[row] = signed ? finite(name, value) : notNegative(name, value);
  }
}

function readPrices(
  market: Market,
  options: OrderOptions,
  columns: OrderColumns,
  row: number,
): void {
  readPriceChange(options, columns, row);
  settlePrices(market, columns, row);
}

function readPriceChange(options: OrderOptions, columns: OrderColumns, row: number): void {
  if (options.limit !== undefined) columns.limit[row] = positive('limit', options.limit);
  if (options.stop !== undefined) columns.stop[row] = positive('stop', options.stop);
  if (options.sl !== undefined) columns.sl[row] = positive('sl', options.sl);
  if (options.tp !== undefined) columns.tp[row] = positive('tp', options.tp);
  if (options.trail !== undefined) {
    columns.trail[row] = positive('trail', options.trail);
    columns.flags[row] &= ~Flag.TrailIsFraction;
  }
  if (options.trail_fraction !== undefined) {
    columns.trail[row] = positive('trail_fraction', options.trail_fraction);
    columns.flags[row] |= Flag.TrailIsFraction;
  }
}

function settlePrices(market: Market, columns: OrderColumns, row: number): void {
  const hasStop = columns.stop[row] > 0;
  if (columns.limit[row] > 0) columns.type[row] = hasStop ? OrderType.StopLimit : OrderType.Limit;
  else columns.type[row] = hasStop ? OrderType.Stop : OrderType.Market;
  roundPrices(market, columns, row);
  checkBracket(market, columns, row);
}

// Limits round away from the market, stops toward the worse; exits trade the other side.
function roundPrices(market: Market, columns: OrderColumns, row: number): void {
  if (market.tickSize === 0) return;
  const { limit, stop, sl, tp } = columns;
  const buys = columns.buys[row] === 1;
  limit[row] = buys ? market.tickDown(limit[row]) : market.tickUp(limit[row]);
  stop[row] = buys ? market.tickUp(stop[row]) : market.tickDown(stop[row]);
  sl[row] = buys ? market.tickDown(sl[row]) : market.tickUp(sl[row]);
  tp[row] = buys ? market.tickUp(tp[row]) : market.tickDown(tp[row]);
}

// A bracket that the entry could not lie inside is a mistake; what a gap does later is the market's doing.
function checkBracket(market: Market, columns: OrderColumns, row: number): void {
  const sl = columns.sl[row];
  const tp = columns.tp[row];
  const trail = columns.trail[row];
  if (sl === 0 && tp === 0 && trail === 0) return;
  const side = columns.buys[row] === 1 ? 1 : -1;
  const i = market.clock.i;
  const last = i < 0 ? NaN : market.bars.close[i];
  const entry = columns.limit[row] || columns.stop[row] || last;
  const name = side > 0 ? 'buy' : 'sell';
  const trailed = (columns.flags[row] & Flag.TrailIsFraction) === 0 ? trail : trail * entry;
  if (side > 0 && trailed >= entry) {
    throw new RangeError(`${name}: a trailing stop ${trailed} below ${entry} is no price.`);
  }
  if (sl > 0 && (sl - entry) * side >= 0) {
    throw new RangeError(`${name}: sl ${sl} is on the wrong side of the entry ${entry}.`);
  }
  if (tp > 0 && (tp - entry) * side <= 0) {
    throw new RangeError(`${name}: tp ${tp} is on the wrong side of the entry ${entry}.`);
  }
}

function readLife(
  account: Account,
  market: Market,
  options: OrderOptions,
  columns: OrderColumns,
  row: number,
): void {
  const { tif, expires } = options;
  if (tif !== undefined) {
    if (!Object.hasOwn(TIFS, tif)) {
      throw new RangeError(`tif must be Tif.Gtc, Tif.Day, Tif.Ioc or Tif.Fok, got ${String(tif)}.`);
    }
    columns.tif[row] = TIFS[tif];
  }
  if (tif === 'DAY' || expires !== undefined) {
    columns.expiresBar[row] = endBar(account, market, columns, row, expires);
  }
}

// The own bar at whose open an order ends, by its day or by what it says, whichever comes first; 0 for none.
function endBar(
  account: Account,
  market: Market,
  columns: OrderColumns,
  row: number,
  expires: OrderOptions['expires'],
): number {
  const day = columns.tif[row] === Tif.Day ? barAfterDay(market, columns.firstBar[row]) : 0;
  const said = expires === undefined ? 0 : expiryBar(market, expires);
  if (account.actions !== null && expires !== undefined) {
    account.actions.life = typeof expires === 'number' ? expires : 'bars';
  }
  return day > 0 && said > 0 ? Math.min(day, said) : day + said;
}

// The first bar on a later day than the bar that the order first acts in.
function barAfterDay(market: Market, first: number): number {
  const { time } = market.bars;
  return first < time.length ? openAt(market, nextDay(market.settings, time[first])) : 0;
}

function expiryBar(market: Market, expires: number | { bars: number }): number {
  if (typeof expires === 'number') return openAt(market, finite('expires', expires));
  return market.clock.i + 1 + atLeast('expires.bars', expires.bars, 1);
}

// Stamps are known in advance, unlike prices; 0 when no bar opens that late.
function openAt(market: Market, time: number): number {
  const bar = firstBarAt(market, time);
  return bar === Bar.Never ? 0 : bar;
}

/** Changes a resting order; throws like {@link placeOrder}, and then leaves it as it was. */
export function modifyOrder(
  account: Account,
  market: Market,
  row: number,
  change: OrderChange,
): void {
  const { columns } = account.orders;
  if (columns.status[row] !== OrderState.Open) return;
  for (const name in change) {
    if (KNOWN_CHANGES.has(name)) continue;
    if (KNOWN.has(name)) throw new TypeError(`An order that is placed cannot change its ${name}.`);
    throw new TypeError(`Unknown order option ${name}.${suggestion(name, CHANGEABLE)}`);
  }
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

/** Ends a resting order in a state other than filled and takes it off its market; an order that ended before stays as it is. */
export function endOrder(
  account: Account,
  market: Market,
  row: number,
  status: number,
  reason: Reason,
): void {
  const { columns } = account.orders;
  if (columns.status[row] !== OrderState.Open) return;
  columns.status[row] = status;
  columns.reason[row] = reasonNumber(reason);
  removeRow(market.resting, row);
  market.dirty = true;
  if (status === OrderState.Rejected && account.listens) account.refusedNow.push(row);
}

/** Cancels a resting order for a reason. */
export function cancelOrder(account: Account, market: Market, row: number, reason: Reason): void {
  endOrder(account, market, row, OrderState.Cancelled, reason);
}

/** Takes a row out of a list and keeps its order, without making an array as splice would. */
export function removeRow(list: number[], row: number): void {
  let at = list[0] === row ? 0 : list.indexOf(row);
  if (at < 0) return;
  for (; at + 1 < list.length; at++) list[at] = list[at + 1];
  list.pop();
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
