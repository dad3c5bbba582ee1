import { describe, expect, it } from '@jest/globals';
import { dataHash, type MarketData, syntheticBars } from '@app/engine';
import { hashOfData } from './data-hash.js';

const bars = syntheticBars(20, '1h', 1);
const other = syntheticBars(20, '1h', 2);
const X: MarketData = { symbol: 'X', timeframe: '1h', bars };
const benchmark = { time: other.time, close: other.close };
const detail = { timeframe: '1m' as const, bars: syntheticBars(60, '1m', 3) };
const funding = { time: bars.time.slice(0, 2), rate: new Float64Array([0.01, 0.02]) };

describe('the hash of the data of a run', () => {
  it('is that of its bars where nothing else is read', () => {
    expect(hashOfData([X], undefined)).toBe(dataHash(bars));
  });

  it('covers every symbol, finer bars, funding rates and the benchmark', () => {
    const changed = {
      ...detail,
      bars: { ...detail.bars, high: detail.bars.high.map((p) => p + 1) },
    };
    const hashes = [
      hashOfData([X], undefined),
      hashOfData([X, { ...X, symbol: 'Y' }], undefined),
      hashOfData([{ ...X, detail }], undefined),
      hashOfData([{ ...X, detail: changed }], undefined),
      hashOfData([{ ...X, detail: { ...detail, timeframe: '5m' } }], undefined),
      hashOfData([{ ...X, funding }], undefined),
      hashOfData([X], benchmark),
      hashOfData([X], { ...benchmark, close: bars.close }),
      hashOfData([{ ...X, detail }], benchmark),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashOfData([{ ...X, detail }], benchmark)).toBe(hashes.at(-1));
  });
});
