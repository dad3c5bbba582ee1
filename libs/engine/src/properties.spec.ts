import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type BacktestResult,
  type Bars,
  defineStrategy,
  type OrderOptions,
  orderRows,
  resultHash,
  runBacktest,
  type RunConfig,
  sliceBars,
  type Strategy,
  syntheticBars,
  tradeRows,
} from './index.js';

const DAY = 86_400_000;

/** A strategy that draws what to do from the seeded stream of its symbol. */
function gambler(units: boolean): Strategy {
  return defineStrategy({
    name: 'gambler',
    next(_state, { random, buy, sell, position, trades, orders, bars }) {
      const close = bars.close.now;
      const draw = random();
      const act = random() < 0.5 ? buy : sell;
      const side = act === buy ? 1 : -1;
      const size: OrderOptions = units
        ? { size: Math.floor(1 + 5 * random()) }
        : { fraction: 0.2 * random() + 0.01 };
      if (draw < 0.05) act(size);
      else if (draw < 0.08) act({ ...size, limit: close * (1 - side * 0.01) });
      else if (draw < 0.11) act({ ...size, stop: close * (1 + side * 0.01), expires: { bars: 5 } });
      else if (draw < 0.14)
        act({ ...size, sl: close * (1 - side * 0.02), tp: close * (1 + side * 0.03) });
      else if (draw < 0.16) act({ ...size, trail_fraction: 0.02, exitAfter: 20 });
      else if (draw < 0.19) position.close(0.5);
      else if (draw < 0.2 && trades.length > 0) trades[0].close();
      else if (draw < 0.22 && orders.length > 0) orders[0].cancel();
    },
  });
}

function run(strategy: Strategy, bars: Bars, config: Partial<RunConfig>): BacktestResult {
  const data = [{ symbol: 'X', timeframe: '1d' as const, bars }];
  const outcome = runBacktest({ strategy, data, config });
  if (outcome.stopped) throw new Error('stopped');
  return outcome;
}

const seed = fc.integer({ min: 1, max: 1_000_000 });
const costs = fc.record({
  commission: fc.oneof(
    fc.constant(0),
    fc.constant(0.001),
    fc.constant({ fixed: 2, relative: 0.0005 }),
    fc.constant({ maker: -0.0001, taker: 0.001 }),
  ),
  spread: fc.constantFrom(0, 0.001),
  slippage: fc.constantFrom(
    { type: 'none', value: 0 } as const,
    { type: 'percent', value: 0.001 } as const,
    { type: 'volume', value: 0.5 } as const,
  ),
  hedging: fc.boolean(),
  leverage: fc.constantFrom(1, 3),
  maxVolumeShare: fc.constantFrom(null, 0.01),
});

describe('for any run', () => {
  it('cash plus position value is equity, on every bar', () => {
    const watcher = defineStrategy({
      name: 'watcher',
      init: () => ({ worst: 0 }),
      next(state, ctx) {
        const value = ctx.position.size * ctx.bars.close.now;
        state.worst = Math.max(state.worst, Math.abs(ctx.cash + value - ctx.equity) / ctx.equity);
        if (state.worst > 1e-9) throw new Error(`off by ${state.worst}`);
        gambler(false).next(state, ctx as never);
      },
    });
    fc.assert(
      fc.property(seed, costs, (each, config) => {
        const result = run(watcher, syntheticBars(300, '1d', each), { ...config, seed: each });
        expect(result.statistics.bars).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  it('what trades won and lost, fees and all, is what the equity moved', () => {
    fc.assert(
      fc.property(seed, costs, (each, config) => {
        const result = run(gambler(false), syntheticBars(300, '1d', each), {
          ...config,
          seed: each,
        });
        let pnl = 0;
        for (const trade of tradeRows(result.trades)) pnl += trade.pnl ?? NaN;
        expect(result.equity[result.equity.length - 1] - 10_000).toBeCloseTo(pnl, 6);
      }),
      { numRuns: 40 },
    );
  });

  it('every order ends as filled, cancelled, expired or rejected, and all but the filled have a reason', () => {
    fc.assert(
      fc.property(seed, costs, (each, config) => {
        const result = run(gambler(false), syntheticBars(300, '1d', each), {
          ...config,
          seed: each,
        });
        for (const order of orderRows(result.orders)) {
          expect(order.status).not.toBe('open');
          if (order.status !== 'filled') expect(order.reason).not.toBeNull();
          else expect(order.filled_size).toBeCloseTo(order.size ?? NaN, 9);
        }
        const counted = Object.values(result.orderCounts.states).reduce(
          (sum, count) => sum + count,
          0,
        );
        expect(counted).toBe(result.orders.rows);
      }),
      { numRuns: 40 },
    );
  });

  it('a prefix of the bars gives a prefix of the orders and of the closed trades', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 20, max: 280 }), costs, (each, cut, config) => {
        const bars = syntheticBars(300, '1d', each);
        const settings = { ...config, seed: each, finalizeTrades: false };
        const whole = run(gambler(false), bars, settings);
        const prefix = run(gambler(false), sliceBars(bars, 0, cut), settings);
        const closed = (result: BacktestResult) =>
          [...tradeRows(result.trades)].filter((trade) => trade.exit_bar !== null);
        const early = closed(whole).filter((trade) => (trade.exit_bar ?? 0) < cut);
        expect(closed(prefix)).toEqual(early);
        const placed = (result: BacktestResult) =>
          [...orderRows(result.orders)]
            .filter((order) => order.placed_bar < cut)
            .map((order) => [order.side, order.type, order.limit, order.placed_bar]);
        expect(placed(prefix)).toEqual(placed(whole));
        expect([...prefix.equity]).toEqual([...whole.equity.subarray(0, cut)]);
      }),
      { numRuns: 40 },
    );
  });

  it('with fixed units, market orders and unlimited cash, fees and slippage never help', () => {
    const plain = defineStrategy({
      name: 'plain',
      next(_state, { random, buy, sell, position }) {
        const draw = random();
        if (draw < 0.1) buy({ size: 1 });
        else if (draw < 0.2) sell({ size: 1 });
        else if (draw < 0.25) position.close();
      },
    });
    fc.assert(
      fc.property(
        seed,
        fc.double({ min: 0, max: 0.01, noNaN: true }),
        fc.double({ min: 0, max: 0.01, noNaN: true }),
        (each, fee, slip) => {
          const bars = syntheticBars(200, '1d', each);
          const final = (config: Partial<RunConfig>) =>
            run(plain, bars, { seed: each, initialCapital: 1e9, ...config }).statistics
              .equity_final ?? NaN;
          const free = final({});
          const feed = final({ commission: fee });
          const slipped = final({ commission: fee, slippage: { type: 'percent', value: slip } });
          expect(feed).toBeLessThanOrEqual(free);
          expect(slipped).toBeLessThanOrEqual(feed);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('symbols in any order give the same account', () => {
    fc.assert(
      fc.property(seed, fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }), (each, order) => {
        const data = ['A', 'B', 'C', 'D'].map((symbol, k) => ({
          symbol,
          timeframe: '1d' as const,
          // Each starts and ends elsewhere, so that the union of their days differs from any of them.
          bars: sliceBars(syntheticBars(220, '1d', each + k, k * 3 * DAY), k, 220 - 2 * k),
        }));
        const hashOf = (which: typeof data) => {
          const outcome = runBacktest({
            strategy: gambler(false),
            data: which,
            config: { seed: each },
          });
          if (outcome.stopped) throw new Error('stopped');
          return resultHash(outcome);
        };
        expect(hashOf(order.map((k) => data[k]))).toBe(hashOf(data));
      }),
      { numRuns: 20 },
    );
  });

  it('the same inputs give the same bytes', () => {
    fc.assert(
      fc.property(seed, costs, (each, config) => {
        const bars = syntheticBars(200, '1d', each);
        const once = resultHash(run(gambler(true), bars, { ...config, seed: each }));
        expect(resultHash(run(gambler(true), bars, { ...config, seed: each }))).toBe(once);
        expect(resultHash(run(gambler(true), bars, { ...config, seed: each + 1 }))).not.toBe(once);
      }),
      { numRuns: 20 },
    );
  });

  it('the columns of the data are never written', () => {
    const bars = syntheticBars(200, '1d', 5);
    const before = structuredClone(bars);
    run(gambler(false), bars, {});
    expect(bars).toEqual(before);
  });
});
