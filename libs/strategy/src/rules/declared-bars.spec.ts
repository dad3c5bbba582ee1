import { describe, expect, it } from '@jest/globals';
import {
  type Bars,
  defineStrategy,
  type MarketData,
  resultHash,
  runBacktest,
  type RunConfig,
  type Strategy,
  sliceBars,
  syntheticBars,
} from '@barline/engine';
import * as fc from 'fast-check';
import { parseRules } from './parse-rules.js';
import { randomRules } from './fixtures/random-rules.js';
import { strategyOf } from './rules-strategy.js';

function runOf(strategy: Strategy, data: MarketData[], config: Partial<RunConfig>) {
  const outcome = runBacktest({ strategy, data, config });
  if (outcome.stopped) throw new Error('stopped');
  return outcome;
}

// On coarse ticks prices touch, equal and cross one another all the time.
function bars(seed: number, length: number, tick: number): Bars {
  const made = syntheticBars(length, '1h', seed);
  for (const name of ['open', 'high', 'low', 'close'] as const) {
    for (let i = 0; i < length; i++) made[name][i] = Math.round(made[name][i] / tick) * tick;
  }
  return made;
}

const market = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  length: fc.integer({ min: 60, max: 400 }),
  tick: fc.constantFrom(1e-6, 0.25, 1),
  symbols: fc.constantFrom(1, 1, 1, 2),
  gap: fc.boolean(),
});

const config = fc.record<Partial<RunConfig>>(
  {
    commission: fc.constantFrom(0, 0.001),
    fillAt: fc.constantFrom('next_open', 'close'),
    maxVolumeShare: fc.constantFrom(null, 0.02),
    leverage: fc.constantFrom(1, 3),
    exclusiveOrders: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** Counts the calls of `next`. */
function counted(strategy: Strategy): { strategy: Strategy; calls: () => number } {
  let calls = 0;
  const { name, params, init, next } = strategy;
  const counting = defineStrategy({
    name,
    params,
    init: (ctx) => init?.(ctx),
    next(state, ctx) {
      calls++;
      next(state, ctx);
    },
  });
  return { strategy: counting, calls: () => calls };
}

describe('declared bars', () => {
  it('change which bars are looked at, and never the result', () => {
    const seen = { runs: 0, declared: 0, trades: 0 };
    fc.assert(
      fc.property(randomRules, market, config, (rules, market, config) => {
        expect(parseRules(rules)).toEqual({ rules });
        const { seed, length, tick, symbols, gap } = market;
        const data = Array.from({ length: symbols }, (_, k): MarketData => {
          const all = bars(seed + k, length, tick);
          const from = gap ? k * 7 : 0;
          return { symbol: `S${k}`, timeframe: '1h', bars: sliceBars(all, from, length) };
        });
        const planned = counted(strategyOf(rules, true));
        const every = counted(strategyOf(rules, false));
        const one = runOf(planned.strategy, data, config);
        const other = runOf(every.strategy, data, config);
        expect(resultHash(one)).toBe(resultHash(other));
        seen.runs++;
        seen.trades += one.statistics.trades ?? 0;
        if (planned.calls() < every.calls()) seen.declared++;
      }),
      { numRuns: 250 },
    );
    expect(seen.declared).toBeGreaterThan(seen.runs / 3);
    expect(seen.trades).toBeGreaterThan(seen.runs);
  });
});
