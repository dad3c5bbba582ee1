import type { Market } from '../market.js';
import { firstAfter } from '../search.js';

/** A series to compare with: open times (epoch ms) and closes. */
export type HeldSeries = { readonly time: Float64Array; readonly close: Float64Array };

/** What holding earned from the close of the first tradable tick to the last, and the value of one unit of money at the end of each period. */
export type Held = { readonly total: number; readonly values: Float64Array };

/** Holds one unit of money split evenly over the markets. */
export function buyAndHold(
  markets: readonly Market[],
  firstTick: number,
  end: number,
  ends: Int32Array,
): Held {
  const values = new Float64Array(ends.length);
  let total = 0;
  for (const market of markets) {
    const share = 1 / (priceAt(market, firstTick) * markets.length);
    total += priceAt(market, end - 1) * share;
    for (let k = 0; k < ends.length; k++) values[k] += priceAt(market, ends[k]) * share;
  }
  return { total: total - 1, values };
}

/** Holds one unit of money in another series, at its last close at or before each tick, and as money before its first; NaN when it has none by then. */
export function heldSeries(
  series: HeldSeries,
  times: Float64Array,
  firstTick: number,
  end: number,
  ends: Int32Array,
): Held {
  const none = series.time.length === 0 || series.time[0] > times[end - 1];
  const first = none ? NaN : closeAt(series, times[firstTick]);
  const values = Float64Array.from(ends, (tick) => closeAt(series, times[tick]) / first);
  return { total: closeAt(series, times[end - 1]) / first - 1, values };
}

function closeAt({ time, close }: HeldSeries, at: number): number {
  return close[Math.max(0, firstAfter(time, at) - 1)];
}

// A symbol that starts later is held as money at its first price until then.
function priceAt({ barAt, bars }: Market, tick: number): number {
  if (barAt === null) return bars.close[tick];
  return bars.close[Math.max(0, barAt[tick])];
}
