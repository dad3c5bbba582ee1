import type { Account } from '../account.js';
import { DAY_MS } from '../calendar.js';
import { power } from '../math.js';
import type { SymbolSettings } from '../market.js';
import type { Statistics } from '../result.js';
import type { Timeframe } from '../timeframe.js';
import { buyAndHold, type Held, heldSeries, type HeldSeries } from './benchmark.js';
import { costSplit } from './costs.js';
import { exposure } from './exposure.js';
import { cutPeriods, endTime, type Periods } from './period.js';
import { LEAST_RETURNS, returnFigures } from './ratios.js';
import { periodReturns, valuesAt } from './returns.js';
import { tradeCounts, tradeDurations, tradeFigures } from './trade-figures.js';

/** What statistics need to know of a run beside its account. */
export type StatisticsScope = {
  readonly timeframe: Timeframe;
  readonly settings: SymbolSettings;
  /** The tick after the last whose equity stands. */
  readonly end: number;
  /** What to compare with instead of holding the traded symbols. */
  readonly benchmark: HeldSeries | null;
};

type Add = (
  account: Account,
  scope: StatisticsScope,
  statistics: Statistics,
  reasons: Record<string, string>,
) => void;

/** Statistics that are worked out together. */
export type Group = { readonly names: readonly string[]; readonly add: Add };

const RETURNS = [
  'annual_return',
  'volatility_annual',
  'sharpe',
  'sortino',
  'calmar',
  'omega',
  'tail_ratio',
  'psr',
  'var_95',
  'cvar_95',
  'alpha',
  'beta',
  'treynor',
  'tracking_error',
  'information_ratio',
  'buy_hold_return',
  'periods',
  'periods_per_year',
];

/** Statistics that are worked out from the equity of single ticks. */
export const TICK_STATISTICS: readonly string[] = [...RETURNS, 'ulcer_index', 'turnover'];

/** All statistics, in this order: later groups use what earlier ones found. */
export const GROUPS: readonly Group[] = [
  { names: ['total_return', 'cagr', 'equity_final', 'bars'], add: addEnds },
  {
    names: [
      'max_drawdown',
      'max_drawdown_days',
      'avg_drawdown',
      'recovery_factor',
      'ulcer_index',
      'equity_peak',
      'turnover',
      'calmar',
    ],
    add: addPath,
  },
  {
    names: RETURNS,
    add: addReturns,
  },
  { names: ['trades', 'open_trades'], add: addCounts },
  { names: ['avg_trade_days', 'max_trade_days'], add: addDurations },
  {
    names: [
      'winning_trades',
      'losing_trades',
      'long_trades',
      'short_trades',
      'ambiguous_trades',
      'win_rate',
      'profit_factor',
      'expectancy',
      'avg_trade',
      'best_trade',
      'worst_trade',
      'avg_win',
      'avg_loss',
      'max_consecutive_wins',
      'max_consecutive_losses',
      'avg_mae',
      'avg_mfe',
      'sqn',
      'kelly',
    ],
    add: addTrades,
  },
  {
    names: [
      'fees_paid',
      'slippage_paid',
      'spread_paid',
      'funding_paid',
      'borrow_paid',
      'traded_value',
      'break_even_cost',
      'turnover',
    ],
    add: addCosts,
  },
  { names: ['exposure_time'], add: addExposure },
];

function addEnds(account: Account, scope: StatisticsScope, statistics: Statistics): void {
  const { last } = account.equity;
  const factor = last / account.config.initialCapital;
  statistics.total_return = factor - 1;
  statistics.cagr = growth(factor, 1 / years(account, scope));
  statistics.equity_final = last;
  statistics.bars = scope.end - account.firstTick;
}

function addPath(account: Account, scope: StatisticsScope, statistics: Statistics): void {
  const { equity, times, config } = account;
  const path = equity.path(endTime(times, scope.end, scope.timeframe));
  const total = equity.last / config.initialCapital - 1;
  statistics.max_drawdown = path.maxDrawdown;
  statistics.max_drawdown_days = path.maxDrawdownDays;
  statistics.avg_drawdown = path.avgDrawdown;
  statistics.recovery_factor = total / path.maxDrawdown;
  statistics.ulcer_index = path.ulcerIndex;
  statistics.equity_peak = path.peak;
  // Traded value over it, a year, once the costs are known.
  statistics.turnover = path.mean * years(account, scope);
}

function addReturns(
  account: Account,
  scope: StatisticsScope,
  statistics: Statistics,
  reasons: Record<string, string>,
): void {
  const { equity, times, firstTick, config } = account;
  const { end, timeframe, settings, benchmark } = scope;
  const capital = config.initialCapital;
  const periods = cutPeriods(times, firstTick, end, timeframe, settings);
  const returns = periodReturns(valuesAt(equity.column, periods.ends), capital, periods);
  const held = heldOver(account, scope, periods);
  const against = periodReturns(held.values, 1, periods);
  const figures = returnFigures(returns, against, periods.perYear, config.riskFree);
  Object.assign(statistics, figures.values);
  Object.assign(reasons, figures.reasons);
  const factor = equity.last / capital;
  statistics.annual_return = growth(factor, periods.perYear / returns.length);
  statistics.buy_hold_return = held.total;
  statistics.periods = returns.length;
  statistics.periods_per_year = periods.perYear;
  statistics.calmar = growth(factor, 1 / years(account, scope)) / (statistics.max_drawdown ?? NaN);
  if (returns.length < LEAST_RETURNS) {
    statistics.calmar = null;
    reasons.calmar = `needs ${LEAST_RETURNS} returns, has ${returns.length}`;
  }
  if (benchmark !== null && held.total !== held.total)
    reasons.buy_hold_return = 'no benchmark bars';
}

function heldOver(account: Account, scope: StatisticsScope, periods: Periods): Held {
  const { markets, times, firstTick } = account;
  if (scope.benchmark === null) return buyAndHold(markets, firstTick, scope.end, periods.ends);
  return heldSeries(scope.benchmark, times, firstTick, scope.end, periods.ends);
}

function addCounts(account: Account, _scope: StatisticsScope, statistics: Statistics): void {
  Object.assign(statistics, tradeCounts(account));
}

function addDurations(account: Account, _scope: StatisticsScope, statistics: Statistics): void {
  Object.assign(statistics, tradeDurations(account));
}

function addTrades(account: Account, _scope: StatisticsScope, statistics: Statistics): void {
  Object.assign(statistics, tradeFigures(account));
}

function addCosts(account: Account, _scope: StatisticsScope, statistics: Statistics): void {
  const costs = costSplit(account);
  Object.assign(statistics, costs);
  statistics.turnover = costs.traded_value / (statistics.turnover ?? NaN);
}

function addExposure(account: Account, scope: StatisticsScope, statistics: Statistics): void {
  statistics.exposure_time = exposure(account.trades, account.firstTick, scope.end);
}

function years(account: Account, { end, timeframe }: StatisticsScope): number {
  const { times, firstTick } = account;
  return (endTime(times, end, timeframe) - times[firstTick]) / (365.25 * DAY_MS);
}

function growth(factor: number, exponent: number): number {
  return factor <= 0 ? -1 : power(factor, exponent) - 1;
}
