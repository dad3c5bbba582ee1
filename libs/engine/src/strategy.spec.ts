import { describe, expect, it } from '@jest/globals';
import { barsOf, flat, play } from '../test/scenario.js';
import {
  type BacktestInput,
  type BacktestResult,
  defineStrategy,
  int,
  runBacktest,
  type Series,
  StrategyError,
} from './index.js';

const rows = Array.from({ length: 8 }, (_, i) => flat(100 + i));
const data = [{ symbol: 'X', timeframe: '1d' as const, bars: barsOf(rows) }];

function run(input: Omit<BacktestInput, 'data'> & Partial<BacktestInput>): BacktestResult {
  const outcome = runBacktest({ data, ...input });
  if (outcome.stopped) throw new Error('stopped');
  return outcome;
}

describe('a strategy whose callbacks are no plain functions', () => {
  it.each([
    ['a generator', { *next() {} }],
    ['an async function', { next: () => undefined, async init() {} }],
  ])('is refused: %s', (_, callbacks) => {
    expect(() => defineStrategy({ name: 'x', ...callbacks } as never)).toThrow('plain function');
  });
});

describe('defineStrategy', () => {
  it('suggests the nearest key for a misspelt one', () => {
    const misspelt = { name: 'x', inti: () => ({}), next: () => undefined };
    expect(() => defineStrategy(misspelt)).toThrow('Unknown strategy key inti. Did you mean init?');
  });

  it('wants a name, a next and a known scope', () => {
    expect(() => defineStrategy({ name: '', next: () => undefined })).toThrow('needs a name');
    expect(() => defineStrategy({ name: 'x' } as never)).toThrow('needs a function next');
    const wrong = { name: 'x', scope: 'all' as never, next: () => undefined };
    expect(() => defineStrategy(wrong)).toThrow('scope must be symbol or portfolio, got all.');
  });

  it('types the state that init returns into next', () => {
    const strategy = defineStrategy({
      name: 'typed',
      params: { n: int(2) },
      init: ({ bars, indicator, params }) => ({
        mean: indicator.sma(bars.close, params.n),
        count: 0,
      }),
      next(state) {
        const mean: Series = state.mean;
        state.count += mean.now > 0 ? 1 : 0;
      },
    });
    expect(run({ strategy }).statistics.bars).toBe(8);
  });
});

describe('a run', () => {
  it('gives each run a fresh state', () => {
    const counts: number[] = [];
    const strategy = defineStrategy({
      name: 'fresh',
      init: () => ({ count: 0 }),
      next: (state) => void counts.push(++state.count),
    });
    run({ strategy });
    run({ strategy });
    expect(counts[8]).toBe(1);
  });

  it('first runs next when its indicators have values', () => {
    const bars: number[] = [];
    const strategy = defineStrategy({
      name: 'ready',
      init: ({ bars: { close }, indicator }) => ({ mean: indicator.sma(close, 4) }),
      next: (_state, { index }) => void bars.push(index),
    });
    run({ strategy });
    expect(bars[0]).toBe(3);
  });

  it('takes no orders and no statistics before the first tradable bar, and warms up on what is there', () => {
    const seen: [number, number][] = [];
    const strategy = defineStrategy({
      name: 'warm',
      init: ({ bars: { close }, indicator }) => ({ mean: indicator.sma(close, 3) }),
      next: ({ mean }, { index, buy }) => {
        seen.push([index, mean.now]);
        if (index === 0) buy({ size: 1 });
      },
    });
    const result = run({ strategy, data: [{ ...data[0], firstTradableIndex: 4 }] });
    expect(seen[0]).toEqual([0, 103]);
    expect(result.equity).toHaveLength(4);
    expect(result.equityTime[0]).toBe(data[0].bars.time[4]);
    expect(result.statistics.buy_hold_return).toBeCloseTo(107 / 104 - 1, 12);
  });

  it('warns when there is too little history for the indicators', () => {
    const strategy = defineStrategy({
      name: 'short',
      init: ({ bars: { close }, indicator }) => ({ mean: indicator.sma(close, 50) }),
      next: () => undefined,
    });
    expect(run({ strategy }).warnings[0].code).toBe('never_ready');
  });

  it('tells of fills, closed trades and refusals before next, and orders placed there act from the next bar on', () => {
    const told: string[] = [];
    play(
      rows,
      {
        0: ({ buy }) => {
          buy({ size: 1, tag: 'in' });
          buy({ size: 1e6, tag: 'huge' });
        },
      },
      {},
      {
        onFill: ({ index, position }, order) => {
          told.push(`${index} filled ${order.tag} at ${order.price}`);
          if (order.side === 'buy') position.close();
        },
        onTrade: ({ index }, trade) => void told.push(`${index} trade ${trade.pnl}`),
        onReject: ({ index }, order) =>
          void told.push(`${index} refused ${order.tag}: ${order.reason}`),
      },
    );
    expect(told).toEqual([
      '1 filled in at 101',
      '1 refused huge: insufficient_margin',
      '2 filled null at 102',
      '2 trade 1',
    ]);
  });

  it('runs every on the first bar at or after each boundary', () => {
    const days: number[] = [];
    const hours = barsOf(
      Array.from({ length: 60 }, () => flat(1)),
      3_600_000,
    );
    run({
      strategy: defineStrategy({
        name: 'daily',
        init: ({ every }) => {
          every('1d', ({ index }) => void days.push(index));
        },
        next: () => undefined,
      }),
      data: [{ symbol: 'X', timeframe: '1h', bars: hours }],
    });
    expect(days).toEqual([0, 24, 48]);
  });

  it('knows cash, equity, times and what is held at each bar', () => {
    const { result } = play(rows, {
      0: ({ buy }) => void buy({ size: 10 }),
      2: ({ cash, equity, position, time, closeTime, log }) => {
        log('state', {
          cash,
          equity,
          size: position.size,
          pnl: position.pnl,
          wait: closeTime - time,
        });
      },
    });
    expect(result.logs[0]).toMatchObject({
      bar: 2,
      symbol: 'X',
      values: { cash: 8990, equity: 10_010, size: 10, pnl: 10, wait: 86_400_000 },
    });
  });

  it('reports what a strategy throws with bar, symbol and phase', () => {
    const strategy = defineStrategy({
      name: 'breaks',
      next: (_state, { index }) => {
        if (index === 3) throw new TypeError('oops');
      },
    });
    const caught = capture(() => run({ strategy }));
    expect(caught).toBeInstanceOf(StrategyError);
    expect(caught).toMatchObject({ message: 'oops', bar: 3, phase: 'next', symbol: 'X' });
    const inInit = defineStrategy({
      name: 'breaks',
      init: ({ indicator, bars }) => ({
        x: (indicator as never as Record<string, (s: Series) => Series>).smaa(bars.close),
      }),
      next: () => undefined,
    });
    expect(capture(() => run({ strategy: inInit }))).toMatchObject({
      message: 'Unknown indicator smaa. Did you mean sma?',
      bar: null,
      phase: 'init',
    });
  });

  it('stops when its control says so, and reports progress', () => {
    const done: number[] = [];
    let polls = 0;
    const long = barsOf(Array.from({ length: 5000 }, () => flat(1)));
    const outcome = runBacktest({
      strategy: defineStrategy({ name: 'long', next: () => undefined }),
      data: [{ symbol: 'X', timeframe: '1d', bars: long }],
      control: {
        progress: (bars) => void done.push(bars),
        shouldStop: () => ++polls === 3,
      },
    });
    expect(outcome).toEqual({ stopped: true, done: 1536, total: 5000 });
    expect(done).toEqual([512, 1024, 1536]);
  });

  it('polls about every ten milliseconds of a slow strategy where it is given a clock', () => {
    let clock = 0;
    const polled: number[] = [];
    runBacktest({
      strategy: defineStrategy({ name: 'slow', next: () => void (clock += 5) }),
      data: [
        { symbol: 'X', timeframe: '1d', bars: barsOf(Array.from({ length: 300 }, () => flat(1))) },
      ],
      control: { now: () => clock, progress: () => void polled.push(clock) },
    });
    const gaps = polled.slice(8).map((time, k) => time - (polled[k + 7] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(20);
  });
});

function capture(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return null;
}
