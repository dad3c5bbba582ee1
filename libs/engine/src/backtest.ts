import { expireAll, finalize } from './broker.js';
import { resolveConfig } from './config.js';
import { Pace, type RunControl } from './control.js';
import { runMany, runOne } from './loop.js';
import { buildMarkets, type MarketData } from './market-data.js';
import type { ResolvedParams } from './params.js';
import { throwFirst } from './problem.js';
import type { BacktestOutcome, BacktestResult } from './result.js';
import type { RunConfig } from './run-config.js';
import { Simulation } from './simulation.js';
import { breakdown } from './statistics/breakdown.js';
import { computeStatistics } from './statistics/statistics.js';
import type { Strategy } from './strategy.js';
import { chartsOf } from './charts.js';
import { resolveParams } from './params-schema.js';
import { countOrders, orderTable, tradeTable } from './tables.js';
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
  const set = buildMarkets(input.data, config);
  const sim = new Simulation(input.strategy, params, config, set, {});
  const end = simulate(sim, input.control);
  if (end < 0) return { stopped: true, done: -end - 1, total: set.times.length };
  return resultOf(sim, end);
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
  if (sim.config.finalizeTrades) finalize(account);
  else expireAll(account);
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
  return {
    stopped: false,
    statistics,
    reasons,
    equity: account.equity.subarray(firstTick, end),
    equityTime: set.times.subarray(firstTick, end),
    trades: tradeTable(account),
    orders: orderTable(account),
    orderCounts: countOrders(account),
    breakdown: breakdown(account),
    warnings: account.warnings,
    logs: sim.logs,
    charts: chartsOf(sim),
    config: sim.config,
    manifest: {
      engineVersion: ENGINE_VERSION,
      strategy: sim.strategy.name,
      params: sim.params,
      seed: sim.config.seed,
      symbols: set.markets.map((market) => market.symbol),
      timeframe,
    },
  };
}
