import { describe, expect, it } from '@jest/globals';
import {
  checkLookAhead,
  type Context,
  defineStrategy,
  type InitContext,
  int,
  type MarketData,
  type OrderOptions,
  type Series,
  type Strategy,
  syntheticBars,
} from './index.js';

const data = [marketOf('X', 7)];

function marketOf(symbol: string, seed: number): MarketData {
  return { symbol, timeframe: '1h', bars: syntheticBars(400, '1h', seed) };
}

type Columns = { closes: Float64Array };

/** Keeps a private copy of a whole column, as a strategy that means to read ahead in it does. */
function kept({ indicator }: InitContext, series: Series): Columns {
  const columns: Columns = { closes: new Float64Array(0) };
  indicator.custom(([source]) => (columns.closes = source), [series], { plot: false });
  return columns;
}

const rises = ({ closes }: Columns, i: number) => closes[i + 1] > closes[i];

/** A strategy that keeps the closes of its symbol and does what it likes with them. */
function keeper(name: string, next: (columns: Columns, ctx: Context) => void): Strategy {
  return defineStrategy({ name, init: (ctx) => kept(ctx, ctx.bars.close), next });
}

/** A strategy that trades by a column of its own making. */
function trader(name: string, column: (ctx: InitContext) => Series): Strategy {
  return defineStrategy({
    name,
    init: (ctx) => ({ signal: column(ctx) }),
    next({ signal }, { buy, position }) {
      if (signal.now > 0 && position.size === 0) buy();
      else if (signal.now < 0) position.close();
    },
  });
}

// Trades that need no future, so that there are orders before and after those that do.
function tradeHonestly({ bars: { close }, buy, position }: Context): void {
  if (close.now > close.ago(1) && position.size === 0) buy({ fraction: 0.5 });
  else if (close.now < close.ago(3)) position.close();
}

const cheats: Record<string, () => Strategy> = {
  'a centred window': () =>
    trader('centred', ({ bars: { close }, indicator }) =>
      indicator.custom(
        ([source]) =>
          source.map((value, i) => {
            const window = source.slice(Math.max(0, i - 2), i + 3);
            return value - window.reduce((sum, each) => sum + each, 0) / window.length;
          }),
        [close],
      ),
    ),
  'a scale of the largest value there ever is': () =>
    trader('scaled', ({ bars: { close }, indicator }) =>
      indicator.custom(
        ([source]) => source.map((each) => each / Math.max(...source) - 0.8),
        [close],
      ),
    ),
  'a copy that is changed in place': () =>
    trader('changed', ({ bars: { close }, indicator }) =>
      indicator.custom(
        ([source]) => {
          for (let i = 0; i + 1 < source.length; i++) source[i] = source[i + 1] - source[i];
          return source;
        },
        [close],
      ),
    ),
  'a column that peeks in a few weeks only': () =>
    trader('weeks', ({ bars: { close }, indicator }) =>
      indicator.custom(
        ([source]) =>
          source.map((value, i) => (source[i + (i > 180 && i < 240 ? 1 : -1)] ?? value) - value),
        [close],
      ),
    ),
  'decisions that peek in a few weeks only': () =>
    keeper('seasonal', (columns, ctx) => {
      const { index, buy, position } = ctx;
      if (index < 180 || index >= 240) tradeHonestly(ctx);
      else if (rises(columns, index) && position.size === 0) buy();
      else if (!rises(columns, index)) position.close();
    }),
  'a higher timeframe read before its bar is over': () =>
    defineStrategy({
      name: 'early',
      init: (ctx) => ({ days: ctx.timeframe('4h'), ...kept(ctx, ctx.timeframe('4h').close) }),
      next({ days, closes }, { buy, position }) {
        // The bar of four hours that is still running.
        const rising = closes[days.length] > days.close.now;
        if (rising && position.size === 0) buy();
        else if (!rising) position.close();
      },
    }),
  'what a scan put aside': () =>
    defineStrategy({
      name: 'aside',
      init: ({ bars: { close }, indicator }) => {
        const closes: number[] = [];
        indicator.scan([close], closes, ([value], state) => state.push(value), { plot: false });
        return { closes: Float64Array.from(closes) };
      },
      next(columns, { index, buy, position }) {
        if (rises(columns, index) && position.size === 0) buy();
        else if (!rises(columns, index)) position.close();
      },
    }),
  'a getter of the state': () =>
    defineStrategy({
      name: 'getter',
      init(ctx) {
        const columns = kept(ctx, ctx.bars.close);
        let i = -1;
        return {
          get rising() {
            return rises(columns, ++i);
          },
        };
      },
      next(state, { buy, position }) {
        if (state.rising && position.size === 0) buy();
        else position.close();
      },
    }),
  'an event made of a column of its own': () =>
    defineStrategy({
      name: 'event',
      init({ bars: { close }, indicator, event }) {
        const ahead = indicator.custom(
          ([source]) => source.map((v, i) => source[i + 1] ?? v),
          [close],
        );
        return { when: [event.cross(ahead, close)], ahead };
      },
      next({ ahead }, { bars: { close }, buy, position }) {
        if (ahead.now > close.now && position.size === 0) buy();
        else position.close();
      },
    }),
  'callbacks alone': () =>
    defineStrategy({
      name: 'callbacks',
      init: (ctx) => kept(ctx, ctx.bars.close),
      next({ closes }, { index, buy, sell }) {
        if (index === 0) buy({ size: 0.1 });
        else if (index % 40 === 0) sell({ size: closes.length > 0 ? 0.1 : 0 });
      },
      onFill(columns, { index, buy, sell }) {
        if (rises(columns, index)) buy({ size: 0.1 });
        else sell({ size: 0.1 });
      },
    }),
  'every alone': () =>
    defineStrategy({
      name: 'every',
      init(ctx) {
        const columns = kept(ctx, ctx.bars.close);
        ctx.every('4h', ({ index, buy, sell }) =>
          rises(columns, index) ? buy({ size: 0.1 }) : sell({ size: 0.1 }),
        );
      },
      next: () => undefined,
    }),
  'the size of an order alone': () =>
    keeper('size', ({ closes }, { index, buy, position }) => {
      if (index % 6 === 0) buy({ fraction: closes[index + 1] > closes[index] ? 0.9 : 0.1 });
      if (index % 6 === 3) position.close();
    }),
  'the price of a limit alone': () =>
    keeper('limit', ({ closes }, { index, buy, position, bars: { close } }) => {
      const limit = Math.min(close.now, closes[index + 1] ?? close.now);
      if (index % 6 === 0) buy({ size: 1, limit, expires: { bars: 2 } });
      if (index % 6 === 3) position.close();
    }),
  'the stop of a trade alone': () =>
    keeper('stop', (columns, { index, buy, trades, bars: { close } }) => {
      if (index % 20 === 0) buy({ size: 1, exitAfter: 12 });
      for (const trade of trades) trade.sl = close.now * (rises(columns, index) ? 0.9 : 0.999);
    }),
  'the life of an order alone': () =>
    keeper('life', (columns, { index, buy, orders, bars: { close } }) => {
      if (index % 6 === 0) buy({ size: 1, limit: close.now * 0.99, exitAfter: 3 });
      for (const order of orders) if (rises(columns, index)) order.cancel();
    }),
  'when an order expires alone': () =>
    keeper('expiry', (columns, { index, time, buy, position, bars: { close } }) => {
      const bars = rises(columns, index) ? 1 : 3;
      const expires = index % 12 === 0 ? { bars } : time + bars * 3_600_000;
      if (index % 6 === 0) buy({ size: 1, limit: close.now * 0.98, expires });
      if (index % 6 === 3) position.close();
    }),
  'a tag alone': () =>
    keeper('tag', ({ closes }, { index, buy, position }) => {
      if (index % 6 === 0) buy({ size: 1, tag: `${closes[index + 1] ?? 0}` });
      if (index % 6 === 3) position.close();
    }),
  'its log alone': () =>
    keeper('log', (columns, ctx) => {
      tradeHonestly(ctx);
      if (rises(columns, ctx.index)) ctx.log('rises');
    }),
  'its random draws alone': () =>
    keeper('draws', (columns, ctx) => {
      if (ctx.index % 5 === 0) ctx.buy({ size: 0.1 });
      if (rises(columns, ctx.index)) ctx.random();
    }),
  'options that say something else when they are read again': () =>
    keeper('twice', (columns, { index, buy, position, bars: { close } }) => {
      let reads = 0;
      const honest = close.now * 0.9;
      const options: OrderOptions = {
        size: 1,
        get limit() {
          reads++;
          return reads === 1 || !rises(columns, index) ? honest : close.now;
        },
      };
      if (index % 6 === 0) buy(options);
      if (index % 6 === 3) position.close();
    }),
  'options that hide from what writes them down': () => {
    class Hidden {
      cash = 100;
      readonly #ahead: number;
      constructor(ahead: number) {
        this.#ahead = ahead;
      }
      get limit() {
        return this.#ahead;
      }
      toJSON() {
        return 'nothing';
      }
    }
    return keeper('hidden', ({ closes }, { index, buy, position, bars: { close } }) => {
      if (index % 6 === 0) buy(new Hidden(Math.min(close.now, closes[index + 1] ?? close.now)));
      if (index % 6 === 3) position.close();
    });
  },
  'an error where the future is missing': () =>
    keeper('thrower', ({ closes }, ctx) => {
      tradeHonestly(ctx);
      if (ctx.index + 1 < 400 && closes[ctx.index + 1] === undefined) throw new Error('no future');
    }),
  'a start that only the real data allow': () => {
    let total = 0;
    return defineStrategy({
      name: 'choosy',
      init(ctx) {
        const columns = kept(ctx, ctx.bars.close);
        const sum = columns.closes.reduce((all, each) => all + each, 0);
        if (total === 0) total = sum;
        if (sum !== total) throw new Error('not these');
        return columns;
      },
      next(columns, { index, buy, position }) {
        if (rises(columns, index) && position.size === 0) buy();
        else if (!rises(columns, index)) position.close();
      },
    });
  },
  'a count of its runs': () => {
    let runs = 0;
    return defineStrategy({
      name: 'count',
      init(ctx) {
        runs++;
        return { ...kept(ctx, ctx.bars.close), cheats: runs <= 2 };
      },
      next(state, ctx) {
        const { index, buy, position } = ctx;
        if (!state.cheats) tradeHonestly(ctx);
        else if (rises(state, index) && position.size === 0) buy();
        else if (!rises(state, index)) position.close();
      },
    });
  },
};

describe('a strategy that looks ahead', () => {
  it.each(Object.entries(cheats))('by %s is caught', (_name, make) => {
    expect(checkLookAhead({ strategy: make(), data }).verdict).toBe('fail');
  });

  it('only with some parameters is caught with those', () => {
    const strategy = defineStrategy({
      name: 'choice',
      params: { ahead: int(0, { min: 0, max: 5 }) },
      init: (ctx) => kept(ctx, ctx.bars.close),
      next({ closes }, { index, params, buy, position }) {
        const rising = closes[index + params.ahead] > closes[index + params.ahead - 1];
        if (rising && position.size === 0) buy();
        else if (!rising) position.close();
      },
    });
    expect(checkLookAhead({ strategy, data }).verdict).toBe('pass');
    for (const ahead of [1, 5]) {
      expect(checkLookAhead({ strategy, data, params: { ahead } }).verdict).toBe('fail');
    }
  });

  it('on one of several symbols, or over a portfolio, is caught', () => {
    const all = [marketOf('A', 1), marketOf('B', 2), marketOf('C', 3)];
    for (const scope of ['symbol', 'portfolio'] as const) {
      const strategy = defineStrategy({
        name: 'one',
        scope,
        init: (ctx) => kept(ctx, ctx.of('B').bars.close),
        next(columns, ctx) {
          const { index, symbol, of } = ctx;
          if (scope === 'symbol' && symbol !== 'B') {
            tradeHonestly(ctx);
            return;
          }
          const { buy, position } = of('B');
          if (rises(columns, index) && position.size === 0) buy();
          else if (!rises(columns, index)) position.close();
        },
      });
      expect(checkLookAhead({ strategy, data: all }).verdict).toBe('fail');
    }
  });

  it('in what its module remembers of an earlier run is caught where each run loads it anew', () => {
    const load = () => {
      let longest: Float64Array = new Float64Array(0);
      return defineStrategy({
        name: 'memory',
        init(ctx) {
          // Knows the real future again in every run that begins like the first one.
          const { closes } = kept(ctx, ctx.bars.close);
          if (longest.length === 0) longest = closes;
          return { closes: longest };
        },
        next(columns, { index, buy, position }) {
          if (rises(columns, index) && position.size === 0) buy();
          else if (!rises(columns, index)) position.close();
        },
      });
    };
    expect(checkLookAhead({ strategy: load(), data }).verdict).toBe('pass');
    expect(checkLookAhead({ strategy: load(), load, data }).verdict).toBe('fail');
  });
});

describe('a strategy that does not', () => {
  it('passes although it cannot start with too few bars', () => {
    const strategy = trader('history', ({ bars: { close }, indicator }) =>
      indicator.custom(
        ([source]) => {
          if (source.length < 100) throw new Error('needs 100 bars');
          return source.map((value, i) => value - (source[i - 5] ?? value));
        },
        [close],
      ),
    );
    expect(checkLookAhead({ strategy, data })).toMatchObject({ verdict: 'pass', finding: null });
  });

  it('passes although it changes a record after logging it', () => {
    const strategy = defineStrategy({
      name: 'record',
      init: () => ({ record: { bars: 0 } }),
      next({ record }, ctx) {
        record.bars++;
        if (ctx.index % 10 === 0) ctx.log('seen', record);
        tradeHonestly(ctx);
      },
    });
    expect(checkLookAhead({ strategy, data }).verdict).toBe('pass');
  });
});

describe('what a strategy hands in', () => {
  it('as a level or a portion is a number, nothing that may be another one later', () => {
    const refusals: string[] = [];
    const strategy = defineStrategy({
      name: 'faces',
      next(_, { index, buy, trades, position }) {
        if (index === 0) buy({ size: 1 });
        if (index !== 2) return;
        const face = { valueOf: () => 0.5 } as unknown as number;
        for (const act of [
          () => (trades[0].sl = face),
          () => (trades[0].tp = face),
          () => trades[0].close(face),
          () => position.close(face),
        ]) {
          try {
            act();
          } catch (error) {
            refusals.push((error as Error).name);
          }
        }
      },
    });
    checkLookAhead({ strategy, data });
    expect(refusals.slice(0, 4)).toEqual(['RangeError', 'RangeError', 'RangeError', 'RangeError']);
  });
});
