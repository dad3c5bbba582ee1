import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type BacktestResult,
  type Bars,
  defineStrategy,
  type MarketData,
  type OrderRow,
  orderRows,
  resultHash,
  runBacktest,
  type RunConfig,
  type Strategy,
  syntheticBars,
  tradeRows,
  type TradeRow,
} from './index.js';
import { gambler } from '../test/gambler.js';
import { before, ragged } from '../test/ragged.js';

function runOn(strategy: Strategy, data: MarketData[], config: Partial<RunConfig>): BacktestResult {
  const outcome = runBacktest({ strategy, data, config });
  if (outcome.stopped) throw new Error('stopped');
  return outcome;
}

function run(strategy: Strategy, bars: Bars, config: Partial<RunConfig>): BacktestResult {
  return runOn(strategy, [{ symbol: 'X', timeframe: '1d', bars }], config);
}

/** What each trade, marked at the last close of its symbol, has made by every bar, for a commission that is a ratio. */
function madeByTrades(result: BacktestResult, data: MarketData[], rate: number): Float64Array {
  const made = new Float64Array(result.equity.length);
  const closes = new Map(data.map(({ symbol, bars }) => [symbol, carried(bars, result)]));
  for (const trade of tradeRows(result.trades)) {
    const { size, entry_price: entry, entry_bar: from, exit_bar: to, pnl } = trade;
    const close = closes.get(trade.symbol) ?? [];
    const fee = Math.abs(size) * entry * rate;
    for (let i = from; i < made.length; i++) {
      made[i] += to !== null && i >= to ? (pnl ?? NaN) : size * (close[i] - entry) - fee;
    }
  }
  return made;
}

function carried({ time, close }: Bars, { equityTime }: BacktestResult): number[] {
  let row = -1;
  return [...equityTime].map((tick) => {
    while (row + 1 < time.length && time[row + 1] <= tick) row++;
    return close[row];
  });
}

const seed = fc.integer({ min: 1, max: 1_000_000 });
const slippage = fc.constantFrom(
  { type: 'none', value: 0 } as const,
  { type: 'fixed', value: 0.05 } as const,
  { type: 'percent', value: 0.001 } as const,
  { type: 'volume', value: 0.5 } as const,
);
const market = {
  spread: fc.constantFrom(0, 0.001),
  slippage,
  hedging: fc.boolean(),
  exclusiveOrders: fc.boolean(),
  fillAt: fc.constantFrom('next_open' as const, 'close' as const),
  limitFill: fc.constantFrom('touch' as const, 'through' as const),
  leverage: fc.constantFrom(1, 3, 20),
  marginMode: fc.constantFrom('isolated' as const, 'cross' as const),
  maintenanceMargin: fc.constantFrom(0, 0.02),
  liquidationFee: fc.constantFrom(0, 0.01),
  maxVolumeShare: fc.constantFrom(null, 0.01),
  lotSize: fc.constantFrom(null, 0.1),
  tickSize: fc.constantFrom(null, 0.05),
};
const commission = fc.oneof(
  fc.constant(0),
  fc.constant(0.001),
  fc.constant({ fixed: 2, relative: 0.0005 }),
  fc.constant({ maker: -0.0001, taker: 0.001 }),
);
const settings = fc.record({ ...market, commission, borrowRate: fc.constantFrom(0, 0.2) });

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
      fc.property(seed, settings, (each, config) => {
        const result = run(watcher, syntheticBars(300, '1d', each), { ...config, seed: each });
        expect(result.statistics.bars).toBeGreaterThan(0);
      }),
      { numRuns: 40 },
    );
  });

  it('what trades won and lost, fees and all, is what the equity moved', () => {
    fc.assert(
      fc.property(seed, settings, (each, config) => {
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
      fc.property(seed, settings, (each, config) => {
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

  it('the equity of every bar is the capital plus what each trade had made by then, over any symbols', () => {
    const rates = fc.record({ ...market, commission: fc.constantFrom(0, 0.002) });
    fc.assert(
      fc.property(seed, rates, fc.boolean(), (each, config, finalizeTrades) => {
        const data = ragged(each);
        const result = runOn(gambler(false), data, { ...config, seed: each, finalizeTrades });
        const made = madeByTrades(result, data, config.commission);
        expect(result.trades.rows).toBeGreaterThan(0);
        let worst = 0;
        result.equity.forEach((equity, i) => {
          worst = Math.max(worst, Math.abs(equity - 10_000 - made[i]));
        });
        expect(worst).toBeLessThan(1e-6);
      }),
      { numRuns: 40 },
    );
  });

  it('a prefix of the bars gives a prefix of the orders and of the closed trades', () => {
    const cuts = fc.record({
      cut: fc.integer({ min: 20, max: 200 }),
      symbols: fc.constantFrom(1, 4),
    });
    fc.assert(
      fc.property(seed, cuts, settings, (each, { cut, symbols }, config) => {
        const data = ragged(each).slice(0, symbols);
        const asked = { ...config, seed: each, finalizeTrades: false };
        const whole = runOn(gambler(false), data, asked);
        const time = whole.equityTime[cut] ?? Infinity;
        const prefix = runOn(gambler(false), before(data, time), asked);
        expect([...prefix.equity]).toEqual([...whole.equity.subarray(0, cut)]);
        const early = closedTrades(whole).filter((trade) => (trade.exit_bar ?? 0) < cut);
        expect(closedTrades(prefix)).toEqual(early);
        const later = [...orderRows(whole.orders)].filter((order) => order.placed_bar < cut);
        const placed = [...orderRows(prefix.orders)];
        expect(placed.length).toBe(later.length);
        placed.forEach((order, k) => expect(settled(order)).toEqual(settled(later[k], order)));
      }),
      { numRuns: 60 },
    );
  });

  it('with fixed units, market orders and unlimited cash, fees and slippage never help', () => {
    const plain = defineStrategy({
      name: 'plain',
      next(_state, { random, buy, sell, position, trades }) {
        const draw = random();
        const size = Math.floor(1 + 3 * random());
        if (draw < 0.07) buy({ size });
        else if (draw < 0.14) sell({ size });
        else if (draw < 0.2) (random() < 0.5 ? buy : sell)({ size, on: 'close', exitAfter: 4 });
        else if (draw < 0.24) position.close(0.5);
        else if (draw < 0.28) trades[0]?.close();
      },
    });
    const part = fc.double({ min: 0, max: 0.01, noNaN: true });
    const fees = fc.oneof(
      part,
      fc.record({ fixed: fc.constantFrom(0, 3), relative: part }),
      part.map((taker) => ({ maker: 0, taker })),
    );
    fc.assert(
      fc.property(seed, fees, slippage, part, fc.boolean(), (each, fee, slip, gap, hedging) => {
        const final = (config: Partial<RunConfig>) =>
          runOn(plain, ragged(each), { seed: each, initialCapital: 1e9, hedging, ...config })
            .statistics.equity_final ?? NaN;
        const ladder = [
          final({}),
          final({ commission: fee }),
          final({ commission: fee, slippage: slip }),
          final({ commission: fee, slippage: slip, spread: gap }),
          final({ commission: fee, slippage: { ...slip, value: 2 * slip.value }, spread: gap }),
        ];
        expect(ladder).toEqual(ladder.toSorted((a, b) => b - a));
      }),
      { numRuns: 40 },
    );
  });

  it('symbols in any order give the same account', () => {
    const orders = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    fc.assert(
      fc.property(seed, orders, settings, (each, order, config) => {
        const data = ragged(each);
        const hashOf = (which: MarketData[]) =>
          resultHash(runOn(gambler(false), which, { ...config, seed: each }));
        expect(hashOf(order.map((k) => data[k]))).toBe(hashOf(data));
      }),
      { numRuns: 20 },
    );
  });

  it('the same inputs give the same bytes', () => {
    fc.assert(
      fc.property(seed, settings, (each, config) => {
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

function closedTrades(result: BacktestResult): TradeRow[] {
  return [...tradeRows(result.trades)].filter((trade) => trade.exit_bar !== null);
}

// An order that the end of a prefix cut off went on afterwards; only what it was placed as stands.
function settled(order: OrderRow, inPrefix = order): Partial<OrderRow> {
  if (inPrefix.reason !== 'end_of_data') return order;
  // Which side an order for a target takes is known when it fills.
  const { symbol, type, tag, placed_bar } = order;
  return { symbol, type, tag, placed_bar };
}
