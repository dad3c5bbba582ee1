import { describe, expect, it } from '@jest/globals';
import {
  type Bars,
  orderRows,
  resolveParams,
  runBacktest,
  type RunConfig,
  syntheticBars,
  tradeRows,
} from '@barline/engine';
import { parseRules } from './parse-rules.js';
import { rulesStrategy } from './rules-strategy.js';

const HOUR = 3_600_000;
const START = 1_577_836_800_000;

// Each bar opens where the one before closed, and goes no further than from its open to its close.
function barsOf(closes: readonly number[]): Bars {
  const open = closes.map((close, i) => (i === 0 ? close : closes[i - 1]));
  const column = (value: (close: number, i: number) => number) =>
    Float64Array.from(closes, (close, i) => value(close, i));
  return {
    time: column((_, i) => START + i * HOUR),
    open: column((_, i) => open[i]),
    high: column((close, i) => Math.max(close, open[i])),
    low: column((close, i) => Math.min(close, open[i])),
    close: column((close) => close),
    volume: column(() => 1000),
  };
}

function resultOf(
  rules: object,
  closes: readonly number[],
  config: Partial<RunConfig> = {},
  params = {},
) {
  const parsed = parseRules({ name: 'test', size: { units: 1 }, ...rules });
  if ('problems' in parsed) throw new Error(parsed.problems.map((each) => each.message).join('\n'));
  const data = [{ symbol: 'X', timeframe: '1h' as const, bars: barsOf(closes) }];
  const outcome = runBacktest({ strategy: rulesStrategy(parsed.rules), data, params, config });
  if (outcome.stopped) throw new Error('stopped');
  return outcome;
}

/** Each trade as entry bar, exit bar and signed size; what is open at the end leaves at the close of the last bar. */
function tradesOf(...args: Parameters<typeof resultOf>): (number | null)[][] {
  const rows = [...tradeRows(resultOf(...args).trades)];
  return rows.map((row) => [row.entry_bar, row.exit_bar, row.size]);
}

const above = (level: number) => ({ crosses_above: ['close', level] });
const below = (level: number) => ({ crosses_below: ['close', level] });

describe('rules', () => {
  it('are looked at on each close, and fill at the next open', () => {
    const rules = { entry: { long: above(100) }, exit: { long: below(100) } };
    const result = resultOf(rules, [99, 101, 102, 98, 97]);
    expect([...tradeRows(result.trades)]).toMatchObject([
      { entry_bar: 2, entry_price: 101, exit_bar: 4, exit_price: 98 },
    ]);
  });

  it('hold one position at most, and ignore what would add to it', () => {
    const rules = { entry: { long: { '>': ['close', 100] } }, exit: { long: below(100) } };
    expect(tradesOf(rules, [101, 102, 103, 99, 98])).toEqual([[1, 4, 1]]);
  });

  it('only close where entry and exit fire together, and enter again on a later close', () => {
    const rules = {
      entry: { long: { '>': ['close', 100] } },
      exit: { long: { '>': ['close', 110] } },
    };
    expect(tradesOf(rules, [101, 111, 111, 101, 101])).toEqual([
      [1, 2, 1],
      [3, 4, 1],
    ]);
  });

  it('prefer a long entry to a short one', () => {
    const always = { '>': ['close', 0] };
    expect(tradesOf({ entry: { long: always, short: always } }, [1, 1, 1])).toEqual([[1, 2, 1]]);
  });

  it('ignore an entry to the other side while they hold a position, unless they reverse', () => {
    const entry = { long: above(100), short: below(100) };
    const closes = [99, 101, 99, 98];
    expect(tradesOf({ entry }, closes)).toEqual([[2, 3, 1]]);
    expect(tradesOf({ entry, reverse: true }, closes)).toEqual([
      [2, 3, 1],
      [3, 3, -1],
    ]);
  });

  it('reverse rather than only close where both are asked for', () => {
    const rules = {
      entry: { long: above(100), short: below(100) },
      exit: { long: below(100) },
      reverse: true,
    };
    expect(tradesOf(rules, [99, 101, 99, 98])).toEqual([
      [2, 3, 1],
      [3, 3, -1],
    ]);
  });
});

describe('a condition', () => {
  const entersAt = (long: object, closes: readonly number[], params = {}) => {
    const [first] = tradesOf({ entry: { long }, ...params }, closes);
    return first === undefined ? null : Number(first[0]) - 1;
  };

  it('that compares with a value that there is not yet is neither true nor false', () => {
    const early = { '>': [{ series: 'close', ago: 2 }, 1000] };
    expect(entersAt({ not: early }, [5, 5, 5, 5, 5])).toBe(2);
    expect(entersAt({ not: { any: [early] } }, [5, 5, 5, 5, 5])).toBe(2);
    expect(entersAt({ any: [{ not: early }, { '>': ['close', 6] }] }, [5, 7, 5, 5])).toBe(1);
    expect(entersAt({ not: { crosses_above: ['close', 4] } }, [5, 5, 5, 5])).toBe(1);
    expect(entersAt({ not: { rising: ['close', 2] } }, [5, 5, 5, 5])).toBe(2);
    expect(entersAt({ not: { '>': [{ div: [0, 0] }, 1] } }, [5, 5, 5])).toBe(null);
  });

  it('crosses only where it was strictly on the other side on the bar before', () => {
    expect(entersAt(above(100), [99, 100, 101, 102])).toBe(null);
    expect(entersAt(above(100), [99, 101, 101, 102])).toBe(1);
    expect(entersAt({ crosses_below: [100, 'close'] }, [99, 101, 101, 102])).toBe(1);
  });

  it('is above, below or equal', () => {
    const closes = [1, 2, 3, 4, 5];
    expect(entersAt({ '>': ['close', 2] }, closes)).toBe(2);
    expect(entersAt({ '>=': ['close', 2] }, closes)).toBe(1);
    expect(entersAt({ '<': [3, 'close'] }, closes)).toBe(3);
    expect(entersAt({ '<=': [3, 'close'] }, closes)).toBe(2);
    expect(entersAt({ not: { '<': ['close', 3] } }, closes)).toBe(2);
    expect(entersAt({ not: { '<=': ['close', 2] } }, closes)).toBe(2);
  });

  it('compares with the bar before, on either side', () => {
    const before = { series: 'close', ago: 1 };
    expect(entersAt({ '>': [before, 'close'] }, [3, 3, 2, 2])).toBe(2);
    expect(entersAt({ '>': ['close', before] }, [3, 3, 4, 4])).toBe(2);
    expect(entersAt({ '>=': [before, 'close'] }, [2, 3, 3, 3])).toBe(2);
    expect(entersAt({ '>=': ['close', before] }, [4, 3, 3, 3])).toBe(2);
    expect(entersAt({ '>=': ['close', 'open'] }, [4, 3, 3, 3])).toBe(0);
    expect(entersAt({ '>': ['close', 'open'] }, [4, 3, 3, 4, 4])).toBe(3);
  });

  it('compares with a number, on either side', () => {
    const falling = [5, 4, 3, 2, 1, 1];
    expect(entersAt({ '<=': ['close', 3] }, falling)).toBe(2);
    expect(entersAt({ '<': ['close', 3] }, falling)).toBe(3);
    expect(entersAt({ '>=': [3, 'close'] }, falling)).toBe(2);
    expect(entersAt({ '>': [3, 'close'] }, falling)).toBe(3);
  });

  it('rises or falls on each of so many bars', () => {
    expect(entersAt({ rising: ['close', 2] }, [5, 6, 6, 7, 8, 9])).toBe(4);
    expect(entersAt({ falling: ['close', 3] }, [5, 4, 3, 4, 3, 2, 1, 0])).toBe(6);
  });

  it('calculates', () => {
    const closes = [10, 11, 13, 16, 20, 20];
    const step = { sub: ['close', { series: 'close', ago: 1 }] };
    expect(entersAt({ '>=': [step, 3] }, closes)).toBe(3);
    expect(entersAt({ '>': [{ mul: [step, 2, 0.5] }, 2] }, closes)).toBe(3);
    expect(entersAt({ '>': [{ div: ['close', 2] }, 7] }, closes)).toBe(3);
    expect(entersAt({ '>': ['close', { add: ['open', 2, 1] }] }, closes)).toBe(4);
    expect(entersAt({ '>': ['close', { add: [{ mul: [2, 3] }, 8] }] }, closes)).toBe(3);
  });

  it('depends on parameters', () => {
    const params = {
      on: { type: 'bool', default: false },
      mode: { type: 'choice', choices: ['fast', 'slow'], default: 'slow' },
    };
    const rising = { '>': ['close', 1] };
    const closes = [2, 2, 2];
    expect(entersAt({ all: [{ param: 'on' }, rising] }, closes, { params })).toBe(null);
    expect(entersAt({ all: [{ not: { param: 'on' } }, rising] }, closes, { params })).toBe(0);
    expect(entersAt({ all: [{ param: 'mode', is: 'slow' }, rising] }, closes, { params })).toBe(0);
    expect(entersAt({ any: [{ param: 'mode', is: 'fast' }] }, closes, { params })).toBe(null);
  });

  it('looks at the last bar of a higher timeframe that has ended', () => {
    const closes = Array.from({ length: 14 }, (_, i) => i);
    expect(entersAt({ '>': ['4h:close', 3] }, closes)).toBe(7);
    expect(entersAt({ crosses_above: ['4h:close', 5] }, closes)).toBe(7);
    const series = { mean: { indicator: 'sma', timeframe: '4h', params: { timePeriod: 2 } } };
    expect(entersAt({ '>': ['mean', 5] }, closes, { series })).toBe(11);
  });
});

describe('the orders of rules', () => {
  const long = above(100);
  const closes = [99, 101, 104, 108, 104, 98, 90];

  it('have a stop and a target at a fraction of the close or at a distance from it', () => {
    const [order] = orderRows(
      resultOf(
        {
          entry: { long },
          stop: { fraction: 0.02 },
          target: { distance: { mul: [3, { sub: ['close', 'open'] }] } },
        },
        closes,
      ).orders,
    );
    expect(order).toMatchObject({ sl: 101 * 0.98, tp: 107 });
    const short = {
      entry: { short: below(100) },
      stop: { distance: 3 },
      target: { fraction: 0.1 },
    };
    const [sold] = orderRows(resultOf(short, [101, 99, 98]).orders);
    expect(sold).toMatchObject({ side: 'sell', sl: 102, tp: 99 * 0.9 });
  });

  it('trail the best price', () => {
    expect(tradesOf({ entry: { long }, trail: { distance: 3 } }, closes)).toEqual([[2, 4, 1]]);
    expect(tradesOf({ entry: { long }, trail: { fraction: 0.05 } }, closes)).toEqual([[2, 5, 1]]);
    expect(tradesOf({ entry: { long }, trail: { fraction: 0 } }, closes)).toEqual([[2, 6, 1]]);
  });

  it('are not placed where a distance or a size is nothing', () => {
    const nothing = { sub: ['close', 'close'] };
    for (const rules of [
      { stop: { distance: nothing } },
      { target: { distance: nothing } },
      { trail: { distance: nothing } },
      { stop: { distance: 200 } },
      { size: { units: nothing } },
      { size: { cash: { div: [1, nothing] } } },
    ]) {
      expect(resultOf({ entry: { long }, ...rules }, closes).orders.rows).toBe(0);
    }
  });

  it('trade units, money, a fraction of the equity or what is lost at the stop', () => {
    const sizeOf = (rules: object) => {
      const config = { initialCapital: 1010 };
      const [first] = tradesOf({ entry: { long }, ...rules }, closes, config);
      return first[2];
    };
    expect(sizeOf({ size: { units: { div: ['close', 50.5] } } })).toBe(2);
    expect(sizeOf({ size: { cash: 505 } })).toBe(5);
    expect(sizeOf({ size: { fraction: 0.3 } })).toBe(3);
    expect(sizeOf({ size: { risk: 0.02 }, stop: { distance: 4 } })).toBeCloseTo(5.05, 9);
    expect(sizeOf({ size: undefined })).toBe(10);
  });

  it('leave so many bars after the entry', () => {
    expect(tradesOf({ entry: { long }, exit: { after: 2 } }, closes)).toEqual([[2, 4, 1]]);
  });

  it('leave at the open after the last bar of a day', () => {
    const day = Array.from({ length: 30 }, (_, i) => (i < 20 ? 99 : 101));
    const exit = { end_of_day: true };
    expect(tradesOf({ entry: { long }, exit }, day)).toEqual([[21, 24, 1]]);
  });

  it('leave after each daily bar, which ends a day, and are refused on longer ones', () => {
    const always = { '>': ['close', 0] };
    const rules = { name: 'day', entry: { long: always }, exit: { end_of_day: true } };
    const parsed = parseRules(rules);
    if ('problems' in parsed) throw new Error('refused');
    const strategy = rulesStrategy(parsed.rules);
    const run = (timeframe: '1d' | '1w') => {
      const bars = syntheticBars(100, timeframe, 3);
      const outcome = runBacktest({ strategy, data: [{ symbol: 'X', timeframe, bars }] });
      if (outcome.stopped) throw new Error('stopped');
      return [...tradeRows(outcome.trades)].map((row) => Number(row.exit_bar) - row.entry_bar);
    };
    const held = run('1d');
    expect(held.length).toBeGreaterThan(3);
    expect(new Set(held.slice(0, -1))).toEqual(new Set([1]));
    expect(() => run('1w')).toThrow('1d');
  });

  it('wait at a limit for so many bars', () => {
    const rules = (bars: number) => ({
      entry: { long, order: { limit: { fraction: 0.02 }, bars } },
    });
    const falls = [99, 101, 102, 101, 98, 97];
    expect(tradesOf(rules(3), falls)).toEqual([[4, 5, 1]]);
    expect(tradesOf(rules(2), falls)).toEqual([]);
    const [order] = orderRows(resultOf(rules(2), falls).orders);
    expect(order).toMatchObject({ limit: 101 * 0.98, status: 'expired' });
  });

  it('wait at a stop, from which distances are measured', () => {
    const rules = {
      entry: { long, order: { stop: { distance: 2 }, bars: 5 } },
      stop: { distance: 1 },
    };
    const [order] = orderRows(resultOf(rules, [99, 101, 102, 104, 104]).orders);
    expect(order).toMatchObject({ stop: 103, sl: 102, filled_bar: 3 });
  });

  it('that wait are replaced by the next entry, and withdrawn by an exit of their side', () => {
    const order = { limit: { distance: 50 }, bars: 100 };
    const rules = { entry: { long, order }, exit: { long: below(90) } };
    const orders = [...orderRows(resultOf(rules, [99, 101, 99, 102, 95, 89, 88]).orders)];
    expect(orders).toMatchObject([
      { limit: 51, status: 'cancelled', reason: 'strategy' },
      { limit: 52, status: 'cancelled', reason: 'strategy' },
    ]);
  });

  it('need a stop to risk a fraction, whatever its parameter is', () => {
    const rules = {
      name: 'risky',
      params: { stop: { type: 'float', default: 0.1, min: 0, max: 0.5 } },
      entry: { long },
      size: { risk: 0.01 },
      stop: { fraction: { param: 'stop' } },
    };
    const parsed = parseRules(rules);
    if ('problems' in parsed) throw new Error('refused');
    const strategy = rulesStrategy(parsed.rules);
    expect(resolveParams(strategy, { stop: 0.2 })).toHaveProperty('params');
    const refused = resolveParams(strategy, { stop: 0 });
    expect(refused).toMatchObject({ problems: [{ code: 'constraint-failed' }] });
    expect(JSON.stringify(refused)).toContain('size.risk needs a stop');
  });
});
