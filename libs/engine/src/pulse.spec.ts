import { describe, expect, it } from '@jest/globals';
import { checkLookAhead } from './look-ahead.js';
import { runBacktest } from './backtest.js';
import type { MarketData } from './market-data.js';
import { defineStrategy } from './strategy.js';
import { sweep } from './sweep.js';
import { syntheticBars } from './synthetic.js';

const marketOf = (symbol: string, seed: number): MarketData => ({
  symbol,
  timeframe: '1h',
  bars: syntheticBars(60, '1h', seed),
});
const one = [marketOf('A', 1)];
const two = [...one, marketOf('B', 2)];

// Buys now and then, so that some bars go through the broker, and compares at each bar.
function watching() {
  const pulse = new Int32Array(1).fill(-1);
  const seen = { bars: 0, wrong: 0 };
  const strategy = defineStrategy({
    name: 'watching',
    init() {
      seen.wrong += pulse[0] === -1 || seen.bars > 0 ? 0 : 1;
      return {};
    },
    next(_, ctx) {
      seen.bars += 1;
      if (pulse[0] !== ctx.index) seen.wrong += 1;
      if (ctx.index % 7 === 0) ctx.buy({ size: 1 });
    },
  });
  return { pulse, seen, strategy };
}

describe('the pulse of a run', () => {
  it.each([
    ['of one symbol', one, {}],
    ['of several symbols', two, {}],
    ['in the profile of another program', one, { executionProfile: 'backtesting.py' as const }],
  ])('%s is the bar that the strategy sees', (_, data, config) => {
    const { pulse, seen, strategy } = watching();
    runBacktest({ strategy, params: {}, data, config, control: { pulse } });
    expect(seen.bars).toBeGreaterThan(50);
    expect(seen.wrong).toBe(0);
  });

  it('of declared events is the bar of each', () => {
    const pulse = new Int32Array(1).fill(-1);
    const seen: number[][] = [];
    const strategy = defineStrategy({
      name: 'declared',
      init: ({ bars, indicator, event }) => ({
        when: [event.cross(bars.close, indicator.sma(bars.close, 5))],
      }),
      next(_, { index }) {
        seen.push([index, pulse[0]]);
      },
    });
    runBacktest({ strategy, params: {}, data: one, config: {}, control: { pulse } });
    expect(seen.length).toBeGreaterThan(3);
    for (const [index, told] of seen) expect(told).toBe(index);
  });

  it('counts from the first bar that may be traded, as errors do', () => {
    const pulse = new Int32Array(1).fill(-1);
    const strategy = defineStrategy({
      name: 'thrown',
      next(_, { index }) {
        if (index === 30) throw new Error('here');
      },
    });
    const data = [{ ...one[0], firstTradableIndex: 20 }];
    const run = () => runBacktest({ strategy, params: {}, data, config: {}, control: { pulse } });
    expect(run).toThrow(expect.objectContaining({ bar: 30 }));
    expect(pulse[0]).toBe(30);
  });

  it('beats within the sets of a sweep and within checks', () => {
    const swept = watching();
    const slice = {
      data: one,
      config: {},
      statistics: ['trades'],
      control: { pulse: swept.pulse },
    };
    sweep(swept.strategy, [{}, {}], slice);
    const checked = watching();
    const { strategy, pulse } = checked;
    checkLookAhead({ strategy, params: {}, data: one, config: {}, control: { pulse } });
    for (const { seen } of [swept, checked]) {
      expect(seen.bars).toBeGreaterThan(100);
      expect(seen.wrong).toBe(0);
    }
  });
});
