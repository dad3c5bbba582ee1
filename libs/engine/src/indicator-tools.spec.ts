import { describe, expect, it } from '@jest/globals';
import { defineStrategy, type InitContext, type MarketData, type Series } from './index.js';
import { finish, handBars, type HandBar } from './fixtures/play.js';

const rows = [1, 2, 4, 8, 16].map((p): HandBar => [p, p + 1, p - 1, p, p * 100]);
const X: MarketData = { symbol: 'X', timeframe: '1d', bars: handBars(rows) };

describe('indicators', () => {
  function columns(init: (ctx: InitContext) => Record<string, Series>): number[][] {
    const seen: number[][] = [];
    const strategy = defineStrategy({
      name: 'columns',
      scope: 'portfolio',
      init,
      next: (state) => void seen.push(Object.values(state).map((series) => series.now)),
    });
    finish(strategy, [X]);
    return seen;
  }

  it('of several outputs are objects of series', () => {
    const seen = columns(({ indicator, bars: { high, low } }) => {
      const { down, up } = indicator.aroon(high, low, 2) as Record<string, Series>;
      return { down, up };
    });
    // The high is always the last bar's, the low the oldest of three.
    expect(seen.slice(2)).toEqual([
      [0, 100],
      [0, 100],
      [0, 100],
    ]);
  });

  it('can be a function of whole columns, which are copies', () => {
    const seen = columns(({ indicator, bars: { close, volume } }) => {
      const wreck = ([prices, units]: Float64Array[], factor: number) => {
        const values = prices.map((price, i) => price * units[i] * factor);
        prices.fill(NaN);
        return values;
      };
      return { value: indicator.custom(wreck, [close, volume], 0.5), close };
    });
    expect(seen).toEqual([1, 2, 4, 8, 16].map((p) => [p * p * 50, p]));
  });

  it('can scan bar by bar with a state of their own', () => {
    const seen = columns(({ indicator, bars: { close } }) => {
      const state = { sum: 0 };
      return { sum: indicator.scan([close], state, ([price], each) => (each.sum += price)) };
    });
    expect(seen.flat()).toEqual([1, 3, 7, 15, 31]);
  });

  it('are stored for charts with name, pane and colour, unless they are not to be plotted', () => {
    const strategy = defineStrategy({
      name: 'charts',
      init({ indicator, bars: { close } }) {
        indicator.sma(close, 2, { name: 'Mean', pane: 'price', color: '#f00' });
        indicator.ema(close, 2, { plot: false });
        indicator.rsi(close, 2);
      },
      next() {},
    });
    const { charts } = finish(strategy, [X]).result;
    expect(charts.map(({ name, pane, color }) => [name, pane, color])).toEqual([
      ['Mean', 'price', '#f00'],
      ['rsi(2)', null, null],
    ]);
    expect([...charts[0].values]).toEqual([NaN, 1.5, 3, 6, 12]);
  });

  it('know symbols and timeframes', () => {
    const hours = (p: number) =>
      handBars(
        Array.from({ length: 8 }, (_, i) => [p + i, p + i, p + i, p + i] as const),
        '1h',
      );
    const seen: number[][] = [];
    const strategy = defineStrategy({
      name: 'others',
      scope: 'portfolio',
      init: ({ of, symbols }) => {
        expect(symbols).toEqual(['A', 'B']);
        return { b: of('B').bars.close, higher: of('B').timeframe('4h').close };
      },
      next: ({ b, higher }) => void seen.push([b.now, higher.now]),
    });
    finish(strategy, [
      { symbol: 'A', timeframe: '1h', bars: hours(1) },
      { symbol: 'B', timeframe: '1h', bars: hours(11) },
    ]);
    expect(seen[3]).toEqual([14, 14]);
    expect(seen[7]).toEqual([18, 18]);
  });

  it('of a session start anew with the day of its zone', () => {
    // Four bars a day by UTC; twelve hours ahead of it, the second day starts with the third bar.
    const bars = handBars(
      [10, 20, 30, 40, 50].map((p): HandBar => [p, p, p, p, 1]),
      '6h',
    );
    const settings = { sessionOffsets: [{ from: 0, minutes: 720 }] };
    const vwaps = (data: MarketData) => {
      const seen: number[] = [];
      const strategy = defineStrategy({
        name: 'vwap',
        init: ({ indicator, bars: { time, high, low, close, volume } }) => ({
          mean: indicator.vwap(time, high, low, close, volume) as Series,
        }),
        next: ({ mean }) => void seen.push(mean.now),
      });
      finish(strategy, [data]);
      return seen;
    };
    expect(vwaps({ symbol: 'X', timeframe: '6h', bars })).toEqual([10, 15, 20, 25, 50]);
    expect(vwaps({ symbol: 'X', timeframe: '6h', bars, settings })).toEqual([10, 15, 30, 35, 40]);
  });
});
