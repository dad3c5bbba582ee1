import { orderTable, tradeTable } from './account-tables.js';
import { sliceBars } from './bars.js';
import { boundsOf } from './bounds.js';
import { chartsOf } from './charts.js';
import { type BacktestInput, checkBenchmark, checkKeys, configOf, paramsOf } from './input.js';
import { keepShapes } from './kept-shapes.js';
import type { Market } from './market.js';
import { buildMarkets } from './market-data.js';
import type { ResolvedParams } from './params.js';
import { pyResult } from './profiles/backtesting-py/result.js';
import { runProfile } from './profiles/backtesting-py/run.js';
import type { BacktestOutcome, BacktestResult, Manifest } from './result.js';
import type { RunConfig } from './run-config.js';
import { accountSession } from './session.js';
import { simulate } from './simulate.js';
import { Simulation } from './simulation.js';
import { breakdownOf } from './statistics/breakdown.js';
import { computeStatistics, type StatisticsScope } from './statistics/statistics.js';
import type { Strategy } from './strategy.js';
import { countOrders } from './tables.js';
import { ENGINE_VERSION } from './version.js';

/** Runs a strategy over bars and returns its result, or that its control stopped it; throws a RangeError for bad input and a StrategyError when the strategy throws. */
export function runBacktest(input: BacktestInput): BacktestOutcome {
  keepShapes();
  checkKeys(input, 'key of the input');
  const config = configOf(input.config);
  checkBenchmark(config, input.benchmark);
  const params = paramsOf(input.strategy, input.params);
  if (config.executionProfile === 'backtesting.py') return runPeer(input, params, config);
  const set = buildMarkets(input.data, config);
  const sim = new Simulation(input.strategy, params, config, set, { memory: input.memory });
  warnOfMissing(sim);
  const end = simulate(sim, input.control);
  const total = set.times.length;
  if (end < 0) return { stopped: true, done: -end - 1, total };
  const { timeframe } = set.data[0];
  const settings = accountSession(set.data.map((each) => each.settings));
  const scope = { timeframe, settings, end, benchmark: input.benchmark ?? null };
  const result = resultOf(sim, scope);
  if (!config.bounds) return result;
  const bounds = boundsOf(sim, input.data, scope, input.control);
  return bounds === null ? { stopped: true, done: total, total } : { ...result, bounds };
}

// Two things that a run may ask for and that its caller has to bring.
function warnOfMissing({ account, config, set }: Simulation): void {
  const { detailTimeframe, checks } = config;
  for (const { symbol, detail } of detailTimeframe === null ? [] : set.data) {
    if (detail !== undefined) continue;
    const message = `${symbol}: no bars of ${detailTimeframe} are given: bars in which two events compete stay flagged.`;
    account.warn('missing_detail', message, { symbol });
  }
  if (checks.length === 0) return;
  const message = 'A run makes no checks itself: call checkLookAhead and checkWarmUp.';
  account.warn('checks_not_run', message);
}

/** Gathers everything of a finished simulation into a result. */
export function resultOf(sim: Simulation, scope: StatisticsScope): BacktestResult {
  const { account, set } = sim;
  const { firstTick } = set;
  const { statistics, reasons } = computeStatistics(account, scope);
  const trades = tradeTable(account);
  const orders = orderTable(account);
  return {
    stopped: false,
    statistics,
    profileStatistics: null,
    reasons,
    equity: account.equity.column.subarray(firstTick, scope.end),
    equityTime: set.times.subarray(firstTick, scope.end),
    trades,
    orders,
    orderCounts: countOrders(orders),
    breakdown: breakdownOf(trades),
    bounds: null,
    warnings: account.warnings,
    logs: [...sim.logs],
    charts: chartsOf(
      sim.set.markets,
      sim.seats.flatMap((seat) => seat.made),
    ),
    config: sim.config,
    manifest: manifestOf(sim.strategy, sim.params, sim.config, set.markets),
  };
}

function runPeer(input: BacktestInput, params: ResolvedParams, config: RunConfig): BacktestOutcome {
  const { markets, data, firstTick } = buildMarkets(input.data, config);
  if (markets.length > 1) throw new RangeError('The profile backtesting.py runs one symbol.');
  const only = { ...data[0], bars: sliceBars(data[0].bars, firstTick) };
  const run = runProfile(input.strategy, params, only, config, input.control);
  const total = only.bars.time.length;
  if (run.stoppedAt >= 0) return { stopped: true, done: run.stoppedAt, total };
  return {
    stopped: false,
    ...pyResult(run, only.symbol, config),
    equityTime: only.bars.time,
    bounds: null,
    logs: [...run.logs],
    charts: chartsOf([{ ...markets[0], bars: only.bars, clock: run.clock }], run.made),
    config,
    manifest: manifestOf(input.strategy, params, config, markets),
  };
}

function manifestOf(
  strategy: Strategy,
  params: ResolvedParams,
  config: RunConfig,
  markets: readonly Market[],
): Manifest {
  return {
    engineVersion: ENGINE_VERSION,
    strategy: strategy.name,
    params,
    seed: config.seed,
    symbols: markets.map((market) => market.symbol),
    timeframe: markets[0].timeframe,
  };
}
