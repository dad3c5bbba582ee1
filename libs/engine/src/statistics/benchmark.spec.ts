import { describe, expect, it } from '@jest/globals';
import { runBacktest } from '../index.js';
import { finish, handBars, type HandBar, MONDAY, scripted } from '../fixtures/play.js';

const steps = (...prices: number[]): HandBar[] => prices.map((p) => [p, p, p, p] as const);
const nothing = scripted({});

describe('the benchmark', () => {
  it('is buying and holding, equal weight over the symbols', () => {
    const data = [
      { symbol: 'A', timeframe: '1d' as const, bars: handBars(steps(100, 150, 200)) },
      { symbol: 'B', timeframe: '1d' as const, bars: handBars(steps(10, 8, 5)) },
    ];
    // Half doubles, half halves.
    expect(finish(nothing, data).result.statistics.buy_hold_return).toBeCloseTo(0.25, 12);
  });

  it('starts at the first tradable bar', () => {
    const bars = handBars(steps(50, 100, 120));
    const data = { symbol: 'A', timeframe: '1d' as const, bars, firstTradableIndex: 1 };
    expect(finish(nothing, [data]).result.statistics.buy_hold_return).toBeCloseTo(0.2, 12);
  });

  it('holds a symbol that starts later as money until then', () => {
    const data = [
      { symbol: 'A', timeframe: '1d' as const, bars: handBars(steps(100, 100, 100)) },
      {
        symbol: 'B',
        timeframe: '1d' as const,
        bars: handBars(steps(10, 15), '1d', MONDAY + 86_400_000),
      },
    ];
    expect(finish(nothing, data).result.statistics.buy_hold_return).toBeCloseTo(0.25, 12);
  });

  it('can be another series', () => {
    const bars = handBars(steps(100, 100, 100));
    const other = handBars(steps(10, 20, 30));
    const result = runBacktest({
      strategy: nothing,
      data: [{ symbol: 'A', timeframe: '1d', bars }],
      config: { benchmark: 'INDEX' },
      benchmark: { time: other.time, close: other.close },
    });
    expect(result).toMatchObject({ statistics: { buy_hold_return: 2 } });
  });

  it('holds another series that starts later as money until then', () => {
    const bars = handBars(steps(100, 100, 100));
    const held = (day: number) => {
      const other = handBars(steps(10, 30), '1d', MONDAY + day * 86_400_000);
      const outcome = runBacktest({
        strategy: nothing,
        data: [{ symbol: 'A', timeframe: '1d', bars }],
        config: { benchmark: 'INDEX' },
        benchmark: { time: other.time, close: other.close },
      });
      return outcome.stopped ? null : outcome;
    };
    expect(held(1)?.statistics.buy_hold_return).toBeCloseTo(2, 12);
    expect(held(3)?.statistics.buy_hold_return).toBeNull();
    expect(held(3)?.reasons.buy_hold_return).toBe('no benchmark bars');
  });
});
