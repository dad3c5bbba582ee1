import { describe, expect, it } from '@jest/globals';
import { defineStrategy, type MarketData } from './index.js';
import { finish, flat, handBars, type HandBar, MONDAY, scripted } from './fixtures/play.js';

const rows = [1, 2, 4, 8, 16].map((p): HandBar => [p, p + 1, p - 1, p, p * 100]);
const X: MarketData = { symbol: 'X', timeframe: '1d', bars: handBars(rows) };
const open = { finalizeTrades: false };

describe('a series', () => {
  it('shows the bars up to now: now, ago and length', () => {
    const seen: number[][] = [];
    const strategy = defineStrategy({
      name: 'seen',
      next: (_, { bars: { close } }) =>
        void seen.push([close.now, close.ago(0), close.ago(1), close.ago(3), close.length]),
    });
    finish(strategy, [X], open);
    expect(seen).toEqual([
      [1, 1, NaN, NaN, 1],
      [2, 2, 1, NaN, 2],
      [4, 4, 2, NaN, 3],
      [8, 8, 4, 1, 4],
      [16, 16, 8, 2, 5],
    ]);
  });

  it('refuses to look ahead', () => {
    finish(
      scripted({
        1: ({ bars }) => {
          expect(() => bars.close.ago(-1)).toThrow('from 0 up');
          expect(() => bars.close.ago(0.5)).toThrow('whole number');
        },
      }),
      [X],
    );
  });

  it('is empty in init', () => {
    const strategy = defineStrategy({
      name: 'empty',
      init({ bars, indicator }) {
        const average = indicator.sma(bars.close, 2);
        expect([bars.close.now, bars.close.length, average.now]).toEqual([NaN, 0, NaN]);
      },
      next() {},
    });
    finish(strategy, [X]);
  });

  it('hands out no array, view or buffer', () => {
    const strategy = defineStrategy({
      name: 'prying',
      init: ({ bars, indicator }) => ({ average: indicator.sma(bars.close, 2) }),
      next({ average }, { bars }) {
        for (const series of [average, bars.close, bars]) {
          for (const key of Reflect.ownKeys(series)) {
            const value: unknown = Reflect.get(series, key);
            expect(ArrayBuffer.isView(value) || value instanceof ArrayBuffer).toBe(false);
          }
        }
        expect(JSON.stringify(average)).toBe('{}');
      },
    });
    finish(strategy, [X]);
  });
});

describe('what a strategy reaches', () => {
  it('cannot be changed by it for the runs after it', () => {
    const seen: number[] = [];
    const meddling = scripted({
      0: ({ buy }) => void buy({ size: 1 }),
      2: (ctx) => {
        const order = ctx.buy({ size: 1 });
        const reached = [ctx, ctx.of('X'), ctx.bars, ctx.bars.close, ctx.position, order];
        for (const object of [...reached, ...ctx.trades, ...ctx.orders]) {
          const prototype = Reflect.getPrototypeOf(object)!;
          for (const target of [prototype, prototype.constructor]) {
            expect(Reflect.defineProperty(target, 'now', { get: () => 7 })).toBe(false);
            expect(Reflect.setPrototypeOf(target, null)).toBe(false);
          }
        }
        seen.push(ctx.trades.length, ctx.orders.length);
      },
      3: ({ bars }) => void seen.push(bars.close.now),
    });
    finish(meddling, [X]);
    expect(seen).toEqual([1, 1, 8]);
  });
});

describe('what init returns', () => {
  it('is the state of the run, fresh for each', () => {
    const counts: number[] = [];
    const strategy = defineStrategy({
      name: 'counts',
      init: () => ({ bars: 0 }),
      next(state, { index }) {
        state.bars++;
        if (index === 4) counts.push(state.bars);
      },
    });
    finish(strategy, [X]);
    finish(strategy, [X]);
    expect(counts).toEqual([5, 5]);
  });

  it('is one for each symbol, or one for a whole portfolio', () => {
    for (const [scope, runs] of [
      ['symbol', ['A', 'B']],
      ['portfolio', ['A']],
    ] as const) {
      const seen: string[] = [];
      const strategy = defineStrategy({
        name: 'inits',
        scope,
        init: ({ symbol }) => void seen.push(symbol),
        next() {},
      });
      finish(strategy, [
        { ...X, symbol: 'B' },
        { ...X, symbol: 'A' },
      ]);
      expect(seen).toEqual(runs);
    }
  });
});

describe('every', () => {
  it('runs on the first bar of each period, before next', () => {
    const seen: string[] = [];
    const strategy = defineStrategy({
      name: 'every',
      init({ every }) {
        every('1d', ({ index }) => void seen.push(`every ${index}`));
      },
      next: (_, { index }) => void seen.push(`next ${index}`),
    });
    const bars = handBars(flat(5), '12h', MONDAY + 43_200_000);
    finish(strategy, [{ symbol: 'X', timeframe: '12h', bars }]);
    const due = ['every 0', 'next 0', 'every 1', 'next 1', 'next 2', 'every 3', 'next 3', 'next 4'];
    expect(seen).toEqual(due);
  });
});

describe('every day', () => {
  it('is of the zone of the session', () => {
    const seen: number[] = [];
    const strategy = defineStrategy({
      name: 'daily',
      init({ every }) {
        every('1d', ({ index }) => void seen.push(index));
      },
      next() {},
    });
    // Twelve hours ahead of UTC, days start at noon UTC: bars 2 and 6 of six hours.
    const settings = { sessionOffsets: [{ from: 0, minutes: 720 }] };
    const bars = handBars(flat(10), '6h');
    finish(strategy, [{ symbol: 'X', timeframe: '6h', bars, settings }]);
    expect(seen).toEqual([0, 2, 6]);
  });
});

describe('every day of several symbols', () => {
  const daily = (scope: 'symbol' | 'portfolio', zones: readonly number[]) => {
    const seen: unknown[] = [];
    const strategy = defineStrategy({
      name: 'daily',
      scope,
      init({ every }) {
        every('1d', ({ index, symbol }) => void seen.push([symbol, index]));
      },
      next() {},
    });
    const data = zones.map((minutes, k) => ({
      symbol: 'AB'[k],
      timeframe: '6h' as const,
      bars: handBars(flat(6), '6h'),
      settings: { sessionOffsets: [{ from: 0, minutes }] },
    }));
    finish(strategy, data);
    return seen;
  };

  it('is that of each for itself', () => {
    expect(daily('symbol', [720, 0])).toEqual([
      ['A', 0],
      ['B', 0],
      ['A', 2],
      ['B', 4],
    ]);
  });

  it('is that of the account for a portfolio: the zone that all share, else UTC', () => {
    const index = ([, at]: unknown[]) => at;
    expect(daily('portfolio', [720, 720]).map((each) => index(each as unknown[]))).toEqual([0, 2]);
    expect(daily('portfolio', [720, 0]).map((each) => index(each as unknown[]))).toEqual([0, 4]);
  });
});

describe('callbacks', () => {
  it('tell of fills, closed trades and refusals before next runs on that bar', () => {
    const seen: string[] = [];
    const strategy = defineStrategy({
      name: 'callbacks',
      next(_, { index, buy, position }) {
        seen.push(`next ${index}`);
        if (index === 0) buy({ size: 1 });
        if (index === 1) position.close();
        if (index === 2) buy({ size: 1e9 });
      },
      onFill: (_, { index }, { side, price }) => void seen.push(`${side} ${price} ${index}`),
      onTrade: (_, __, { pnl, open: still }) => void seen.push(`trade ${pnl} ${still}`),
      onReject: (_, __, { reason }) => void seen.push(`refused ${reason}`),
    });
    finish(strategy, [{ ...X, bars: handBars(flat(4)) }], open);
    expect(seen).toEqual([
      'next 0',
      'buy 100 1',
      'next 1',
      'sell 100 2',
      'trade 0 false',
      'next 2',
      'refused insufficient_margin',
      'next 3',
    ]);
  });
});
