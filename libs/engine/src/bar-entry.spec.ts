import { describe, expect, it } from '@jest/globals';
import { type Ohlc, flat, play, type Plan } from '../test/scenario.js';

const limitEntry: Plan = { 0: ({ buy }) => void buy({ size: 1, limit: 98, sl: 95, tp: 105 }) };
const stopEntry: Plan = { 0: ({ buy }) => void buy({ size: 1, stop: 102, sl: 99, tp: 106 }) };
const openEntry: Plan = { 0: ({ buy }) => void buy({ size: 1, sl: 95, tp: 105 }) };

function entryBar(plan: Plan, bar: Ohlc, config = {}) {
  return play([flat(100), bar, flat(bar[3])], plan, { finalizeTrades: false, ...config }).trades[0];
}

describe('exits in the bar of an entry at the open', () => {
  it('has all levels live', () => {
    expect(entryBar(openEntry, [100, 101, 94, 100]).exit_price).toBe(95);
    expect(entryBar(openEntry, [100, 106, 99, 100]).exit_price).toBe(105);
    expect(entryBar(openEntry, [100, 106, 94, 100])).toMatchObject({
      exit_price: 95,
      ambiguous: true,
    });
  });
});

describe('exits in the bar of an entry by limit', () => {
  it('counts the stop when it is touched', () => {
    expect(entryBar(limitEntry, [100, 101, 94, 97])).toMatchObject({
      exit_price: 95,
      ambiguous: false,
    });
  });

  it('counts the target only when the close is beyond it', () => {
    expect(entryBar(limitEntry, [100, 106, 97, 105.5])).toMatchObject({
      exit_price: 105,
      ambiguous: false,
    });
    expect(entryBar(limitEntry, [100, 106, 97, 101])).toMatchObject({
      exit_price: null,
      ambiguous: true,
    });
  });

  it('counts the stop when both are touched', () => {
    expect(entryBar(limitEntry, [100, 106, 94, 105.5])).toMatchObject({
      exit_price: 95,
      ambiguous: true,
    });
  });
});

describe('exits in the bar of an entry by stop', () => {
  it('counts the target when it is touched', () => {
    expect(entryBar(stopEntry, [100, 107, 100, 104])).toMatchObject({
      exit_price: 106,
      ambiguous: false,
    });
  });

  it('counts the stop when the close is beyond it', () => {
    expect(entryBar(stopEntry, [100, 103, 98, 98.5])).toMatchObject({
      exit_price: 99,
      ambiguous: false,
    });
  });

  it('calls any other touch ambiguous and counts the stop', () => {
    expect(entryBar(stopEntry, [100, 103, 98, 101])).toMatchObject({
      exit_price: 99,
      ambiguous: true,
    });
    expect(entryBar(stopEntry, [100, 107, 98, 104])).toMatchObject({
      exit_price: 99,
      ambiguous: true,
    });
  });
});

describe('bounds', () => {
  it('take the worse and the better choice wherever a bar is ambiguous, and list the trades that differ', () => {
    const bars: Ohlc[] = [flat(100), [100, 106, 94, 100], flat(100)];
    const { result, trades } = play(bars, openEntry, { bounds: true });
    expect(trades[0].exit_price).toBe(95);
    expect(result.bounds?.worse).toMatchObject({ differs: 0 });
    expect(result.bounds?.better.differing[0]).toMatchObject({ exit_price: 105, ambiguous: true });
    expect(result.bounds?.better.statistics.equity_final).toBe(10_005);
  });

  it('give up an uncertain stop on the better side', () => {
    const bars: Ohlc[] = [flat(100), [100, 103, 98, 101], flat(101)];
    const { result } = play(bars, stopEntry, { bounds: true });
    expect(result.bounds?.better.differing[0].exit_reason).toBe('end_of_data');
  });
});

describe('detail bars', () => {
  const hours = (rows: Ohlc[]) => ({
    timeframe: '1h' as const,
    bars: {
      time: Float64Array.from(rows, (_, i) => 1_704_067_200_000 + 86_400_000 + i * 3_600_000),
      open: Float64Array.from(rows, (row) => row[0]),
      high: Float64Array.from(rows, (row) => row[1]),
      low: Float64Array.from(rows, (row) => row[2]),
      close: Float64Array.from(rows, (row) => row[3]),
      volume: Float64Array.from(rows, () => 1),
    },
  });

  function detailed(bar: Ohlc, rows: Ohlc[]) {
    const day = [flat(100), bar, flat(bar[3])];
    const column = (k: number) => Float64Array.from(day, (row) => row[k] ?? 1);
    const bars = {
      time: Float64Array.from(day, (_, i) => 1_704_067_200_000 + i * 86_400_000),
      open: column(0),
      high: column(1),
      low: column(2),
      close: column(3),
      volume: column(4),
    };
    const data = [{ symbol: 'X', timeframe: '1d' as const, bars, detail: hours(rows) }];
    return play(bars, openEntry, { detailTimeframe: '1h' }, { data }).trades[0];
  }

  it('settle a bar in which stop and target compete', () => {
    const up: Ohlc[] = [
      [100, 106, 99, 104],
      [104, 104, 94, 100],
    ];
    expect(detailed([100, 106, 94, 100], up)).toMatchObject({ exit_price: 105, ambiguous: false });
    const down: Ohlc[] = [
      [100, 101, 94, 96],
      [96, 106, 96, 100],
    ];
    expect(detailed([100, 106, 94, 100], down)).toMatchObject({ exit_price: 95, ambiguous: false });
  });

  it('leave the flag where they are missing', () => {
    expect(detailed([100, 106, 94, 100], [])).toMatchObject({ exit_price: 95, ambiguous: true });
  });
});
