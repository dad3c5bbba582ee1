import { describe, expect, it } from '@jest/globals';
import { barsOf, flat, type Ohlc } from '../test/scenario.js';
import {
  type BacktestInput,
  type BacktestResult,
  type Bars,
  defineStrategy,
  orderRows,
  runBacktest,
  sliceBars,
  tradeRows,
} from './index.js';

const DAY = 86_400_000;

function run(input: BacktestInput): BacktestResult {
  const outcome = runBacktest(input);
  if (outcome.stopped) throw new Error('stopped');
  return outcome;
}

function data(symbols: Record<string, Bars>) {
  return Object.entries(symbols).map(([symbol, bars]) => ({
    symbol,
    timeframe: '1d' as const,
    bars,
  }));
}

const rows = Array.from({ length: 5 }, (_, i) => flat(100 + i));

describe('several symbols', () => {
  it('run init once and next once a bar for each, in name order, over one account', () => {
    const calls: string[] = [];
    run({
      strategy: defineStrategy({
        name: 'calls',
        init: ({ symbol }) => {
          calls.push(`init ${symbol}`);
          return { symbol };
        },
        next: (state, { index }) => void calls.push(`${state.symbol}${index}`),
      }),
      data: data({ B: barsOf(rows.slice(0, 2)), A: barsOf(rows.slice(0, 2)) }),
    });
    expect(calls).toEqual(['init A', 'init B', 'A0', 'B0', 'A1', 'B1']);
  });

  it('tick at the union of their open times, and fill nothing forward', () => {
    const seen: string[] = [];
    const whole = barsOf(rows);
    const late = sliceBars(barsOf(rows), 2);
    run({
      strategy: defineStrategy({
        name: 'union',
        scope: 'portfolio',
        next: (_state, { of, index }) => {
          const b = of('B');
          seen.push(`${index}:${b.fresh}:${b.bars.length}`);
        },
      }),
      data: data({ A: whole, B: late }),
    });
    expect(seen).toEqual(['0:false:0', '1:false:0', '2:true:1', '3:true:2', '4:true:3']);
  });

  it('keep the orders of a symbol waiting until it has a bar', () => {
    const gap = barsOf([flat(50), flat(50), flat(60)]);
    gap.time[1] += 2 * DAY;
    gap.time[2] += 2 * DAY;
    const result = run({
      strategy: defineStrategy({
        name: 'waits',
        next: (_state, { symbol, index, buy }) => {
          if (symbol === 'B' && index === 0) buy({ size: 1 });
        },
      }),
      data: data({ A: barsOf(rows), B: gap }),
    });
    expect([...orderRows(result.orders)][0]).toMatchObject({
      symbol: 'B',
      filled_bar: 3,
      fill_price: 50,
    });
  });

  it('mark a symbol without a bar at its last close', () => {
    const gap = barsOf([flat(50), flat(50), flat(80)]);
    gap.time[2] += 2 * DAY;
    const result = run({
      strategy: defineStrategy({
        name: 'marks',
        next: (_state, { symbol, index, buy }) => {
          if (symbol === 'B' && index === 0) buy({ size: 10 });
        },
      }),
      data: data({ A: barsOf(rows), B: gap }),
      config: { finalizeTrades: false },
    });
    expect([...result.equity]).toEqual([10_000, 10_000, 10_000, 10_000, 10_300]);
  });

  it('give cash to orders in placement order, whatever their symbols', () => {
    const result = run({
      strategy: defineStrategy({
        name: 'cash',
        scope: 'portfolio',
        next: (_state, { index, of }) => {
          if (index !== 0) return;
          of('B').buy({ size: 60 });
          of('A').buy({ size: 60 });
        },
      }),
      data: data({ A: barsOf(rows), B: barsOf(rows) }),
    });
    const orders = [...orderRows(result.orders)];
    expect(orders[0]).toMatchObject({ symbol: 'B', status: 'filled' });
    expect(orders[1]).toMatchObject({ symbol: 'A', status: 'rejected' });
  });

  it('of different quote currencies are refused by name', () => {
    const strategy = defineStrategy({ name: 'idle', next: () => undefined });
    const mixed = data({ A: barsOf(rows), B: barsOf(rows) });
    const withCurrency = mixed.map((each, k) => ({
      ...each,
      settings: { quoteCurrency: k === 0 ? 'USD' : 'EUR' },
    }));
    expect(() => runBacktest({ strategy, data: withCurrency })).toThrow(
      'B is quoted in EUR, A in USD: one account needs a rate between them.',
    );
  });

  it('suggest the nearest name for a symbol that is not there', () => {
    const strategy = defineStrategy({
      name: 'lost',
      next: (_state, { of }) => void of('BTCUSTD'),
    });
    expect(() => runBacktest({ strategy, data: data({ BTCUSDT: barsOf(rows) }) })).toThrow(
      'The run has no symbol BTCUSTD. Did you mean BTCUSDT?',
    );
  });

  it('end in a ruin that the account shares', () => {
    const up: Ohlc[] = [flat(100), flat(100), flat(250), flat(250)];
    const result = run({
      strategy: defineStrategy({
        name: 'ruin',
        next: (_state, { index, symbol, sell }) => {
          if (index === 0 && symbol === 'A') sell({ size: 90 });
        },
      }),
      data: data({ A: barsOf(up), B: barsOf(rows.slice(0, 4)) }),
    });
    expect([...tradeRows(result.trades)][0].exit_reason).toBe('ruined');
    expect(result.equity).toHaveLength(3);
  });
});

describe('a portfolio', () => {
  it('runs next from the first tick and tells which symbols are ready', () => {
    const ready: boolean[] = [];
    run({
      strategy: defineStrategy({
        name: 'ready',
        scope: 'portfolio',
        init: ({ of, indicator }) => ({ mean: indicator.sma(of('A').bars.close, 3) }),
        next: (_state, { of }) => void ready.push(of('A').ready),
      }),
      data: data({ A: barsOf(rows), B: barsOf(rows) }),
    });
    expect(ready).toEqual([false, false, true, true, true]);
  });

  it('rebalances with target fractions', () => {
    const result = run({
      strategy: defineStrategy({
        name: 'rebalance',
        scope: 'portfolio',
        next: (_state, { symbols, of }) => {
          for (const symbol of symbols) of(symbol).buy({ target_fraction: 0.5 });
        },
      }),
      data: data({ A: barsOf(rows), B: barsOf(rows.map(([price]) => flat(price * 2))) }),
      config: { finalizeTrades: false },
    });
    const weights = [...tradeRows(result.trades)].filter((trade) => trade.exit_bar === null);
    const value = (symbol: string, price: number) =>
      weights
        .filter((each) => each.symbol === symbol)
        .reduce((sum, each) => sum + each.size * price, 0);
    expect(value('A', 104) / result.equity[4]).toBeCloseTo(0.5, 2);
    expect(value('B', 208) / result.equity[4]).toBeCloseTo(0.5, 2);
  });
});
