import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { buildMarkets } from './market-data.js';
import { configOf } from './input.js';
import { PositionBounds } from './position-bounds.js';
import { syntheticBars } from './synthetic.js';

const data = [3, 4, 5].map((seed) => ({
  symbol: `S${seed}`,
  timeframe: '1h' as const,
  bars: syntheticBars(200, '1h', seed),
  settings: { multiplier: seed },
}));

const changes = fc.array(
  fc.record({
    market: fc.nat({ max: 2 }),
    position: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  }),
  { minLength: 1, maxLength: 50 },
);

describe('position bounds', () => {
  it('are below what equity and free equity come to at every bar, after any changes', () => {
    fc.assert(
      fc.property(changes, fc.nat({ max: 199 }), fc.constantFrom(1, 5, 20), (all, i, leverage) => {
        const { markets } = buildMarkets(data, configOf({}));
        const bounds = new PositionBounds();
        for (const { market, position } of all) {
          markets[market].position = position;
          bounds.follow(markets[market]);
        }
        let equity = 1000;
        let used = 0;
        for (const { position, multiplier, bars } of markets) {
          equity += position * bars.close[i] * multiplier;
          used += Math.abs(position) * bars.close[i] * multiplier;
        }
        const [first] = markets;
        const free = equity - used / leverage;
        expect(bounds.leastEquity(1000)).toBeLessThanOrEqual(equity);
        const least = bounds.leastFree(1000, first, first.bars.close[i], leverage);
        expect(least).toBeLessThanOrEqual(free);
      }),
    );
  });

  it('of no position are the cash', () => {
    expect(new PositionBounds().leastEquity(1000)).toBe(1000);
  });
});
