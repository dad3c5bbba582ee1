import { buildMarkets } from './market-data.js';
import { DEFAULT_CONFIG } from './run-config.js';
import type { ResolvedParams } from './params.js';
import { Simulation } from './simulation.js';
import type { Strategy } from './strategy.js';
import { syntheticBars } from './synthetic.js';
import type { Timeframe } from './timeframe.js';

const FIRST_TRY = 256;
const LAST_TRY = 1_048_576;

/** What {@link lookbackOf} needs to know of a run. */
export type LookbackScope = { timeframe?: Timeframe; symbols?: readonly string[] };

/** The bars of history, of the run's timeframe, that the indicators of a strategy need before their first values; throws a StrategyError when `init` throws. */
export function lookbackOf(
  strategy: Strategy,
  params: ResolvedParams,
  { timeframe = '1d', symbols = ['SYMBOL'] }: LookbackScope = {},
): number {
  for (let length = FIRST_TRY; ; length *= 4) {
    const bars = syntheticBars(length, timeframe, 1);
    const data = symbols.map((symbol) => ({ symbol, timeframe, bars }));
    const set = buildMarkets(data, DEFAULT_CONFIG);
    const sim = new Simulation(strategy, params, DEFAULT_CONFIG, set, {});
    const ready = Math.max(...sim.seats.map((seat) => seat.ready));
    if (ready >= length && length < LAST_TRY) continue;
    if (ready >= length) return 0;
    return ready + firstPeriod(sim);
  }
}

// The first bar of a higher timeframe may be cut off by the start of the data: one more of the longest is needed.
function firstPeriod(sim: Simulation): number {
  let longest = 0;
  for (const market of sim.set.markets) {
    for (const { visibleAt } of market.higher) {
      for (let k = 1; k < Math.min(visibleAt.length, 14); k++) {
        if (visibleAt[k] < market.bars.time.length) {
          longest = Math.max(longest, visibleAt[k] - visibleAt[k - 1]);
        }
      }
    }
  }
  return longest;
}
