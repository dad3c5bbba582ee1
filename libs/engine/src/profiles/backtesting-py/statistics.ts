import { DAY_MS } from '../../calendar.js';
import { log, power } from '../../math.js';
import { covariance, mean, variance } from '../../statistics/moments.js';
import { annualFigures, geometricMean } from './annual.js';
import { drawdownsOf } from './drawdowns.js';
import type { PyTrade } from './order.js';
import { periodReturns, periodsPerYear } from './period.js';
import { tradeFigures } from './trade-figures.js';

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
  const last = equity.length - 1;
  const start = equity[0];
  const end = equity[last];
  const days = (time[last] - time[0]) / DAY_MS;
  const commissions = trades.reduce((paid, trade) => paid + trade.commission, 0);
  const total = ((end - start) / start) * 100;
  const hold = ((close[last] - close[first]) / close[first]) * 100;
  const returns = periodReturns(equity, time);
  const drawdowns = drawdownsOf(equity, time);
  const annual = annualFigures(
    geometricMean(returns),
    returns,
    periodsPerYear(time),
    drawdowns.max,
  );
  const beta = betaOf(equity, close);
  const figures = {
    Start: time[0],
    End: time[last],
    Duration: (time[last] - time[0]) / 1000,
    'Exposure Time [%]': exposure(trades, equity.length) * 100,
    'Equity Final [$]': end,
    'Equity Peak [$]': equity.reduce((peak, value) => Math.max(peak, value), -Infinity),
    ...(commissions === 0 ? {} : { 'Commissions [$]': commissions }),
    'Return [%]': total,
    'Buy & Hold Return [%]': hold,
    'Return (Ann.) [%]': annual.return * 100,
    'Volatility (Ann.) [%]': annual.volatility * 100,
    'CAGR [%]': days > 0 ? (power(end / start, 1 / (days / 365.25)) - 1) * 100 : NaN,
    'Sharpe Ratio': annual.sharpe,
    'Sortino Ratio': annual.sortino,
    'Calmar Ratio': annual.calmar,
    'Alpha [%]': total - beta * hold,
    Beta: beta,
    'Max. Drawdown [%]': -drawdowns.max * 100,
    'Avg. Drawdown [%]': -drawdowns.average * 100,
    'Max. Drawdown Duration': drawdowns.maxDuration,
    'Avg. Drawdown Duration': drawdowns.averageDuration,
    ...tradeFigures(trades, time),
  };
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, Number.isNaN(value) ? null : value]),
  );
}

function exposure(trades: readonly PyTrade[], bars: number): number {
  const held = new Uint8Array(bars);
  for (const trade of trades) held.fill(1, trade.entryBar, (trade.exitBar ?? bars) + 1);
  return mean(held);
}

function betaOf(equity: Float64Array, close: Float64Array): number {
  const own: number[] = [];
  const market: number[] = [];
  for (let i = 1; i < equity.length; i++) {
    own.push(log(equity[i] / equity[i - 1]));
    market.push(log(close[i] / close[i - 1]));
  }
  return covariance(own, market) / variance(market, mean(market), 1);
}
