import { describe, expect, it } from '@jest/globals';
import { defineStrategy, resultHash, runBacktest, RunMemory, syntheticBars } from './index.js';

const trader = defineStrategy({
  name: 'trader',
  init: ({ bars, indicator }) => ({
    ...indicator.macd(bars.close, 5, 13, 4),
    range: indicator.atr(bars.high, bars.low, bars.close, 7),
  }),
  next({ histogram, range }, { bars, buy, sell, position, random }) {
    const close = bars.close.now;
    if (histogram.now > 0 && position.size <= 0) buy({ fraction: 0.3, sl: close - 2 * range.now });
    else if (random() < 0.05) sell({ size: 1, limit: close * 1.01, expires: { bars: 5 } });
  },
});

function data(symbols: number, bars: number) {
  return Array.from({ length: symbols }, (_, k) => ({
    symbol: `S${k}`,
    timeframe: '1h' as const,
    bars: syntheticBars(bars, '1h', k + 1),
  }));
}

describe('the memory of an earlier run', () => {
  it('changes nothing of a run that uses it again, longer or shorter', () => {
    const memory = new RunMemory();
    for (const [symbols, bars] of [
      [1, 900],
      [2, 2000],
      [1, 300],
      [3, 900],
      [1, 20_000],
      [1, 900],
    ]) {
      const input = { strategy: trader, data: data(symbols, bars), config: { commission: 0.001 } };
      const alone = runBacktest(input);
      const again = runBacktest({ ...input, memory });
      if (alone.stopped || again.stopped) throw new Error('stopped');
      expect(resultHash(again)).toBe(resultHash(alone));
      expect(again.charts).toEqual(alone.charts);
      expect(again.trades.rows).toBeGreaterThan(0);
    }
  });
});
