import { Pace } from './control.js';
import { buildMarkets } from './market-data.js';
import { DEFAULT_CONFIG } from './run-config.js';
import { simulate } from './simulate.js';
import { Simulation } from './simulation.js';
import { defineStrategy } from './strategy.js';
import { syntheticBars } from './synthetic.js';

// One of each object that a run is made of, so that there is always one alive.
const kept: unknown[] = [];

/** Keeps a run of a few bars alive. Without it the hidden classes of a run die with it at the next full collection, and V8 throws away all the machine code that knew them: every few runs would start slowly again. */
export function keepShapes(): void {
  if (kept.length > 0) return;
  const strategy = defineStrategy({
    name: 'kept',
    init: ({ bars, indicator }) => indicator.macd(bars.close, 2, 3, 2),
    next(_state, { buy, orders, trades, position, index }) {
      if (index % 8 === 4) kept.push(buy({ size: 1, limit: 1000, tp: 2000 }), orders, trades);
      if (index % 8 === 7) kept.push(position.close(), ...trades);
    },
  });
  const data = [{ symbol: 'KEPT', timeframe: '1d' as const, bars: syntheticBars(32, '1d', 1) }];
  const set = buildMarkets(data, DEFAULT_CONFIG);
  const sim = new Simulation(strategy, {}, DEFAULT_CONFIG, set, {});
  kept.push(sim, new Pace(undefined));
  simulate(sim, undefined);
}
