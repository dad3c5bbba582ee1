import { describe, expect, it } from '@jest/globals';
import { defineStrategy, lookbackOf, resolveParams, type Scope } from './index.js';
import { finish, flat, handBars, type HandBar, MONDAY } from './fixtures/play.js';

const DAY = 86_400_000;
const rows = [1, 2, 3, 4, 5, 6].map((p): HandBar => [p, p, p, p]);
const open = { finalizeTrades: false };

function seenBy(scope: Scope, period: number, firstTradableIndex: number) {
  const seen: number[][] = [];
  const strategy = defineStrategy({
    name: 'seen',
    scope,
    init: ({ bars, indicator }) => ({ average: indicator.sma(bars.close, period) }),
    next({ average }, { index, bars }) {
      seen.push([index, bars.length, bars.close.now, average.now]);
    },
  });
  const data = [
    { symbol: 'X', timeframe: '1d' as const, bars: handBars(rows), firstTradableIndex },
  ];
  return { seen, ...finish(strategy, data, open) };
}

describe('warm-up', () => {
  it('lets bars before the start warm up indicators, and calls the first bar of the range 0', () => {
    const { seen } = seenBy('symbol', 3, 3);
    expect(seen).toEqual([
      [0, 4, 4, 3],
      [1, 5, 5, 4],
      [2, 6, 6, 5],
    ]);
  });

  it('starts equity and statistics at the start', () => {
    const { equity, result } = seenBy('symbol', 3, 3);
    expect(equity).toHaveLength(3);
    expect(result.equityTime[0]).toBe(MONDAY + 3 * DAY);
    expect(result.statistics).toMatchObject({ bars: 3, buy_hold_return: 0.5 });
  });

  it('runs next first when the indicators have values', () => {
    expect(seenBy('symbol', 5, 2).seen).toEqual([
      [2, 5, 5, 3],
      [3, 6, 6, 4],
    ]);
  });

  it('runs next of a portfolio from the first tick', () => {
    expect(seenBy('portfolio', 5, 2).seen.map(([index]) => index)).toEqual([0, 1, 2, 3]);
  });

  it('that never ends is a warning', () => {
    const { seen, result } = seenBy('symbol', 9, 0);
    expect(seen).toEqual([]);
    expect(result.warnings.map((warning) => warning.code)).toContain('never_ready');
  });

  it('with too little history is a warning', () => {
    const { result } = seenBy('symbol', 5, 2);
    expect(result.warnings).toHaveLength(1);
    expect(result.warnings[0].values).toMatchObject({ symbol: 'X' });
    expect(seenBy('symbol', 3, 2).result.warnings).toEqual([]);
  });

  it('needs the bars of the longest lookback', () => {
    const strategy = defineStrategy({
      name: 'lookback',
      init: ({ bars, indicator }) => ({
        short: indicator.sma(bars.close, 5),
        long: indicator.rsi(bars.close, 14),
      }),
      next() {},
    });
    const resolved = resolveParams(strategy);
    expect('params' in resolved && lookbackOf(strategy, resolved.params)).toBe(14);
  });

  it('takes no order before the start', () => {
    const strategy = defineStrategy({ name: 'eager', next: (_, { buy }) => void buy({ size: 1 }) });
    const data = [
      { symbol: 'X', timeframe: '1d' as const, bars: handBars(flat(6)), firstTradableIndex: 4 },
    ];
    const { orders } = finish(strategy, data, open);
    expect(orders.map((order) => [order.placed_bar, order.filled_bar])).toEqual([
      [0, 1],
      [1, null],
    ]);
  });
});
