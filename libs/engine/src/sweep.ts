import type { RunControl } from './control.js';
import type { IndicatorCache } from './indicator-set.js';
import type { Sharing } from './init-run.js';
import { checkBenchmark, configOf, paramsOf } from './input.js';
import { keysOf, refuseUnknown } from './known-keys.js';
import { keepShapes } from './kept-shapes.js';
import { buildMarkets, type MarketData } from './market-data.js';
import type { RunConfig } from './run-config.js';
import { RunMemory } from './run-memory.js';
import { accountSession } from './session.js';
import { simulate } from './simulate.js';
import { Simulation } from './simulation.js';
import type { HeldSeries } from './statistics/benchmark.js';
import { checkStatistics, computeStatistics, readEquity } from './statistics/statistics.js';
import type { Strategy } from './strategy.js';

/** What all runs of a sweep have in common. */
export type SweepSlice = {
  data: readonly MarketData[];
  config?: Partial<RunConfig>;
  /** The names of the statistics to return, as in a run's result. */
  statistics: readonly string[];
  benchmark?: HeldSeries;
  control?: RunControl;
};

const SLICE_KEYS = keysOf<SweepSlice>({
  data: true,
  config: true,
  statistics: true,
  benchmark: true,
  control: true,
});

/** A row of numbers for each parameter set, NaN where a statistic is null or the run failed; `errors` has the message of each run that failed. */
export type SweepResult = {
  stopped: boolean;
  done: number;
  names: readonly string[];
  values: Float64Array;
  errors: (string | null)[];
};

/** Runs many parameter sets over the same columns, sharing the indicators that repeat; the numbers are those of single runs, to the byte. A function makes the strategy anew for each set. */
export function sweep(
  strategy: Strategy | (() => Strategy),
  paramSets: readonly Record<string, unknown>[],
  slice: SweepSlice,
): SweepResult {
  const { statistics: names, control } = slice;
  keepShapes();
  refuseUnknown(slice, SLICE_KEYS, 'key of the sweep');
  checkStatistics(names);
  const config = configOf(slice.config);
  checkBenchmark(config, slice.benchmark);
  if (config.executionProfile !== 'default') {
    throw new RangeError('A sweep runs the default profile only.');
  }
  const shared = sharedBetween(names, config);
  const values = new Float64Array(paramSets.length * names.length).fill(NaN);
  const errors: (string | null)[] = paramSets.map(() => null);
  for (let k = 0; k < paramSets.length; k++) {
    try {
      const each = typeof strategy === 'function' ? strategy() : strategy;
      const row = runSet(each, paramSets[k], slice, config, shared);
      values.set(row, k * names.length);
    } catch (error) {
      errors[k] = error instanceof Error ? error.message : String(error);
    }
    control?.progress?.(k + 1, paramSets.length);
    if (k + 1 < paramSets.length && control?.shouldStop?.() === true) {
      return { stopped: true, done: k + 1, names, values, errors };
    }
  }
  return { stopped: false, done: paramSets.length, names, values, errors };
}

function sharedBetween(names: readonly string[], config: RunConfig): Sharing {
  const cache: IndicatorCache = new Map();
  return {
    cache,
    columns: new Map<Float64Array, number>(),
    memory: new RunMemory(),
    // Protections look back at it.
    equity: config.protections !== null || readEquity(names),
    excursions: names.includes('avg_mae') || names.includes('avg_mfe'),
  };
}

function runSet(
  strategy: Strategy,
  input: Record<string, unknown>,
  slice: SweepSlice,
  config: RunConfig,
  shared: Sharing,
): number[] {
  const params = paramsOf(strategy, input);
  const set = buildMarkets(slice.data, config);
  const sim = new Simulation(strategy, params, config, set, shared);
  const end = simulate(sim, undefined, slice.control?.pulse);
  const { timeframe } = set.data[0];
  const settings = accountSession(set.data.map((each) => each.settings));
  const scope = { timeframe, settings, end, benchmark: slice.benchmark ?? null };
  const { statistics } = computeStatistics(sim.account, scope, slice.statistics);
  return slice.statistics.map((name) => statistics[name] ?? NaN);
}
