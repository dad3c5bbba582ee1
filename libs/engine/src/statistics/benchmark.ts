import type { Market } from '../market.js';

/** What one unit of money split evenly over the markets and held from the close of the first tradable tick on earned, and its value at the end of each period. */
export function buyAndHold(
  markets: readonly Market[],
  firstTick: number,
  end: number,
  ends: Int32Array,
): { total: number; values: Float64Array } {
  const values = new Float64Array(ends.length);
  let total = 0;
  for (const market of markets) {
    const share = 1 / (priceAt(market, firstTick) * markets.length);
    total += priceAt(market, end - 1) * share;
    for (let k = 0; k < ends.length; k++) values[k] += priceAt(market, ends[k]) * share;
  }
  return { total: total - 1, values };
}

// A symbol that starts later is held as money at its first price until then.
function priceAt({ barAt, bars }: Market, tick: number): number {
  if (barAt === null) return bars.close[tick];
  return bars.close[Math.max(0, barAt[tick])];
}
