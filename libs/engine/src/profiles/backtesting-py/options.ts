import { checkTag } from '../../name-rules.js';
import type { OrderOptions } from '../../context.js';
import { suggestion } from '../../names.js';
import type { PyEntry } from './order.js';
import { ALL } from './settings.js';

const OPTIONS = ['size', 'fraction', 'limit', 'stop', 'sl', 'tp', 'tag'];

/** Reads a strategy's options as an entry of the profile; throws a TypeError or RangeError for what the profile does not know. */
export function entryOf(side: number, options: OrderOptions = {}): PyEntry {
  for (const name of Object.keys(options)) {
    if (OPTIONS.includes(name)) continue;
    throw new TypeError(
      `The profile backtesting.py has no order option ${name}.${suggestion(name, OPTIONS)}`,
    );
  }
  const size = options.size ?? options.fraction ?? ALL;
  const whole = size >= 1 && size === Math.round(size);
  if (!(whole || (size > 0 && size < 1))) {
    throw new RangeError(`size must be whole units or a fraction between 0 and 1, got ${size}.`);
  }
  return {
    size: side * size,
    limit: checkPrice('limit', options.limit),
    stop: checkPrice('stop', options.stop),
    sl: checkPrice('sl', options.sl),
    tp: checkPrice('tp', options.tp),
    tag: checkTag(options.tag),
  };
}

/** A price, or null where none is given; throws a RangeError unless it is above 0 and finite. */
export function checkPrice(name: string, price: number | null | undefined): number | null {
  if (price === null || price === undefined) return null;
  if (price > 0 && price < Infinity) return price;
  throw new RangeError(`${name} must be a number above 0, got ${String(price)}.`);
}

/** Throws a RangeError unless a portion is above 0 and at most 1. */
export function checkPortion(portion: number): void {
  if (portion > 0 && portion <= 1) return;
  throw new RangeError(`close: the portion must be above 0 and at most 1, got ${String(portion)}.`);
}
