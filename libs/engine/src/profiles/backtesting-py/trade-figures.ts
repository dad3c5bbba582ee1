import { mean, variance } from '../../statistics/moments.js';
import { geometricMean } from './annual.js';
import type { PyTrade } from './order.js';
import { barPeriod, roundedUp } from './period.js';

/** Works out the statistics of closed trades, in the peer's names and units, NaN where there is no number. */
export function tradeFigures(
  trades: readonly PyTrade[],
  time: Float64Array,
): Record<string, number> {
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
  const deviation = Math.sqrt(variance(pnl, mean(pnl), 1));
  return {
    '# Trades': n,
    'Win Rate [%]': winRate * 100,
    'Best Trade [%]': n > 0 ? largest(returns) * 100 : NaN,
    'Worst Trade [%]': n > 0 ? -largest(returns.map((each) => -each)) * 100 : NaN,
    'Avg. Trade [%]': geometricMean(returns) * 100,
    'Max. Trade Duration': roundedUp(n > 0 ? largest(held) : NaN, period),
    'Avg. Trade Duration': roundedUp(mean(held), period),
    'Profit Factor': gained / (lost || NaN),
    'Expectancy [%]': mean(returns) * 100,
    SQN: (Math.sqrt(n) * mean(pnl)) / (deviation || NaN),
    'Kelly Criterion': winRate - (1 - winRate) / (mean(wins) / -mean(losses)),
  };
}

function largest(values: readonly number[]): number {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  return most;
}

function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
