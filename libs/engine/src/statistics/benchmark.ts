import type { Market } from '../market.js';

/** The value of one unit of money split evenly over the markets and held from the close of the first tradable tick on, at each tick. */
export function buyAndHold(
  markets: readonly Market[],
  firstTick: number,
  end: number,
  ends: Int32Array,
): { total: number; at: Float64Array } {
  const at = new Float64Array(end);
  let total = 0;
  for (const market of markets) {
    const { close } = market.bars;
    const first = priceAt(market, close, firstTick);
    const share = 1 / (first * markets.length);
    total += priceAt(market, close, end - 1) * share;
    for (const tick of ends) at[tick] += priceAt(market, close, tick) * share;
  }
  return { total: total - 1, at };
}

// A symbol that starts later is held as money at its first price until then.
function priceAt(market: Market, close: Float64Array, tick: number): number {
  if (market.barAt === null) return close[tick];
  return close[Math.max(0, market.barAt[tick])];
}
