import type { Bars } from '../src/bars.js';
import { type MarketData, resolveConfig, type RunConfig, type Strategy } from '../src/index.js';
import { defineStrategy } from '../src/strategy.js';
import type { OrderOptions } from '../src/context.js';
import { type PyRun, runProfile } from '../src/profiles/backtesting-py/run.js';
import { pyStatistics } from '../src/profiles/backtesting-py/statistics.js';
import { timeframeOf } from './data.js';
import type { Action, BacktestOracle, OracleConfig, OracleTrade, OracleValue } from './format.js';
import { oracleStrategy } from './strategies.js';
import { close, Difference, exactSum, same, scaleOf } from './tolerance.js';

const TOLERANCE = 1e-9;

/** Throws a {@link Difference} unless a replay of the oracle's actions, and its strategy where that is known, give everything in it. */
export function checkBacktest(oracle: BacktestOracle, bars: Bars): void {
  same('the number of bars', bars.time.length, oracle.bars);
  compare('', oracle, run(replay(oracle), oracle, bars));
  const strategy = oracleStrategy(oracle.strategy, oracle.strategy_params);
  if (strategy !== null) compare('by strategy: ', oracle, run(strategy, oracle, bars));
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
  throw new Difference(resolved.problems.map((each) => each.message).join(' '));
}

/** A strategy that does at each bar what the oracle says was done there. */
function replay(oracle: BacktestOracle): Strategy {
  const byBar = new Map<number, Action[]>();
  for (const action of oracle.actions) {
    const [bar] = action;
    byBar.set(bar, [...(byBar.get(bar) ?? []), action]);
  }
  const skipped = oracle.first_next_bar - 1;
  return defineStrategy({
    name: `replay of ${oracle.name}`,
    init: ({ bars, indicator }) => ({
      warmUp: indicator.custom(([source]) => source.fill(NaN, 0, skipped), [bars.close]),
    }),
    next(_state, ctx) {
      for (const [, call, args] of byBar.get(ctx.index) ?? []) {
        const { portion = 1 } = args;
        if (call === 'buy') ctx.buy(args as OrderOptions);
        else if (call === 'sell') ctx.sell(args as OrderOptions);
        else if (call === 'position.close') ctx.position.close(portion);
        else if (call === 'trade.close') ctx.trades[args.trade ?? 0].close(portion);
        else if (call === 'trade.sl=') ctx.trades[args.trade ?? 0].sl = args.price ?? null;
        else if (call === 'trade.tp=') ctx.trades[args.trade ?? 0].tp = args.price ?? null;
        else if (call === 'order.cancel') ctx.orders[args.order ?? 0].cancel();
        else throw new Difference(`unknown action ${call}`);
      }
    },
  });
}

function compare(by: string, oracle: BacktestOracle, result: PyRun): void {
  const { broker, bars, warmUp } = result;
  same(`${by}first_next_bar`, warmUp + 1, oracle.first_next_bar);
  const unit = oracle.config.fractional_unit ?? 1;
  compareTrades(by, oracle, broker.closed, unit);
  compareEquity(by, oracle, broker.equity);
  close(`${by}cash_at_end`, broker.cash, oracle.cash_at_end, TOLERANCE, oracle.config.cash * 1e-6);
  compareOpen(by, oracle, result);
  compareWarnings(by, oracle, result);
  const { equity, closed } = broker;
  compareStatistics(by, oracle.stats, pyStatistics(closed, equity, bars.time, bars.close, warmUp));
}

function compareTrades(
  by: string,
  oracle: BacktestOracle,
  trades: PyRun['broker']['closed'],
  unit: number,
): void {
  same(`${by}the number of trades`, trades.length, oracle.trades.length);
  const scale = (name: 'pnl' | 'commission' | 'return_pct') =>
    scaleOf(oracle.trades.map((each) => each[name]));
  const scales = { pnl: scale('pnl'), fee: scale('commission'), returned: scale('return_pct') };
  trades.forEach((trade, k) => {
    const want: OracleTrade = oracle.trades[k];
    const what = `${by}trades[${k}].`;
    same(`${what}size`, trade.size * unit, want.size);
    same(`${what}entry_bar`, trade.entryBar, want.entry_bar);
    same(`${what}exit_bar`, trade.exitBar, want.exit_bar);
    same(`${what}entry_price`, trade.entryPrice / unit, want.entry_price);
    same(`${what}exit_price`, (trade.exitPrice ?? NaN) / unit, want.exit_price);
    same(`${what}sl`, trade.sl === null ? null : trade.sl / unit, want.sl);
    same(`${what}tp`, trade.tp === null ? null : trade.tp / unit, want.tp);
    same(`${what}tag`, trade.tag, want.tag);
    close(`${what}pnl`, trade.pnl, want.pnl, TOLERANCE, scales.pnl);
    close(`${what}commission`, trade.commission, want.commission, TOLERANCE, scales.fee);
    close(`${what}return_pct`, trade.returned, want.return_pct, TOLERANCE, scales.returned);
  });
}

function compareEquity(by: string, oracle: BacktestOracle, equity: Float64Array): void {
  const scale = scaleOf(oracle.equity);
  same(`${by}the number of equity samples`, oracle.equity.length, oracle.equity_bars.length);
  oracle.equity_bars.forEach((bar, k) => {
    close(`${by}equity[${bar}]`, equity[bar], oracle.equity[k], TOLERANCE, scale);
  });
  const sum = exactSum(equity);
  close(`${by}equity_fsum_all_bars`, sum, oracle.equity_fsum_all_bars, TOLERANCE);
}

function compareOpen(by: string, oracle: BacktestOracle, { broker }: PyRun): void {
  const trades = oracle.open_trades_at_end;
  same(`${by}the number of open trades`, broker.trades.length, trades.length);
  broker.trades.forEach((trade, k) => {
    const want = trades[k];
    const what = `${by}open_trades_at_end[${k}].`;
    same(`${what}size`, trade.size, want.size);
    same(`${what}entry_bar`, trade.entryBar, want.entry_bar);
    same(`${what}entry_price`, trade.entryPrice, want.entry_price);
    same(`${what}sl`, trade.sl, want.sl);
    same(`${what}tp`, trade.tp, want.tp);
    same(`${what}tag`, trade.tag, want.tag);
  });
  const orders = oracle.pending_orders_at_end;
  same(`${by}the number of pending orders`, broker.orders.length, orders.length);
  broker.orders.forEach((order, k) => {
    const want = orders[k];
    const what = `${by}pending_orders_at_end[${k}].`;
    for (const name of ['size', 'limit', 'stop', 'sl', 'tp', 'contingent'] as const) {
      same(`${what}${name}`, order[name], want[name]);
    }
  });
}

function compareWarnings(by: string, oracle: BacktestOracle, { broker }: PyRun): void {
  const finalized = oracle.config.finalize_trades;
  const got: Record<string, number> = {
    contingent_same_bar: broker.contingentSameBar,
    broker_cancelled_relative_size: broker.cancelledRelative,
    broker_cancelled_insufficient_margin: broker.cancelledAbsolute,
    open_at_end: !finalized && !broker.broke && broker.trades.length > 0 ? 1 : 0,
  };
  for (const name of new Set([...Object.keys(got), ...Object.keys(oracle.warnings)])) {
    same(`${by}warnings.${name}`, got[name] ?? 0, oracle.warnings[name] ?? 0);
  }
  const bars = oracle.broker_cancelled_at_bars;
  same(`${by}broker_cancelled_at_bars`, broker.cancelledAt.join(), bars.join());
}

function compareStatistics(
  by: string,
  want: Record<string, OracleValue>,
  got: Record<string, number | null>,
): void {
  for (const name of new Set([...Object.keys(want), ...Object.keys(got)])) {
    if (!Object.hasOwn(got, name)) throw new Difference(`${by}${name} is unknown`);
    if (!Object.hasOwn(want, name)) throw new Difference(`${by}${name} is not expected`);
    const value = want[name];
    const what = `${by}${name}`;
    if (name === 'Start' || name === 'End') {
      same(what, got[name], Date.parse(`${String(value)}Z`));
    } else if (typeof value === 'object' && value !== null) {
      same(what, got[name], value.seconds);
    } else {
      close(what, got[name], value, TOLERANCE);
    }
  }
}
