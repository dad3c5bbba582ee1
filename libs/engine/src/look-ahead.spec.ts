import { describe, expect, it } from '@jest/globals';
import {
  checkLookAhead,
  checkWarmUp,
  type Context,
  defineStrategy,
  type InitContext,
  type Series,
  type Strategy,
  syntheticBars,
} from './index.js';

const bars = syntheticBars(600, '1h', 7);
const data = [{ symbol: 'X', timeframe: '1h' as const, bars }];

/** A strategy that holds while what it believes about the next close is a rise. */
function believer(
  name: string,
  init: (ctx: InitContext) => { rise: (i: number) => number; more?: Series },
): Strategy {
  return defineStrategy({
    name,
    init,
    next({ rise }, { index, buy, position }: Context) {
      const up = rise(index) > 0;
      if (up && position.size === 0) buy();
      else if (!up && position.size !== 0) position.close();
    },
  });
}

const cheats: [string, () => Strategy][] = [
  [
    'a column shifted back by one bar',
    () =>
      defineStrategy({
        name: 'shift',
        init: ({ bars: { close }, indicator }) => ({
          next: indicator.custom(
            function shifted([source]) {
              return source.map((_, i) => source[i + 1] ?? source[i]);
            },
            [close],
          ),
        }),
        next({ next }, { bars: { close }, buy, position }) {
          if (next.now > close.now && position.size === 0) buy();
          else if (next.now < close.now) position.close();
        },
      }),
  ],
  [
    'a normalisation by the mean of the whole column',
    () =>
      defineStrategy({
        name: 'mean',
        init: ({ bars: { close }, indicator }) => ({
          centred: indicator.custom(
            ([source]) => {
              const mean = source.reduce((sum, value) => sum + value, 0) / source.length;
              return source.map((value) => value - mean);
            },
            [close],
          ),
        }),
        next({ centred }, { buy, position }) {
          if (centred.now < 0 && position.size === 0) buy();
          else if (centred.now > 0) position.close();
        },
      }),
  ],
  [
    'private copies of columns kept from init and read ahead in next',
    () =>
      believer('leak', ({ bars: { close }, indicator }) => {
        let kept: Float64Array = new Float64Array(0);
        indicator.custom(([source]) => (kept = source), [close]);
        return { rise: (i) => kept[i + 1] - kept[i] };
      }),
  ],
  [
    'a buffer caught by a patched method of typed arrays',
    () =>
      believer('patch', ({ bars: { close }, indicator }) => {
        let caught: Float64Array = new Float64Array(0);
        const { prototype } = Float64Array;
        const { slice } = prototype;
        const patched = function (this: Float64Array, ...args: [number?, number?]) {
          caught = slice.apply(this);
          return slice.apply(this, args);
        };
        Object.assign(prototype, { slice: patched });
        indicator.custom(([source]) => source, [close]);
        Object.assign(prototype, { slice });
        return { rise: (i) => caught[i + 1] - caught[i] };
      }),
  ],
  [
    'an index that does not stop at the present: the length of the data',
    () =>
      believer('length', ({ bars: { close }, indicator }) => {
        let total = 0;
        indicator.custom(
          ([source]) => {
            total = source.length;
            return source;
          },
          [close],
        );
        // It knows how far the end is, and trades the last half only.
        return { rise: (i) => (i > total / 2 ? (i % 2) - 0.5 : -1) };
      }),
  ],
  [
    'a memory that outlives the run',
    () => {
      const remembered: number[] = [];
      return believer('memory', ({ bars: { close } }) => ({
        rise: (i) => {
          const known = remembered[i + 1] ?? close.now;
          remembered[i] = close.now;
          return known - close.now;
        },
      }));
    },
  ],
  [
    'a scan whose state was filled ahead by a custom column',
    () =>
      defineStrategy({
        name: 'scan',
        init: ({ bars: { close }, indicator }) => {
          let ahead: Float64Array = new Float64Array(0);
          indicator.custom(([source]) => (ahead = source), [close], { plot: false });
          const at = { i: 0 };
          return {
            next: indicator.scan([close], at, (_values, state) => ahead[++state.i] ?? 0),
          };
        },
        next({ next }, { bars: { close }, buy, position }) {
          if (next.now > close.now && position.size === 0) buy();
          else if (next.now < close.now) position.close();
        },
      }),
  ],
  [
    'chance that is not drawn from the seeded stream',
    () => believer('dice', () => ({ rise: () => Math.random() - 0.5 })),
  ],
];

describe('checkLookAhead', () => {
  it.each(cheats)('catches %s', (_name, make) => {
    const verdict = checkLookAhead({ strategy: make(), data });
    expect(verdict.verdict).toBe('fail');
  });

  it('names the first bar and column', () => {
    const [, make] = cheats[0];
    const { finding } = checkLookAhead({ strategy: make(), data });
    expect(finding).toMatchObject({ column: 'shifted' });
    expect(finding?.bar).toBeLessThan(60);
  });

  it('passes a strategy that sees only what is known, with random draws and logs', () => {
    const honest = defineStrategy({
      name: 'honest',
      init: ({ bars: { close }, indicator, timeframe }) => ({
        fast: indicator.ema(close, 5),
        slow: indicator.sma(close, 20),
        day: indicator.sma(timeframe('4h').close, 3),
      }),
      next({ fast, slow, day }, { crossover, buy, position, random, log, trades }) {
        if (crossover(fast, slow) && random() < 0.8) buy({ fraction: 0.5, sl: slow.now * 0.9 });
        else if (crossover(slow, fast)) position.close(0.5);
        for (const trade of trades) trade.tp = slow.now * (1.2 + random());
        if (day.now > slow.now) log('up', { day: day.now });
      },
    });
    expect(checkLookAhead({ strategy: honest, data })).toMatchObject({
      verdict: 'pass',
      finding: null,
    });
  });

  it('is inconclusive with too few orders', () => {
    const idle = defineStrategy({ name: 'idle', next: () => undefined });
    expect(checkLookAhead({ strategy: idle, data }).verdict).toBe('inconclusive');
  });

  it('checks several symbols at once', () => {
    const other = { symbol: 'Y', timeframe: '1h' as const, bars: syntheticBars(600, '1h', 8) };
    const peeking = believer('other', ({ of, indicator }) => {
      let kept: Float64Array = new Float64Array(0);
      indicator.custom(([source]) => (kept = source), [of('Y').bars.close]);
      return { rise: (i) => kept[i + 1] - kept[i] };
    });
    const verdict = checkLookAhead({ strategy: peeking, data: [...data, other] });
    expect(verdict.verdict).toBe('fail');
  });

  it('stops when its control says so', () => {
    const [, make] = cheats[1];
    const verdict = checkLookAhead({ strategy: make(), data, control: { shouldStop: () => true } });
    expect(verdict.verdict).toBe('stopped');
  });
});

describe('checkWarmUp', () => {
  const warmed = [{ ...data[0], firstTradableIndex: 500 }];

  it('tells indicators that forget from those that remember', () => {
    const strategy = defineStrategy({
      name: 'two',
      init: ({ bars: { close }, indicator }) => ({
        mean: indicator.sma(close, 20),
        smooth: indicator.ema(close, 20),
      }),
      next: () => undefined,
    });
    const { verdict, lookback, drifts } = checkWarmUp({ strategy, data: warmed });
    expect(verdict).toBe('unstable');
    expect(lookback).toBe(19);
    expect(drifts.map((drift) => drift.indicator)).toEqual(['ema(20)', 'sma(20)']);
    const [smooth, mean] = drifts.map((drift) =>
      drift.history.map((each) => each.difference ?? NaN),
    );
    expect(smooth[0]).toBeGreaterThan(smooth[3]);
    expect(Math.max(...mean)).toBeLessThan(1e-12);
  });

  it('is inconclusive without history', () => {
    const strategy = defineStrategy({ name: 'none', next: () => undefined });
    expect(checkWarmUp({ strategy, data }).verdict).toBe('inconclusive');
  });
});
