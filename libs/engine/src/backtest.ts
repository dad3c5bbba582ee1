import { expectRows } from './account.js';
import { orderTable, tradeTable } from './account-tables.js';
import { sliceBars } from './bars.js';
import { finalize } from './broker.js';
import { resolveConfig } from './config.js';
import { Pace, type RunControl } from './control.js';
import { runMany, runOne } from './loop.js';
import type { Market } from './market.js';
import { buildMarkets, type MarketData } from './market-data.js';
import type { ResolvedParams } from './params.js';
import { throwFirst } from './problem.js';
import { pyResult } from './profiles/backtesting-py/result.js';
import { runProfile } from './profiles/backtesting-py/run.js';
import type { BacktestOutcome, BacktestResult, Manifest } from './result.js';
import type { RunConfig } from './run-config.js';
import { Simulation } from './simulation.js';
import { breakdownOf } from './statistics/breakdown.js';
import { computeStatistics } from './statistics/statistics.js';
import type { Strategy } from './strategy.js';
import { chartsOf } from './charts.js';
import { resolveParams } from './params-schema.js';
import { countOrders } from './tables.js';
import { ENGINE_VERSION } from './version.js';

/** All that one run needs. */
export type BacktestInput = {
  strategy: Strategy;
  params?: Record<string, unknown>;
  data: readonly MarketData[];
  config?: Partial<RunConfig>;
  control?: RunControl;
};

/** Runs a strategy over bars and returns its result, or that its control stopped it; throws a RangeError for bad input and a StrategyError when the strategy throws. */
export function runBacktest(input: BacktestInput): BacktestOutcome {
  const config = configOf(input.config);
  const params = paramsOf(input.strategy, input.params);
  if (config.executionProfile === 'backtesting.py') return runPeer(input, params, config);
  const set = buildMarkets(input.data, config);
  const sim = new Simulation(input.strategy, params, config, set, {});
  const end = simulate(sim, input.control);
  if (end < 0) return { stopped: true, done: -end - 1, total: set.times.length };
  return resultOf(sim, end);
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
    logs: [...run.logs],
    charts: chartsOf([{ ...markets[0], bars: only.bars, clock: run.clock }], run.made),
    config,
    manifest: manifestOf(input.strategy, params, config, markets),
  };
}

function configOf(input: Partial<RunConfig> | undefined): RunConfig {
  const resolved = resolveConfig(input ?? {});
  if ('config' in resolved) return resolved.config;
  throwFirst(resolved.problems);
  throw new RangeError('The configuration is not valid.');
}

function paramsOf(strategy: Strategy, input: Record<string, unknown> | undefined): ResolvedParams {
  const resolved = resolveParams(strategy, input ?? {});
  if ('params' in resolved) return resolved.params;
  throwFirst(resolved.problems);
  throw new RangeError('The parameters are not valid.');
}

/** Steps a simulation to its end and returns the number of ticks whose equity stands, or −1 − the tick where it was stopped. */
export function simulate(sim: Simulation, control: RunControl | undefined): number {
  const { account, seats, set } = sim;
  const total = set.times.length;
  const pace = new Pace(control);
  let tick = Math.min(total, ...seats.map((seat) => seat.start));
  const one = set.markets.length === 1;
  let reached = tick;
  sim.phase = 'next';
  try {
    while (tick < total) {
      const to = Math.min(total, tick + pace.size);
      reached = one ? runOne(sim, seats[0], tick, to) : runMany(sim, tick, to);
      if (account.ruined || reached < to) break;
      tick = to;
      if (pace.poll(tick, total)) return -1 - tick;
    }
  } catch (error) {
    throw sim.wrap(error, seats[0].market.symbol);
  }
  return settle(sim, account.ruined ? reached : total);
}

// Brings the books to their end: equity written, open trades closed or left open, orders ended.
function settle(sim: Simulation, end: number): number {
  const { account, set } = sim;
  if (account.ruined) {
    account.tick = end;
    account.markUntil(end);
    return end;
  }
  for (const market of set.markets) market.clock.i = market.bars.time.length - 1;
  account.tick = end - 1;
  finalize(account, sim.config.finalizeTrades);
  account.tick = end;
  account.markUntil(end);
  return end;
}

/** Gathers everything of a finished simulation into a result. */
export function resultOf(sim: Simulation, end: number): BacktestResult {
  const { account, set } = sim;
  const { firstTick } = set;
  const { timeframe } = set.data[0];
  const settings = set.data[0].settings ?? {};
  const { statistics, reasons } = computeStatistics(account, timeframe, settings, end);
  expectRows(account.orders.rows, account.trades.rows);
  const trades = tradeTable(account);
  const orders = orderTable(account);
  return {
    stopped: false,
    statistics,
    profileStatistics: null,
    reasons,
    equity: account.equity.subarray(firstTick, end),
    equityTime: set.times.subarray(firstTick, end),
    trades,
    orders,
    orderCounts: countOrders(orders),
    breakdown: breakdownOf(trades),
    warnings: account.warnings,
    logs: sim.logs,
    charts: chartsOf(
      sim.set.markets,
      sim.seats.flatMap((seat) => seat.made),
    ),
    config: sim.config,
    manifest: manifestOf(sim.strategy, sim.params, sim.config, set.markets),
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
