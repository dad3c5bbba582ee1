import { Flag, OrderType } from './codes.js';
import type { OrderOptions } from './context.js';
import type { Market } from './market.js';
import { positive } from './order-numbers.js';
import type { OrderColumns } from './orders.js';

/** Reads the prices of an order, or of a change of it, into its row; throws a RangeError that names a bad one. */
export function readPriceChange(options: OrderOptions, columns: OrderColumns, row: number): void {
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

/** Derives the type of an order from its prices, brings them onto the grid of ticks and sees that its bracket fits; throws a RangeError otherwise. */
export function settlePrices(market: Market, columns: OrderColumns, row: number): void {
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
