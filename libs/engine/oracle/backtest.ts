import type { Bars } from '../src/bars.js';
import { type MarketData, resolveConfig, type RunConfig, type Strategy } from '../src/index.js';
import { type PyRun, runProfile } from '../src/profiles/backtesting-py/run.js';
import { compareBooks, type Tolerances } from './books.js';
import { timeframeOf } from './data.js';
import type { Action, BacktestOracle, OracleConfig } from './format.js';
import { compareActions, noted } from './notes.js';
import { replayOf } from './replay.js';
import { compareStatistics } from './statistics.js';
import { oracleStrategy } from './strategies/index.js';
import { Difference, same } from './tolerance.js';

const EXACT: Tolerances = { prices: 0, money: 1e-12 };
// Prices that a strategy works out itself may differ in their last digit.
const BY_STRATEGY: Tolerances = { prices: 1e-9, money: 1e-9 };

/** Throws a {@link Difference} unless a replay of the oracle's actions, and its strategy where that is known, give everything in it; tells whether the strategy is known. */
export function checkBacktest(oracle: BacktestOracle, bars: Bars): boolean {
  same('bars', bars.time.length, oracle.bars);
  const replay = replayOf(oracle);
  compare('', oracle, run(replay.strategy, oracle, bars), EXACT);
  const left = replay.left();
  if (left !== null) throw new Difference(`${left} is never reached`);
  const strategy = oracleStrategy(oracle.strategy, oracle.strategy_params);
  if (strategy === null) return false;
  const actions: Action[] = [];
  const result = run(noted(strategy, actions), oracle, bars);
  const by = `by strategy ${oracle.strategy}: `;
  compare(by, oracle, result, BY_STRATEGY);
  compareActions(by, actions, oracle.actions, BY_STRATEGY.prices);
  return true;
}

function compare(by: string, oracle: BacktestOracle, result: PyRun, tolerances: Tolerances): void {
  same(`${by}first_next_bar`, result.warmUp + 1, oracle.first_next_bar);
  compareBooks(by, oracle, result.broker, tolerances);
  compareStatistics(by, oracle.stats, result);
}

function run(strategy: Strategy, oracle: BacktestOracle, bars: Bars): PyRun {
  const data: MarketData = { symbol: oracle.data, timeframe: timeframeOf(bars), bars };
  return runProfile(strategy, {}, data, configOf(oracle.config), undefined);
}

function configOf(config: OracleConfig): RunConfig {
  const { commission } = config;
  const resolved = resolveConfig({
    initialCapital: config.cash,
    spread: config.spread,
    commission: Array.isArray(commission)
      ? { fixed: commission[0], relative: commission[1] }
      : typeof commission === 'string'
        ? commission.replace(/^callable:/, '').trim()
        : commission,
    leverage: 1 / config.margin,
    fillAt: config.trade_on_close ? 'close' : 'next_open',
    hedging: config.hedging,
    exclusiveOrders: config.exclusive_orders,
    finalizeTrades: config.finalize_trades,
    fractionalUnit: config.fractional_unit ?? null,
    executionProfile: 'backtesting.py',
  });
  if ('config' in resolved) return resolved.config;
  throw new Difference(`config: ${resolved.problems.map((each) => each.message).join(' ')}`);
}
