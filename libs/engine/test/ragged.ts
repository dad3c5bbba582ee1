import { type Bars, type MarketData, sliceBars, syntheticBars } from '../src/index.js';

const DAY = 86_400_000;

/** Symbols that start and end on days of their own and miss others, so that their common clock is none of theirs. */
export function ragged(each: number): MarketData[] {
  return ['A', 'B', 'C', 'D'].map((symbol, k) => {
    const bars = sliceBars(syntheticBars(220, '1d', each + k, k * 3 * DAY), k, 220 - 2 * k);
    return { symbol, timeframe: '1d', bars: without(bars, (i) => k > 0 && i % (5 + k) === 3) };
  });
}

/** The bars of every symbol that open before a time. */
export function before(data: MarketData[], time: number): MarketData[] {
  return data.map((each) => ({
    ...each,
    bars: sliceBars(each.bars, 0, each.bars.time.filter((open) => open < time).length),
  }));
}

function without(bars: Bars, isMissing: (i: number) => boolean): Bars {
  const kept = [...bars.time.keys()].filter((i) => !isMissing(i));
  const column = (cells: Float64Array) => Float64Array.from(kept, (i) => cells[i]);
  const { time, open, high, low, close, volume } = bars;
  return {
    time: column(time),
    open: column(open),
    high: column(high),
    low: column(low),
    close: column(close),
    volume: column(volume),
  };
}
