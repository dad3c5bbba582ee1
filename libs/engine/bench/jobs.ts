import { defineStrategy, int, type RunConfig, type Strategy } from '../src/index.js';

/** The configuration of the limit's job. */
export const JOB: Partial<RunConfig> = {
  initialCapital: 1e7,
  commission: 0.001,
  finalizeTrades: false,
};

const params = { fast: int(10), slow: int(30) };

/** The job of the limit as a strategy whose `next` runs on every bar. */
export const flip: Strategy = defineStrategy({
  name: 'flip',
  params,
  init: ({ bars, indicator, params: { fast, slow } }) => ({
    fast: indicator.sma(bars.close, fast),
    slow: indicator.sma(bars.close, slow),
  }),
  next({ fast, slow }, { buy, sell, position, crossover }) {
    if (crossover(fast, slow)) {
      position.close();
      buy({ size: 1 });
    } else if (crossover(slow, fast)) {
      position.close();
      sell({ size: 1 });
    }
  },
});

/** The same job with its crosses declared. */
export const declaredFlip: Strategy = defineStrategy({
  name: 'declared-flip',
  params,
  init({ bars, indicator, event, params: { fast, slow } }) {
    const quick = indicator.sma(bars.close, fast);
    const late = indicator.sma(bars.close, slow);
    return { fast: quick, slow: late, when: [event.cross(quick, late)] };
  },
  next({ fast, slow }, { buy, sell, position, crossover }) {
    position.close();
    if (crossover(fast, slow)) buy({ size: 1 });
    else sell({ size: 1 });
  },
});

/** Ten strategies that share nothing but the engine, to run before a measurement: each leaves other shapes behind in what V8 has learnt. */
export const others: Strategy[] = [
  defineStrategy({
    name: 'rsi',
    init: ({ bars, indicator }) => ({ rsi: indicator.rsi(bars.close, 14) }),
    next({ rsi }, { buy, position }) {
      if (rsi.now < 30 && position.size === 0) buy();
      else if (rsi.now > 60) position.close();
    },
  }),
  defineStrategy({
    name: 'brackets',
    init: ({ bars, indicator }) => ({ range: indicator.atr(bars.high, bars.low, bars.close, 14) }),
    next({ range }, { index, bars, buy, position }) {
      const close = bars.close.now;
      if (position.size !== 0 || index % 50 !== 0) return;
      buy({ fraction: 0.5, sl: close - 2 * range.now, tp: close + 3 * range.now });
    },
  }),
  defineStrategy({
    name: 'limits',
    next(_state, { index, bars, buy, sell }) {
      if (index % 40 === 0) buy({ size: 1, limit: bars.close.now * 0.999, expires: { bars: 20 } });
      if (index % 40 === 20)
        sell({ size: 1, limit: bars.close.now * 1.001, expires: { bars: 20 } });
    },
  }),
  defineStrategy({
    name: 'stops',
    next(_state, { index, bars, buy, sell }) {
      if (index % 60 !== 0) return;
      buy({ size: 1, stop: bars.close.now * 1.001, oco: 'pair', expires: { bars: 30 } });
      sell({ size: 1, stop: bars.close.now * 0.999, oco: 'pair', expires: { bars: 30 } });
    },
  }),
  defineStrategy({
    name: 'trails',
    next(_state, { index, buy, position }) {
      if (index % 100 === 0 && position.size === 0) buy({ fraction: 0.3, trail_fraction: 0.002 });
    },
  }),
  defineStrategy({
    name: 'targets',
    next(_state, { index, buy }) {
      if (index % 200 === 0) buy({ target_fraction: (index % 400) / 400 });
    },
  }),
  defineStrategy({
    name: 'state',
    init: () => ({ counts: new Map<number, number>(), last: 0 }),
    next(state, { bars, index }) {
      state.last = bars.close.now - bars.close.ago(1);
      if (index % 1000 === 0) state.counts.set(index, state.last);
    },
  }),
  defineStrategy({
    name: 'bands',
    init: ({ bars, indicator }) => indicator.bbands(bars.close, 20, 2, 2, 0),
    next({ upper, lower }, { bars, buy, position }) {
      if (bars.close.now < lower.now && position.size === 0) buy({ cash: 1000 });
      else if (bars.close.now > upper.now) position.close(0.5);
    },
  }),
  defineStrategy({
    name: 'hourly',
    init: ({ timeframe, indicator }) => ({ mean: indicator.ema(timeframe('1h').close, 20) }),
    next({ mean }, { bars, buy, sell, position }) {
      if (bars.close.now > mean.now * 1.01 && position.size <= 0) buy({ target: 1 });
      else if (bars.close.now < mean.now * 0.99 && position.size >= 0) sell({ target: -1 });
    },
  }),
  defineStrategy({
    name: 'callbacks',
    next(_state, { index, buy }) {
      if (index % 300 === 0) buy({ size: 1, exitAfter: 100, tag: index % 7 });
    },
    onTrade(_state, { log, index }, trade) {
      if (index % 50_000 === 0) log('closed', { pnl: trade.pnl });
    },
  }),
];
