import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type Context,
  defineStrategy,
  resultHash,
  runBacktest,
  type RunConfig,
  type Strategy,
  syntheticBars,
} from './index.js';
import { gambler } from '../test/gambler.js';

// Mostly what is filled in one go, and beside it what must not be: parts, changes, orders that wait, sizes that cannot be paid.
const trader = defineStrategy({
  name: 'trader',
  next(_state, ctx) {
    if (ctx.random() < 0.4) act(ctx);
  },
});

function act({ random, buy, sell, position, orders, bars, trades }: Context): void {
  const side = random() < 0.5 ? buy : sell;
  const draw = random();
  if (draw < 0.45) {
    position.close();
    side({ size: 1 + Math.floor(3 * random()) });
  } else if (draw < 0.6) position.close();
  else if (draw < 0.7) side({ size: 0.37 + random() * 120 });
  else if (draw < 0.75) position.close(0.5);
  else if (draw < 0.8) side({ size: 1, exitAfter: 2 });
  else if (draw < 0.85) side({ size: 2, sl: side === buy ? bars.close.now * 0.98 : undefined });
  else if (draw < 0.9) side({ size: 1 }).modify({ size: 2 });
  else if (draw < 0.92) side({ size: 1 }).cancel();
  else if (draw < 0.95) side({ size: 1, limit: bars.close.now, expires: { bars: 2 } });
  else if (draw < 0.97) trades[0]?.close();
  else orders[0]?.cancel();
}

/** The same strategy, listening to its fills: that alone sends every fill by the rules at large. */
function listening(strategy: Strategy): Strategy {
  return { ...strategy, onFill: () => {} };
}

function hashOf(
  strategy: Strategy,
  config: Partial<RunConfig>,
  seed: number,
  symbols: number,
): string {
  const data = Array.from({ length: symbols }, (_, k) => ({
    symbol: `S${k}`,
    timeframe: '1h' as const,
    bars: syntheticBars(400, '1h', seed + k),
  }));
  const outcome = runBacktest({ strategy, data, config: { ...config, seed } });
  if (outcome.stopped) throw new Error('stopped');
  return resultHash(outcome);
}

const settings = fc.record({
  initialCapital: fc.constantFrom(300, 10_000),
  commission: fc.constantFrom(
    0,
    0.001,
    { fixed: 2, relative: 0.0005 },
    'max(1, size * price * 0.001)',
  ),
  exclusiveOrders: fc.boolean(),
  fillAt: fc.constantFrom('next_open' as const, 'close' as const),
  lotSize: fc.constantFrom(null, 0.1),
  minNotional: fc.constantFrom(null, 150),
  borrowRate: fc.constantFrom(0, 0.2),
});

function expectTheSame(strategy: Strategy, symbols = 1): void {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), settings, (seed, config) => {
      const plainly = hashOf(strategy, config, seed, symbols);
      expect(plainly).toBe(hashOf(listening(strategy), config, seed, symbols));
    }),
    { numRuns: 60 },
  );
}

describe('plain orders filled in one go', () => {
  it('come to what the rules at large come to', () => expectTheSame(trader));

  it('come to the same among orders of all kinds', () => expectTheSame(gambler(true)));

  it('come to the same where several symbols share the cash', () => expectTheSame(trader, 3));
});
