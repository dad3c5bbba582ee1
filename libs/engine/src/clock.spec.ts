import { describe, expect, it } from '@jest/globals';
import {
  type Bars,
  type Context,
  defineStrategy,
  type MarketData,
  runBacktest,
  type Timeframe,
} from './index.js';
import { finish, flat, handBars, type HandBar, MONDAY, scripted } from './fixtures/play.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;

function market(
  symbol: string,
  days: readonly number[],
  prices: readonly number[],
  timeframe: Timeframe = '1d',
): MarketData {
  const rows = prices.map((p): HandBar => [p, p, p, p]);
  const time = Float64Array.from(days, (day) => MONDAY + day * DAY);
  return { symbol, timeframe, bars: { ...handBars(rows, timeframe), time } };
}

const A = market('A', [0, 1, 2, 3], [100, 101, 102, 103]);
const B = market('B', [0, 2, 4], [10, 20, 30]);
const open = { finalizeTrades: false };

describe('the clock of several symbols', () => {
  it('is the union of their open times', () => {
    const { result } = finish(scripted({}), [A, B], open);
    expect([...result.equityTime]).toEqual([0, 1, 2, 3, 4].map((day) => MONDAY + day * DAY));
  });

  it('marks a symbol without a bar at its last close', () => {
    const buyBoth = ({ buy }: Context) => buy({ size: 1 });
    const { equity } = finish(scripted({ 0: buyBoth }), [A, B], open);
    // A is bought on day 1 at 101 and stays at 103 on day 4; B on day 2 at 20.
    expect(equity).toEqual([10_000, 10_000, 10_001, 10_002, 10_012]);
  });

  it('runs next only for symbols with a bar, in name order', () => {
    const seen: string[] = [];
    const strategy = defineStrategy({
      name: 'seen',
      next: (_, ctx) => void seen.push(`${ctx.symbol}${ctx.index}`),
    });
    finish(strategy, [B, A], open);
    expect(seen).toEqual(['A0', 'B0', 'A1', 'A2', 'B2', 'A3', 'B4']);
  });

  it('tells a portfolio which symbols are fresh, and fills nothing forward', () => {
    const seen: unknown[] = [];
    const strategy = defineStrategy({
      name: 'fresh',
      scope: 'portfolio',
      next(_, { of }) {
        const b = of('B');
        seen.push([of('A').fresh, b.fresh, b.bars.close.now, b.bars.length]);
      },
    });
    finish(strategy, [A, B], open);
    expect(seen).toEqual([
      [true, true, 10, 1],
      [true, false, 10, 1],
      [true, true, 20, 2],
      [true, false, 20, 2],
      [false, true, 30, 3],
    ]);
  });

  it('lets orders of a symbol wait for its next bar', () => {
    const strategy = defineStrategy({
      name: 'waits',
      scope: 'portfolio',
      next(_, { index, of }) {
        if (index === 2) of('B').buy({ size: 1 });
      },
    });
    const { orders } = finish(strategy, [A, B], open);
    expect(orders[0]).toMatchObject({ placed_bar: 2, filled_bar: 4, fill_price: 30 });
  });

  it('gives cash to orders in placement order, whatever the names', () => {
    const strategy = defineStrategy({
      name: 'order',
      scope: 'portfolio',
      next(_, { index, of }) {
        if (index !== 0) return;
        of('B').buy({ size: 60 });
        of('A').buy({ size: 60 });
      },
    });
    const data = [market('A', [0, 1], [100, 100]), market('B', [0, 1], [100, 100])];
    const { orders } = finish(strategy, data, open);
    expect(orders.map(({ symbol, status }) => [symbol, status])).toEqual([
      ['B', 'filled'],
      ['A', 'rejected'],
    ]);
  });

  it('gives cash to orders in placement order inside their bars, too', () => {
    const strategy = defineStrategy({
      name: 'inside',
      scope: 'portfolio',
      next(_, { index, of }) {
        if (index !== 0) return;
        of('B').buy({ size: 60, limit: 95 });
        of('A').buy({ size: 60, limit: 95 });
      },
    });
    const rows: HandBar[] = [...flat(1), [100, 100, 90, 95]];
    const data = ['A', 'B'].map((symbol) => ({
      symbol,
      timeframe: '1d' as const,
      bars: handBars(rows),
    }));
    const { orders } = finish(strategy, data, open);
    expect(orders.map(({ symbol, status }) => [symbol, status])).toEqual([
      ['B', 'filled'],
      ['A', 'rejected'],
    ]);
  });

  it('stops on every symbol before it enters on any, and takes targets last', () => {
    // One symbol holds all the money; B wants most of it inside the bar in which that ends.
    const statusOf = (ends: 'A' | 'C', bracket: object, bar: HandBar) => {
      const strategy = defineStrategy({
        name: 'stages',
        scope: 'portfolio',
        next(_, { index, of }) {
          if (index === 0) of(ends).buy({ size: 100, ...bracket });
          if (index === 1) of('B').buy({ size: 90, limit: 99 });
        },
      });
      const data = ['A', 'B', 'C'].map((symbol) => ({
        symbol,
        timeframe: '1d' as const,
        bars: handBars([...flat(2), symbol === ends ? bar : [100, 100, 94, 96]]),
      }));
      const { orders } = finish(strategy, data, open);
      return orders.find(({ symbol }) => symbol === 'B')?.status;
    };
    expect(statusOf('C', { sl: 95 }, [100, 100, 94, 96])).toBe('filled');
    expect(statusOf('A', { tp: 104 }, [100, 105, 100, 104])).toBe('rejected');
  });

  it('closes on every symbol before it opens on any', () => {
    const strategy = defineStrategy({
      name: 'rotate',
      scope: 'portfolio',
      next(_, { index, of }) {
        if (index === 0) of('A').buy({ size: 100 });
        if (index !== 1) return;
        of('B').buy({ size: 90 });
        of('A').position.close();
      },
    });
    const data = [market('A', [0, 1, 2], [100, 100, 100]), market('B', [0, 1, 2], [100, 100, 100])];
    const { orders } = finish(strategy, data, open);
    expect(orders.map((order) => order.status)).toEqual(['filled', 'filled', 'filled']);
  });

  it('takes a target that gives up what is held for a closing order', () => {
    const strategy = defineStrategy({
      name: 'rebalance',
      scope: 'portfolio',
      next(_, { index, of }) {
        if (index === 0) of('A').buy({ target_fraction: 1 });
        if (index !== 1) return;
        of('B').buy({ target_fraction: 0.9 });
        of('A').buy({ target_fraction: 0.1 });
      },
    });
    const days = [0, 1, 2];
    const data = [market('A', days, [100, 100, 100]), market('B', days, [50, 50, 50])];
    for (const fillAt of ['next_open', 'close'] as const) {
      const { orders } = finish(strategy, data, { ...open, fillAt });
      // B can buy 180 for 9,000 only with what A sold before.
      expect(orders.map(({ symbol, side, filled_size: size }) => [symbol, side, size])).toEqual([
        ['A', 'buy', 100],
        ['B', 'buy', 180],
        ['A', 'sell', 90],
      ]);
    }
  });

  it('refuses symbols of different quote currencies by name', () => {
    const usd = { ...A, settings: { quoteCurrency: 'USD' } };
    const eur = { ...B, settings: { quoteCurrency: 'EUR' } };
    const run = () => runBacktest({ strategy: scripted({}), data: [usd, eur] });
    expect(run).toThrow('B is quoted in EUR, A in USD');
  });

  it('tells readiness and charts apart where symbols have the same open times', () => {
    const ready: unknown[] = [];
    const strategy = defineStrategy({
      name: 'ready',
      scope: 'portfolio',
      init({ of, indicator }) {
        indicator.sma(of('A').bars.close, 2, { name: 'of A' });
        indicator.sma(of('B').bars.close, 3, { name: 'of B' });
      },
      next: (_, { of }) => void ready.push([of('A').ready, of('B').ready]),
    });
    const data = [market('A', [0, 1, 2], [1, 2, 3]), market('B', [0, 1, 2], [4, 5, 6])];
    const { result } = finish(strategy, data, open);
    expect(ready).toEqual([
      [false, false],
      [true, false],
      [true, true],
    ]);
    expect(result.charts.map(({ symbol, name }) => [symbol, name])).toEqual([
      ['A', 'of A'],
      ['B', 'of B'],
    ]);
  });
});

describe('a higher timeframe', () => {
  function visible(bars: Bars): number[][] {
    const seen: number[][] = [];
    const strategy = defineStrategy({
      name: 'higher',
      init: ({ timeframe }) => ({ four: timeframe('4h') }),
      next({ four }, { index }) {
        seen.push([index, four.length, four.close.now]);
      },
    });
    finish(strategy, [{ symbol: 'X', timeframe: '1h', bars }], open);
    return seen;
  }

  it('shows a bar from the first base bar whose close time is at or after its end', () => {
    const rows = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((p): HandBar => [p, p, p, p]);
    expect(visible(handBars(rows, '1h'))).toEqual([
      [0, 0, NaN],
      [1, 0, NaN],
      [2, 0, NaN],
      [3, 1, 4],
      [4, 1, 4],
      [5, 1, 4],
      [6, 1, 4],
      [7, 2, 8],
      [8, 2, 8],
    ]);
  });

  it('waits for the next base bar when the one that ends it is missing', () => {
    const time = Float64Array.from([0, 1, 2, 5, 6], (hour) => MONDAY + hour * HOUR);
    const bars = { ...handBars(flat(5), '1h'), time };
    expect(visible(bars).map(([, length]) => length)).toEqual([0, 0, 0, 1, 1]);
  });

  it('must be made of whole bars', () => {
    const strategy = defineStrategy({
      name: 'lower',
      init: ({ timeframe }) => ({ lower: timeframe('1m') }),
      next() {},
    });
    const data = [{ symbol: 'X', timeframe: '1h' as const, bars: handBars(flat(3), '1h') }];
    expect(() => runBacktest({ strategy, data })).toThrow(
      'Bars of 1m cannot be made of bars of 1h',
    );
  });
});
