import { describe, expect, it } from '@jest/globals';
import {
  bool,
  defineStrategy,
  int,
  resultHash,
  runBacktest,
  sweep,
  syntheticBars,
  type BacktestResult,
  type Strategy,
} from './index.js';

const data = [
  { symbol: 'A', timeframe: '1h' as const, bars: syntheticBars(1500, '1h', 3) },
  { symbol: 'B', timeframe: '1h' as const, bars: syntheticBars(1500, '1h', 4) },
];

function crossing(declared: boolean): Strategy {
  return defineStrategy({
    name: 'crossing',
    params: { fast: int(5), slow: int(20), short: bool(false) },
    constraint: ({ fast, slow }) => fast < slow,
    init: ({ bars, indicator, event, params }) => {
      const fast = indicator.sma(bars.close, params.fast);
      const slow = indicator.ema(bars.close, params.slow);
      return declared ? { fast, slow, when: [event.cross(fast, slow)] } : { fast, slow };
    },
    next({ fast, slow }, { buy, sell, position, crossover, params }) {
      if (crossover(fast, slow)) {
        position.close();
        buy({ fraction: 0.4, sl: slow.now * 0.97, tp: slow.now * 1.05 });
      } else if (crossover(slow, fast)) {
        position.close();
        if (params.short) sell({ fraction: 0.4, trail_fraction: 0.02 });
      }
    },
  });
}

function run(strategy: Strategy, params: Record<string, unknown>, which = data): BacktestResult {
  const outcome = runBacktest({ strategy, params, data: which, config: { commission: 0.001 } });
  if (outcome.stopped) throw new Error('stopped');
  return outcome;
}

const sets = [3, 5, 8].flatMap((fast) =>
  [13, 21, 34].flatMap((slow) => [true, false].map((short) => ({ fast, slow, short }))),
);

describe('sweep', () => {
  it('gives the numbers of single runs, to the byte', () => {
    const names = Object.keys(run(crossing(false), {}).statistics);
    const swept = sweep(crossing(false), sets, {
      data,
      config: { commission: 0.001 },
      statistics: names,
    });
    sets.forEach((params, k) => {
      const { statistics } = run(crossing(false), params);
      const row = [...swept.values.subarray(k * names.length, (k + 1) * names.length)];
      expect(row).toEqual(names.map((name) => statistics[name] ?? NaN));
    });
  });

  it.each([
    ['one symbol', data.slice(0, 1)],
    ['two symbols', data],
  ])('works out of %s only what was asked for, with the same numbers', (_, which) => {
    const whole = run(crossing(false), sets[3], which).statistics;
    for (const name of Object.keys(whole)) {
      const { values } = sweep(crossing(false), [sets[3]], {
        data: which,
        config: { commission: 0.001 },
        statistics: [name],
      });
      expect([name, values[0]]).toEqual([name, whole[name] ?? NaN]);
    }
  });

  it('keeps the equity that a protection looks back at', () => {
    const config = { protections: { drawdownHalt: { fraction: 0.02, pauseBars: 100 } } };
    const only = data.slice(0, 1);
    const single = runBacktest({ strategy: crossing(false), data: only, config });
    if (single.stopped) throw new Error('stopped');
    const { values } = sweep(crossing(false), [{}], { data: only, config, statistics: ['trades'] });
    expect(single.orderCounts.reasons.drawdown_halt).toBeGreaterThan(0);
    expect(values[0]).toBe(single.statistics.trades);
  });

  it('keeps going past a set that fails, and says why', () => {
    const result = sweep(crossing(false), [{ fast: 30, slow: 3 }, sets[0]], {
      data,
      statistics: ['trades'],
    });
    expect(result.errors[0]).toMatch('break the constraint');
    expect(result.values[0]).toBeNaN();
    expect(result.values[1]).toBeGreaterThan(0);
  });

  it('suggests the nearest statistic for a misspelt one', () => {
    expect(() => sweep(crossing(false), sets, { data, statistics: ['sharp'] })).toThrow(
      'There is no statistic sharp. Did you mean sharpe?',
    );
  });

  it('stops between runs', () => {
    let polls = 0;
    const result = sweep(crossing(false), sets, {
      data,
      statistics: ['trades'],
      control: { shouldStop: () => ++polls > 2 },
    });
    expect(result).toMatchObject({ stopped: true, done: 3 });
  });
});

describe('declared events', () => {
  it.each([
    ['one symbol', data.slice(0, 1)],
    ['two symbols', data],
  ])('change nothing of a run over %s whose next does nothing on other bars', (_name, which) => {
    const full = run(crossing(false), { short: true }, which);
    const declared = run(crossing(true), { short: true }, which);
    expect(full.statistics.trades).toBeGreaterThan(50);
    expect(resultHash(declared)).toBe(resultHash(full));
  });

  it('let next run on the declared bars only', () => {
    const bars: number[] = [];
    const strategy = defineStrategy({
      name: 'when',
      init: ({ bars: { close }, indicator, event }) => ({
        mean: indicator.sma(close, 50),
        when: [event.above(indicator.rsi(close, 14), 70), event.bar('1d'), event.fill()],
      }),
      next({ mean }, { index, buy, bars: { close } }) {
        bars.push(index);
        if (index % 24 === 23)
          buy({ size: 1, limit: Math.min(close.now, mean.now) * 0.99, expires: { bars: 9 } });
      },
    });
    const result = run(strategy, {}, data.slice(0, 1));
    expect(bars.length).toBeLessThan(600);
    expect(bars.filter((bar) => bar % 24 === 23).length).toBeGreaterThan(55);
    expect(result.statistics.trades).toBeGreaterThan(5);
  });

  it('of a higher timeframe happen on every base bar that sees them', () => {
    const make = (declared: boolean) =>
      defineStrategy({
        name: 'higher',
        init: ({ timeframe, indicator, event }) => {
          const fast = indicator.sma(timeframe('4h').close, 3);
          const slow = indicator.sma(timeframe('4h').close, 9);
          return declared
            ? { fast, slow, when: [event.crossover(fast, slow), event.crossunder(fast, slow)] }
            : { fast, slow };
        },
        next({ fast, slow }, { crossover, buy, position }) {
          if (crossover(fast, slow)) buy({ size: 1 });
          else if (crossover(slow, fast)) position.close();
        },
      });
    const one = data.slice(0, 1);
    expect(resultHash(run(make(true), {}, one))).toBe(resultHash(run(make(false), {}, one)));
  });

  it('must be a list of events', () => {
    const strategy = defineStrategy({
      name: 'bad',
      init: () => ({ when: 'always' }),
      next: () => undefined,
    });
    expect(() => run(strategy, {})).toThrow('when must be a list of events');
  });
});
