import type { Bars } from '../../bars.js';
import type { PyOrder } from './order.js';

/** How a bar fills an order: the price before the spread, the bar the fill is booked at, the stop that this bar hit. */
export type Touch = {
  readonly price: number;
  readonly at: number;
  readonly stop: number | null;
  /** Whether it filled as a plain market order, with neither stop nor limit. */
  readonly market: boolean;
};

/** How the bar `i` fills an order, or null; a stop that it hits is erased, so that a stop-limit is a limit from then on. */
export function touch(order: PyOrder, bars: Bars, i: number, tradeOnClose: boolean): Touch | null {
  const { limit, stop } = order;
  const long = order.size > 0;
  if (stop !== null) {
    if (long ? bars.high[i] < stop : bars.low[i] > stop) return null;
    order.stop = null;
  }
  if (limit !== null) {
    const price = limitPrice(long, limit, stop, bars, i);
    return price === null ? null : { price, at: i, stop, market: false };
  }
  // Stops and targets of trades never fill at the close before.
  const atClose = tradeOnClose && !order.contingent;
  const base = atClose ? bars.close[i - 1] : bars.open[i];
  if (stop === null) return { price: base, at: atClose ? i - 1 : i, stop, market: true };
  const price = long ? Math.max(base, stop) : Math.min(base, stop);
  return { price, at: i, stop, market: false };
}

function limitPrice(
  long: boolean,
  limit: number,
  stop: number | null,
  bars: Bars,
  i: number,
): number | null {
  const touched = long ? bars.low[i] <= limit : bars.high[i] >= limit;
  // Where one bar holds both, the limit is taken to have been passed before the stop was hit.
  const before = stop !== null && (long ? limit <= stop : limit >= stop);
  if (!touched || before) return null;
  const base = stop ?? bars.open[i];
  return long ? Math.min(base, limit) : Math.max(base, limit);
}
