import type { Account } from './account.js';
import { Flag, Plain, Sizing } from './codes.js';
import type { OrderOptions } from './context.js';
import type { Market } from './market.js';
import { suggestion } from './names.js';
import { readLife } from './order-life.js';
import { atLeast, finite, notNegative } from './order-numbers.js';
import { readPriceChange, settlePrices } from './order-prices.js';
import type { OrderColumns } from './orders.js';

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
/** The names of all options of an order. */
export const KNOWN_OPTIONS = new Set<string>(OPTION_NAMES);

const SIZES = [
  ['size', Sizing.Units],
  ['cash', Sizing.Cash],
  ['fraction', Sizing.Fraction],
  ['target', Sizing.Target],
  ['target_fraction', Sizing.TargetFraction],
  ['risk', Sizing.Risk],
] as const;

/** Reads a strategy's options into the row of a new order; throws a TypeError or RangeError that names a bad option. */
export function readOptions(
  account: Account,
  market: Market,
  options: OrderOptions,
  columns: OrderColumns,
  row: number,
): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`An order takes its options as an object, got ${String(options)}.`);
  }
  // Most orders say no more than their size, or nothing at all.
  let others = options.size === undefined;
  for (const name in options) {
    if (name === 'size') continue;
    others = true;
    if (!KNOWN_OPTIONS.has(name)) {
      throw new TypeError(`Unknown order option ${name}.${suggestion(name, OPTION_NAMES)}`);
    }
  }
  if (!others) {
    columns.sizing[row] = Sizing.Units;
    columns.size[row] = notNegative('size', options.size);
    columns.plain[row] = Plain.Entry;
    return;
  }
  readSize(options, columns, row);
  readPriceChange(options, columns, row);
  settlePrices(market, columns, row);
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

/** Throws a TypeError for options that exclude or need one another. */
export function checkTogether(options: OrderOptions): void {
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
