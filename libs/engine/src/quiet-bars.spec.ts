import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type Bars,
  type Context,
  defineStrategy,
  type MarketData,
  type OrderOptions,
  type RunConfig,
  type Strategy,
  syntheticBars,
} from './index.js';
import { finish, MONDAY } from './fixtures/play.js';

const BARS = 250;
const HOUR = 3_600_000;

// Everything a strategy can do, drawn from its seeded stream; symbols named IDLE do nothing.
function act({ symbol, random, buy, sell, position, trades, orders, bars }: Context): void {
  if (symbol === 'IDLE') return;
  const close = bars.close.now;
  const side = random() < 0.5 ? 1 : -1;
  const place = side > 0 ? buy : sell;
  const at = (percent: number) => close * (1 + (side * percent) / 100);
  const size = Math.floor(1 + 9 * random());
  const choices: (OrderOptions | (() => void))[] = [
    { size },
    { size, limit: at(-0.5) },
    { size, stop: at(0.6), sl: at(-0.8) },
    { size, stop: at(0.4), limit: at(0.1) },
    { size, sl: at(-0.7), tp: at(0.9), tag: 'bracket' },
    { size, trail: close * 0.01 },
    { size, trail_fraction: 0.012, exitAfter: 9 },
    { size, limit: at(-0.8), tif: 'DAY', oco: 'pair' },
    { size, stop: at(1.2), expires: { bars: 7 }, oco: 'pair' },
    { size, limit: at(-0.1), tif: 'IOC' },
    { size, reduceOnly: true, on: 'close' },
    { target: side * size },
    () => position.close(0.5),
    () => orders.at(-1)?.cancel(),
    () => orders[0]?.modify({ size }),
    () => {
      if (trades.length > 0) trades[0].sl = close * (trades[0].size > 0 ? 0.99 : 1.01);
    },
  ];
  if (random() > 0.25) return;
  const choice = choices[Math.floor(random() * choices.length)];
  if (typeof choice === 'function') choice();
  else place(choice);
}

const gambler = defineStrategy({ name: 'gambler', next: (_, ctx) => act(ctx) });

// A callback due on every bar, which leaves the engine no bar to pass over.
const awake = defineStrategy({
  name: 'gambler',
  init({ every }) {
    every('1h', () => {});
  },
  next: (_, ctx) => act(ctx),
});

const settings: fc.Arbitrary<Partial<RunConfig>> = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  commission: fc.constantFrom(0, 0.001),
  slippage: fc.constantFrom({ type: 'none', value: 0 }, { type: 'volume', value: 0.1 }),
  leverage: fc.constantFrom(1, 5, 40),
  marginMode: fc.constantFrom('isolated', 'cross'),
  maintenanceMargin: fc.constantFrom(0, 0.01),
  borrowRate: fc.constantFrom(0, 0.2),
  hedging: fc.boolean(),
  exclusiveOrders: fc.boolean(),
  limitFill: fc.constantFrom('touch', 'through'),
  fillAt: fc.constantFrom('next_open', 'close'),
  maxVolumeShare: fc.constantFrom(null, 0.01),
  tickSize: fc.constantFrom(null, 0.05),
  finalizeTrades: fc.boolean(),
});

function market(symbol: string, bars: Bars): MarketData {
  const stamps = Array.from({ length: 40 }, (_, k) => MONDAY + k * 8 * HOUR);
  const funding = {
    time: Float64Array.from(stamps),
    rate: Float64Array.from(stamps, (_, k) => ((k % 5) - 2) * 0.001),
  };
  return { symbol, timeframe: '1h', bars, funding };
}

const walk = (seed: number) => syntheticBars(BARS, '1h', seed, MONDAY);

function play(strategy: Strategy, data: readonly MarketData[], config: Partial<RunConfig>) {
  const { trades, orders, equity } = finish(strategy, data, { initialCapital: 3000, ...config });
  return { trades, orders, equity };
}

describe('passing over quiet bars', () => {
  it('changes nothing: a run that stops at every bar gives the same orders, trades and equity', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 1e6 }), (config, seed) => {
        const data = [market('X', walk(seed))];
        expect(play(gambler, data, config)).toEqual(play(awake, data, config));
      }),
      { numRuns: 60 },
    );
  });

  it('changes nothing where another symbol trades along and is left alone', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 1e6 }), (config, seed) => {
        const idle = market('IDLE', walk(seed + 1));
        const data = market('X', walk(seed));
        expect(play(gambler, [idle, data], config)).toEqual(play(gambler, [data], config));
      }),
      { numRuns: 40 },
    );
  });

  it('changes nothing where that symbol stands at other times', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 1e6 }), (config, seed) => {
        const bars = walk(seed);
        const fewer = syntheticBars(BARS / 2, '1h', seed + 1, MONDAY);
        const idle = market('IDLE', { ...fewer, time: bars.time.filter((_, i) => i % 2 === 1) });
        const data = market('X', bars);
        expect(play(gambler, [idle, data], config)).toEqual(play(gambler, [data], config));
      }),
      { numRuns: 20 },
    );
  });
});
