import { describe, expect, it } from '@jest/globals';
import type { Bar } from './bar.js';
import { assert, constantFrom, property, tuple } from 'fast-check';
import { type BarBatch, batchColumns, emptyBatch } from './bar-batch.js';
import { brokenRule, isSoundRow } from './bar-rules.js';

const GOOD: Bar = {
  openTimeMs: 0,
  open: 10,
  high: 12,
  low: 9,
  close: 11,
  volume: 5,
  quoteVolume: null,
  trades: null,
};
const ruleOf = (changes: Partial<Bar>) => brokenRule({ ...GOOD, ...changes });

describe('brokenRule', () => {
  it('finds nothing wrong with a bar whose prices touch and whose volume is zero', () => {
    expect(ruleOf({})).toBeUndefined();
    expect(ruleOf({ open: 9, high: 9, low: 9, close: 9, volume: 0 })).toBeUndefined();
    expect(ruleOf({ quoteVolume: 0, trades: 0 })).toBeUndefined();
  });

  it('names a high below any other price', () => {
    expect(ruleOf({ high: 10.5 })).toBe('high-not-highest');
    expect(ruleOf({ high: 9.5, open: 10, close: 9.5 })).toBe('high-not-highest');
    expect(ruleOf({ open: 13 })).toBe('high-not-highest');
    expect(ruleOf({ low: 13 })).toBe('high-not-highest');
  });

  it('names a low above another price', () => {
    expect(ruleOf({ low: 10.5 })).toBe('low-not-lowest');
    expect(ruleOf({ close: 8 })).toBe('low-not-lowest');
  });

  it('names what is not finite, zero or negative', () => {
    expect(ruleOf({ high: Infinity })).toBe('not-finite');
    expect(ruleOf({ volume: Infinity })).toBe('not-finite');
    expect(ruleOf({ quoteVolume: Infinity })).toBe('not-finite');
    expect(ruleOf({ low: 0 })).toBe('price-not-positive');
    expect(ruleOf({ open: -37.63, high: -30, low: -40, close: -35 })).toBe('price-not-positive');
    expect(ruleOf({ volume: -1 })).toBe('volume-negative');
    expect(ruleOf({ quoteVolume: -1 })).toBe('volume-negative');
    expect(ruleOf({ trades: -1 })).toBe('trades-negative');
  });

  it('names figures whose sums and products would leave the range of a double', () => {
    expect(ruleOf({ open: 1e15, high: 1e15, low: 1e-15, close: 1e-15 })).toBeUndefined();
    expect(ruleOf({ volume: 1e18, quoteVolume: 1e18 })).toBeUndefined();
    expect(ruleOf({ high: 1.1e15 })).toBe('price-out-of-range');
    expect(ruleOf({ low: 9e-16 })).toBe('price-out-of-range');
    expect(ruleOf({ volume: 1.1e18 })).toBe('volume-out-of-range');
    expect(ruleOf({ quoteVolume: 1.1e18 })).toBe('volume-out-of-range');
  });
});

describe('brokenRule of what cannot be stored', () => {
  it('names trades that are no number of trades', () => {
    expect(ruleOf({ trades: 2_147_483_647 })).toBeUndefined();
    expect(ruleOf({ trades: 2_147_483_648 })).toBe('trades-not-whole');
    expect(ruleOf({ trades: 1.5 })).toBe('trades-not-whole');
  });

  it('names open times that are no whole milliseconds of the years 1 to 9999', () => {
    expect(ruleOf({ openTimeMs: Date.UTC(9999, 11, 31) })).toBeUndefined();
    expect(ruleOf({ openTimeMs: Date.UTC(10_000, 0) })).toBe('open-time-out-of-range');
    expect(ruleOf({ openTimeMs: -62_135_596_800_001 })).toBe('open-time-out-of-range');
    expect(ruleOf({ openTimeMs: 0.5 })).toBe('open-time-out-of-range');
    expect(ruleOf({ openTimeMs: NaN })).toBe('open-time-out-of-range');
  });
});

describe('isSoundRow', () => {
  const rowOf = (...figures: number[]): BarBatch => {
    const batch = emptyBatch(1);
    for (const [k, column] of batchColumns(batch).entries()) column[0] = figures[k]!;
    return batch;
  };
  const known = (figure: number) => (Number.isNaN(figure) ? null : figure);

  it('says of any figures what brokenRule says', () => {
    const figure = constantFrom(NaN, Infinity, -1, 0, 9e-16, 1e-15, 1, 2, 3, 1e15, 1.1e15, 2e18);
    const optional = constantFrom(NaN, Infinity, -1, 0, 1.5, 7, 1e18, 2e18, 2_147_483_648);
    const time = constantFrom(0, 0.5, NaN, 1e16, -1);
    const row = tuple(time, figure, figure, figure, figure, figure, optional, optional);
    assert(
      property(row, ([openTimeMs, open, high, low, close, volume, quoteVolume, trades]) => {
        const figures = { open, high, low, close, volume };
        const optionals = { quoteVolume: known(quoteVolume), trades: known(trades) };
        const rule = brokenRule({ openTimeMs, ...figures, ...optionals });
        const columns = rowOf(openTimeMs, open, high, low, close, volume, quoteVolume, trades);
        expect(isSoundRow(columns, 0)).toBe(rule === undefined);
      }),
      { numRuns: 20_000 },
    );
    expect(isSoundRow(rowOf(0, 2, 3, 1, 2, 7, NaN, NaN), 0)).toBe(true);
  });
});
