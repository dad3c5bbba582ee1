import { DAY_MS, civilDate, weekday } from '../../calendar.js';
import { exp, log, power } from '../../math.js';
import { wholePower } from '../../math/whole-power.js';
import { covariance, mean, variance } from '../../statistics/moments.js';
import type { PyTrade } from './order.js';

/** Statistics under the names of backtesting.py, in its units; durations are seconds, times epoch milliseconds, null is its NaN. */
export type PyStatistics = Record<string, number | null>;

/** Works out every statistic of backtesting.py 0.6.6; `first` is the first bar at which all indicators have values. */
export function pyStatistics(
  trades: readonly PyTrade[],
  equity: Float64Array,
  time: Float64Array,
  close: Float64Array,
  first: number,
): PyStatistics {
  const n = equity.length;
  const start = equity[0];
  const end = equity[n - 1];
  const s: PyStatistics = {
    Start: time[0],
    End: time[n - 1],
    Duration: (time[n - 1] - time[0]) / 1000,
    'Exposure Time [%]': exposure(trades, n) * 100,
    'Equity Final [$]': end,
    'Equity Peak [$]': equity.reduce((peak, value) => Math.max(peak, value), -Infinity),
  };
  let commissions = 0;
  for (const trade of trades) commissions += trade.commission;
  if (commissions !== 0) s['Commissions [$]'] = commissions;
  s['Return [%]'] = ((end - start) / start) * 100;
  s['Buy & Hold Return [%]'] = ((close[n - 1] - close[first]) / close[first]) * 100;
  addReturns(s, equity, time);
  addMarket(s, equity, close);
  addDrawdowns(s, equity, time);
  addTrades(s, trades, time);
  for (const [name, value] of Object.entries(s)) {
    if (value !== null && value !== value) s[name] = null;
  }
  return s;
}

function exposure(trades: readonly PyTrade[], n: number): number {
  const held = new Uint8Array(n);
  for (const trade of trades) held.fill(1, trade.entryBar, (trade.exitBar ?? n) + 1);
  return mean(held);
}

function addReturns(s: PyStatistics, equity: Float64Array, time: Float64Array): void {
  const spacingDays = Math.floor(barPeriod(time) / DAY_MS);
  const perYear = periodsPerYear(time, spacingDays);
  const returns = periodChanges(equity, time, spacingDays);
  const growth = geometricMean(returns, returns.length);
  const annual = wholePower(1 + growth, perYear) - 1;
  // Once the money is gone 0 / 0 is no return; the peer leaves such days out of all but the mean.
  const known = returns.filter((each) => each === each);
  const deviation = variance(known, mean(known), 1);
  const square = (1 + growth) * (1 + growth);
  // Two nearly equal powers are subtracted: only powers rounded as exactly as the peer's leave the digits it prints.
  const volatility = Math.sqrt(
    wholePower(deviation + square, perYear) - wholePower(1 + growth, 2 * perYear),
  );
  s['Return (Ann.) [%]'] = annual * 100;
  s['Volatility (Ann.) [%]'] = volatility * 100;
  const years = (time[time.length - 1] - time[0]) / DAY_MS / 365.25;
  const factor = equity[equity.length - 1] / equity[0];
  s['CAGR [%]'] = years > 0 ? (power(factor, 1 / years) - 1) * 100 : NaN;
  s['Sharpe Ratio'] = volatility > 0 ? annual / volatility : NaN;
  let downside = 0;
  for (const each of known) downside += each < 0 ? each * each : 0;
  s['Sortino Ratio'] = annual / (Math.sqrt(downside / known.length) * Math.sqrt(perYear));
  s['Calmar Ratio'] = annual / (maxDrawdown(equity) || NaN);
}

// The median spacing of the last hundred stamps.
function barPeriod(time: Float64Array): number {
  const from = Math.max(1, time.length - 99);
  const gaps: number[] = [];
  for (let i = from; i < time.length; i++) gaps.push(time[i] - time[i - 1]);
  gaps.sort((a, b) => a - b);
  const middle = gaps.length >> 1;
  return gaps.length % 2 === 1 ? gaps[middle] : (gaps[middle - 1] + gaps[middle]) / 2;
}

function periodsPerYear(time: Float64Array, spacingDays: number): number {
  if (spacingDays === 7) return 52;
  if (spacingDays === 31) return 12;
  if (spacingDays === 365) return 1;
  let weekend = 0;
  for (const each of time) if (weekday(Math.floor(each / DAY_MS)) >= 5) weekend++;
  return weekend / time.length > (2 / 7) * 0.6 ? 365 : 252;
}

function periodKey(time: number, spacingDays: number): number {
  const day = Math.floor(time / DAY_MS);
  if (spacingDays === 7) return Math.floor((day + 3) / 7);
  if (spacingDays !== 31 && spacingDays !== 365) return day;
  const { year, month } = civilDate(day);
  return spacingDays === 365 ? year : year * 12 + month;
}

function periodChanges(equity: Float64Array, time: Float64Array, spacingDays: number): number[] {
  const last: number[] = [];
  let key = NaN;
  for (let i = 0; i < time.length; i++) {
    const now = periodKey(time[i], spacingDays);
    if (now === key) last[last.length - 1] = equity[i];
    else last.push(equity[i]);
    key = now;
  }
  const changes: number[] = [];
  for (let k = 1; k < last.length; k++) changes.push(last[k] / last[k - 1] - 1);
  return changes;
}

function geometricMean(returns: readonly number[], count: number): number {
  let sum = 0;
  for (const each of returns) {
    const growth = (each === each ? each : 0) + 1;
    if (growth <= 0) return 0;
    sum += log(growth);
  }
  return count > 0 ? exp(sum / count) - 1 : NaN;
}

function addMarket(s: PyStatistics, equity: Float64Array, close: Float64Array): void {
  const own: number[] = [];
  const market: number[] = [];
  for (let i = 1; i < equity.length; i++) {
    own.push(log(equity[i] / equity[i - 1]));
    market.push(log(close[i] / close[i - 1]));
  }
  const beta = covariance(own, market) / variance(market, mean(market), 1);
  const total = s['Return [%]'] ?? NaN;
  const hold = s['Buy & Hold Return [%]'] ?? NaN;
  s['Alpha [%]'] = total - beta * hold;
  s.Beta = beta;
}

function maxDrawdown(equity: Float64Array): number {
  let peak = -Infinity;
  let worst = 0;
  for (const value of equity) {
    if (value > peak) peak = value;
    worst = Math.max(worst, 1 - value / peak);
  }
  return worst;
}

function addDrawdowns(s: PyStatistics, equity: Float64Array, time: Float64Array): void {
  const n = equity.length;
  const period = barPeriod(time);
  let peak = -Infinity;
  let previous = -1;
  let depth = 0;
  const depths: number[] = [];
  const durations: number[] = [];
  for (let i = 0; i < n; i++) {
    if (equity[i] > peak) peak = equity[i];
    const drawdown = 1 - equity[i] / peak;
    depth = Math.max(depth, drawdown);
    if (drawdown !== 0 && i < n - 1) continue;
    if (previous >= 0 && i > previous + 1) {
      depths.push(depth);
      durations.push((time[i] - time[previous]) / 1000);
    }
    previous = i;
    depth = 0;
  }
  s['Max. Drawdown [%]'] = -maxDrawdown(equity) * 100;
  s['Avg. Drawdown [%]'] = depths.length > 0 ? -mean(depths) * 100 : NaN;
  s['Max. Drawdown Duration'] = roundedUp(
    durations.length > 0 ? Math.max(...durations) : NaN,
    period,
  );
  s['Avg. Drawdown Duration'] = roundedUp(durations.length > 0 ? mean(durations) : NaN, period);
}

// Durations are rounded up to the largest of days, hours, minutes and seconds that the bars' spacing is a multiple of.
function roundedUp(seconds: number, periodMs: number): number {
  for (const unit of [86_400, 3600, 60]) {
    if (periodMs % (unit * 1000) === 0) return Math.ceil(seconds / unit) * unit;
  }
  return Math.ceil(seconds);
}

function addTrades(s: PyStatistics, trades: readonly PyTrade[], time: Float64Array): void {
  const n = trades.length;
  const period = barPeriod(time);
  const returns = trades.map((trade) => trade.returned);
  const pnl = trades.map((trade) => trade.pnl);
  const held = trades.map((trade) => (time[trade.exitBar ?? 0] - time[trade.entryBar]) / 1000);
  const wins = pnl.filter((each) => each > 0);
  const losses = pnl.filter((each) => each < 0);
  const winRate = n > 0 ? wins.length / n : NaN;
  const gained = sum(returns.filter((each) => each > 0));
  const lost = Math.abs(sum(returns.filter((each) => each < 0)));
  s['# Trades'] = n;
  s['Win Rate [%]'] = winRate * 100;
  s['Best Trade [%]'] = n > 0 ? Math.max(...returns) * 100 : NaN;
  s['Worst Trade [%]'] = n > 0 ? Math.min(...returns) * 100 : NaN;
  s['Avg. Trade [%]'] = geometricMean(returns, n) * 100;
  s['Max. Trade Duration'] = roundedUp(n > 0 ? Math.max(...held) : NaN, period);
  s['Avg. Trade Duration'] = roundedUp(n > 0 ? mean(held) : NaN, period);
  s['Profit Factor'] = gained / (lost || NaN);
  s['Expectancy [%]'] = mean(returns) * 100;
  const deviation = Math.sqrt(variance(pnl, mean(pnl), 1));
  s.SQN = (Math.sqrt(n) * mean(pnl)) / (deviation || NaN);
  s['Kelly Criterion'] = winRate - (1 - winRate) / (mean(wins) / -mean(losses));
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const each of values) total += each;
  return total;
}
