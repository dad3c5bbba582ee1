import { describe, expect, it } from '@jest/globals';
import {
  checkLookAhead,
  lookbackOf,
  orderRows,
  paramsSchema,
  resolveParams,
  runBacktest,
  type Strategy,
  syntheticBars,
  tradeRows,
} from '@barline/engine';
import { builtIns, sourceOf } from './index.js';

// Each runs on as many symbols as it is for.
const SYMBOLS: Record<string, number> = { 'momentum-rotation': 4, 'pairs-z-score': 2 };

function dataFor(name: string, bars: number) {
  return Array.from({ length: SYMBOLS[name] ?? 1 }, (_, k) => ({
    symbol: `S${k}`,
    timeframe: '1h' as const,
    bars: syntheticBars(bars, '1h', 5 + k),
  }));
}

function strategyOf(name: string): Strategy {
  const strategy = builtIns.get(name);
  if (strategy === undefined) throw new Error(`no built-in ${name}`);
  return strategy;
}

function run(name: string, params = {}) {
  const data = dataFor(name, 3000);
  const config = { commission: 0.001 };
  const outcome = runBacktest({ strategy: strategyOf(name), data, params, config });
  if (outcome.stopped) throw new Error('stopped');
  return outcome;
}

describe.each([...builtIns])('%s', (name, strategy) => {
  it("imports nothing but the engine, so that it is valid as a user's source", () => {
    const source = sourceOf(name);
    const imports = [...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
    expect(imports).toEqual(['@barline/engine']);
    expect(source).toContain('export default defineStrategy');
  });

  it('describes itself and every parameter', () => {
    expect(strategy.description).not.toBe('');
    const { properties } = paramsSchema(strategy) as {
      properties: Record<string, { description?: string }>;
    };
    for (const property of Object.values(properties)) expect(property.description).toBeTruthy();
  });

  it('trades with its defaults, and none of its orders is turned down', () => {
    expect(resolveParams(strategy, {})).toHaveProperty('params');
    const { statistics, orderCounts } = run(name);
    expect(statistics.trades).toBeGreaterThan(0);
    expect(orderCounts.states.rejected ?? 0).toBe(0);
  });

  it('does not look ahead', () => {
    const { verdict } = checkLookAhead({ strategy, data: dataFor(name, 1200) });
    const few = ['buy-and-hold', 'grid'].includes(name);
    expect(few ? ['pass', 'inconclusive'] : ['pass']).toContain(verdict);
  });
});

describe.each([...builtIns].filter(([, { params }]) => 'short' in params))(
  'the parameter short of %s',
  (name) => {
    it('chooses whether it sells short', () => {
      expect(run(name).statistics.short_trades).toBe(0);
      expect(run(name, { short: true }).statistics.short_trades).toBeGreaterThan(5);
    });
  },
);

describe('the parameters of the built-ins', () => {
  it('of sma-cross must be in order, and make its lookback', () => {
    const smaCross = strategyOf('sma-cross');
    expect(resolveParams(smaCross, { fast: 30, slow: 10 })).toHaveProperty('problems');
    expect(lookbackOf(smaCross, { fast: 10, slow: 30, short: false })).toBe(29);
  });

  it.each(['rsi-reversal', 'bollinger-reversion'])('of %s choose a stop loss', (name) => {
    const reasons = [...tradeRows(run(name, { stop: 0.005, period: 10 }).trades)].map(
      (trade) => trade.exit_reason,
    );
    expect(reasons).toContain('stop_loss');
  });

  it('of buy-and-hold choose how much to invest', () => {
    expect(run('buy-and-hold', { fraction: 0.5 }).statistics.trades).toBe(1);
  });

  it('of dca choose how often to buy, and for how much', () => {
    const trades = [...tradeRows(run('dca', { every: 500, part: 0.1 }).trades)];
    expect(trades.map((trade) => trade.entry_bar)).toEqual([1, 501, 1001, 1501, 2001, 2501]);
    for (const { size, entry_price: price } of trades) {
      expect(size * price * 1.001).toBeCloseTo(1000, 2);
    }
  });

  it('of grid choose its levels below the first close, each sold one step higher', () => {
    const result = run('grid', { levels: 3, step: 0.01 });
    const first = dataFor('grid', 1)[0].bars.close[0];
    const orders = [...orderRows(result.orders)].filter((order) => order.side === 'buy');
    const levels = new Set(orders.map((order) => (order.limit ?? NaN) / first));
    expect([...levels].map((level) => Number(level.toFixed(9)))).toEqual([0.99, 0.98, 0.97]);
    const trades = [...tradeRows(result.trades)];
    const sold = trades.filter((trade) => trade.exit_reason === 'take_profit');
    expect(sold.length).toBeGreaterThan(5);
    for (const { entry_price: from, exit_price: to } of sold) {
      expect((to ?? NaN) - from).toBeGreaterThanOrEqual(first * 0.01 - 1e-9);
    }
  });

  it('of grid choose a stop, after which it ends', () => {
    const result = run('grid', { levels: 2, step: 0.005, stop: 0.01 });
    const trades = [...tradeRows(result.trades)];
    const stopped = trades.findIndex((trade) => trade.exit_reason === 'stop_loss');
    expect(stopped).toBeGreaterThanOrEqual(0);
    const last = trades[stopped].exit_bar ?? NaN;
    for (const { entry_bar: bar } of trades) expect(bar).toBeLessThanOrEqual(last);
  });
});

describe('the strategies over several symbols', () => {
  it('momentum-rotation holds no more symbols than it is told', () => {
    const rows = [...tradeRows(run('momentum-rotation', { hold: 2, every: 50 }).trades)];
    for (const { entry_bar: bar } of rows) {
      const open = rows.filter((row) => row.entry_bar <= bar && (row.exit_bar ?? Infinity) > bar);
      expect(new Set(open.map((row) => row.symbol)).size).toBeLessThanOrEqual(2);
    }
    expect(new Set(rows.map((row) => row.symbol)).size).toBeGreaterThan(2);
  });

  it('pairs-z-score holds one symbol against the other, and is for two', () => {
    const rows = [...tradeRows(run('pairs-z-score').trades)];
    const first = rows.filter((row) => row.symbol === 'S0');
    const second = rows.filter((row) => row.symbol === 'S1');
    expect(first.map((row) => row.entry_bar)).toEqual(second.map((row) => row.entry_bar));
    first.forEach((row, k) => expect(row.size * second[k].size).toBeLessThan(0));
    const one = { strategy: strategyOf('pairs-z-score'), data: dataFor('', 100) };
    expect(() => runBacktest(one)).toThrow('trades two symbols, and got 1');
  });
});
