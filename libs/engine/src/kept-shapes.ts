import { Pace } from './control.js';
import { OrderHandle, TradeHandle } from './handles.js';
import { buildMarkets } from './market-data.js';
import { configOf } from './input.js';
import { Simulation } from './simulation.js';
import { defineStrategy } from './strategy.js';
import { syntheticBars } from './synthetic.js';

// One of each object that a run is made of, so that there is always one alive.
const kept: { run: unknown } = { run: null };

/** Keeps a run alive that never ran, so that V8 takes the first strategy that does for the only one and inlines it. Without it the hidden classes of a run die with it at the next full collection, and V8 throws away all the machine code that knew them: every few runs would start slowly again. It is made anew for each run: as V8 learns what fields hold, it moves on to other classes, and those are to be kept. */
export function keepShapes(): void {
  const strategy = defineStrategy({
    name: 'kept',
    init: ({ bars, indicator }) => indicator.macd(bars.close, 2, 3, 2),
    next() {},
  });
  const data = [{ symbol: 'KEPT', timeframe: '1d' as const, bars: syntheticBars(32, '1d', 1) }];
  const config = configOf({});
  const set = buildMarkets(data, config);
  const sim = new Simulation(strategy, {}, config, set, {});
  const [market] = set.markets;
  const handles = [
    new OrderHandle(sim.account, market, 0),
    new TradeHandle(sim.account, market, 0),
  ];
  kept.run = [sim, new Pace(undefined), handles];
}
