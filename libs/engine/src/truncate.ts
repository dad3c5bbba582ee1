import { type Bars, emptyBars, sliceBars } from './bars.js';
import type { MarketData } from './market-data.js';
import { Random } from './random.js';
import { firstFrom } from './search.js';

/** The same data with nothing that is known only at or after a time (epoch ms). */
export function truncatedData(data: readonly MarketData[], timeMs: number): MarketData[] {
  return data.map((each) => {
    const bars = sliceBars(each.bars, 0, firstFrom(each.bars.time, timeMs));
    return { ...each, bars, ...othersUntil(each, timeMs) };
  });
}

/** The same data with other, seeded bars from a time on (epoch ms): as many and at the same times, but never the real ones. */
export function poisonedData(
  data: readonly MarketData[],
  timeMs: number,
  seed: number,
): MarketData[] {
  return data.map((each) => {
    const bars = poisoned(each.bars, timeMs, new Random(seed, each.symbol));
    return { ...each, bars, ...othersUntil(each, timeMs) };
  });
}

function othersUntil(
  { detail, funding }: MarketData,
  timeMs: number,
): Pick<MarketData, 'detail' | 'funding'> {
  const others: Pick<MarketData, 'detail' | 'funding'> = {};
  if (detail !== undefined) {
    const bars = sliceBars(detail.bars, 0, firstFrom(detail.bars.time, timeMs));
    others.detail = { ...detail, bars };
  }
  if (funding !== undefined) {
    const end = firstFrom(funding.time, timeMs);
    others.funding = { time: funding.time.subarray(0, end), rate: funding.rate.subarray(0, end) };
  }
  return others;
}

function poisoned(bars: Bars, timeMs: number, random: Random): Bars {
  const cut = firstFrom(bars.time, timeMs);
  const out = emptyBars(bars.time.length);
  out.time.set(bars.time);
  for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) {
    out[name].set(bars[name].subarray(0, cut));
  }
  let price = cut > 0 ? bars.close[cut - 1] : 100;
  for (let i = cut; i < bars.time.length; i++) {
    out.open[i] = price * (0.97 + 0.06 * random.next());
    price *= 0.95 + 0.1 * random.next();
    out.close[i] = price;
    out.high[i] = Math.max(out.open[i], price) * (1 + 0.03 * random.next());
    out.low[i] = Math.min(out.open[i], price) * (1 - 0.03 * random.next());
    out.volume[i] = Math.floor(1 + 10_000 * random.next());
  }
  return out;
}
