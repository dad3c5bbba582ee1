import type { Account } from '../account.js';
import { DAY_MS } from '../calendar.js';
import { power } from '../math.js';
import type { SymbolSettings } from '../market.js';
import type { Statistics } from '../result.js';
import type { Timeframe } from '../timeframe.js';
import { buyAndHold } from './benchmark.js';
import { costSplit } from './costs.js';
import { scanEquity } from './drawdown.js';
import { exposure } from './exposure.js';
import { cutPeriods, endTime } from './period.js';
import { LEAST_RETURNS, returnFigures } from './ratios.js';
import { periodReturns, valuesAt } from './returns.js';
import { tradeFigures } from './trade-figures.js';

/** All statistics of a run over the ticks [firstTick, end), ratios as fractions, with the reason of each that is null. */
export function computeStatistics(
  account: Account,
  timeframe: Timeframe,
  settings: SymbolSettings,
  end: number,
): { statistics: Statistics; reasons: Record<string, string> } {
  const { equity, times, firstTick, config } = account;
  const capital = config.initialCapital;
  if (end <= firstTick) return { statistics: emptyStatistics(capital), reasons: {} };
  const periods = cutPeriods(times, firstTick, end, timeframe, settings);
  const returns = periodReturns(valuesAt(equity, periods.ends), capital, periods);
  const hold = buyAndHold(account.markets, firstTick, end, periods.ends);
  const figures = returnFigures(
    returns,
    periodReturns(hold.values, 1, periods),
    periods.perYear,
    config.riskFree,
  );
  const last = endTime(times, end, timeframe);
  const path = scanEquity(equity, times, firstTick, end, capital, last);
  const final = equity[end - 1];
  const total = final / capital - 1;
  const years = (last - times[firstTick]) / (365.25 * DAY_MS);
  const cagr = growth(final / capital, 1 / years);
  const costs = costSplit(account);
  const statistics: Statistics = {
    total_return: total,
    annual_return: growth(final / capital, periods.perYear / returns.length),
    cagr,
    ...figures.values,
    calmar: cagr / path.maxDrawdown,
    max_drawdown: path.maxDrawdown,
    max_drawdown_days: path.maxDrawdownDays,
    avg_drawdown: path.avgDrawdown,
    recovery_factor: total / path.maxDrawdown,
    ulcer_index: path.ulcerIndex,
    exposure_time: exposure(account.trades, firstTick, end),
    buy_hold_return: hold.total,
    ...tradeFigures(account),
    open_trades: account.trades.rows - account.closed.length,
    turnover: costs.traded_value / path.mean / years,
    ...costs,
    equity_final: final,
    equity_peak: path.peak,
    bars: end - firstTick,
    periods: returns.length,
    periods_per_year: periods.perYear,
  };
  const { reasons } = figures;
  if (returns.length < LEAST_RETURNS) {
    statistics.calmar = null;
    reasons.calmar = `needs ${LEAST_RETURNS} returns, has ${returns.length}`;
  }
  explainNulls(statistics, reasons);
  return { statistics, reasons };
}

// A value that no number can hold (nothing to divide by) is null with a reason, never NaN or infinite.
function explainNulls(statistics: Statistics, reasons: Record<string, string>): void {
  for (const [name, value] of Object.entries(statistics)) {
    if (value !== null && Number.isFinite(value)) continue;
    statistics[name] = null;
    reasons[name] ??= statistics.trades === 0 ? 'no trades' : 'nothing to divide by';
  }
}

function growth(factor: number, exponent: number): number {
  return factor <= 0 ? -1 : power(factor, exponent) - 1;
}

function emptyStatistics(capital: number): Statistics {
  return { trades: 0, bars: 0, periods: 0, equity_final: capital, equity_peak: capital };
}
