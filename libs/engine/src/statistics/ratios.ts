import { normalCdf, power } from '../math.js';
import { covariance, mean, quantile, variance } from './moments.js';

/** Below this many returns a ratio says nothing. */
export const LEAST_RETURNS = 30;

/** Statistics of period returns; a name that is missing has its reason in `reasons`. */
export type ReturnFigures = {
  values: Record<string, number | null>;
  reasons: Record<string, string>;
};

const RATIOS = [
  'sharpe',
  'sortino',
  'omega',
  'tail_ratio',
  'psr',
  'alpha',
  'beta',
  'treynor',
  'tracking_error',
  'information_ratio',
];

/** Works out risk and return of period returns against a benchmark's; `perYear` periods make a year and the risk-free rate is yearly. */
export function returnFigures(
  returns: Float64Array,
  benchmark: Float64Array,
  perYear: number,
  riskFree: number,
): ReturnFigures {
  const values: Record<string, number | null> = {};
  const reasons: Record<string, string> = {};
  const n = returns.length;
  const center = mean(returns);
  const deviation = n > 1 ? Math.sqrt(variance(returns, center, 1)) : NaN;
  const year = Math.sqrt(perYear);
  const free = riskFree === 0 ? 0 : power(1 + riskFree, 1 / perYear) - 1;
  values.volatility_annual = deviation * year;
  const sorted = returns.toSorted();
  const q05 = n > 0 ? quantile(sorted, 0.05) : NaN;
  values.var_95 = -q05;
  values.cvar_95 = -tailMean(sorted, q05);
  if (n < LEAST_RETURNS) {
    for (const name of RATIOS) {
      values[name] = null;
      reasons[name] = `needs ${LEAST_RETURNS} returns, has ${n}`;
    }
    return { values, reasons };
  }
  const excess = center - free;
  values.sharpe = (excess / deviation) * year;
  values.sortino = (excess / downside(returns)) * year;
  values.omega = omega(returns);
  values.tail_ratio = Math.abs(quantile(sorted, 0.95)) / Math.abs(q05);
  values.psr = probabilisticSharpe(returns, center, excess);
  const beta = covariance(returns, benchmark) / variance(benchmark, mean(benchmark), 1);
  values.beta = beta;
  values.alpha = (excess - beta * (mean(benchmark) - free)) * perYear;
  values.treynor = (excess * perYear) / beta;
  const active = returns.map((value, i) => value - benchmark[i]);
  const tracking = Math.sqrt(variance(active, mean(active), 1)) * year;
  values.tracking_error = tracking;
  values.information_ratio = (mean(active) * perYear) / tracking;
  return { values, reasons };
}

function tailMean(sorted: Float64Array, limit: number): number {
  let sum = 0;
  let count = 0;
  while (count < sorted.length && sorted[count] <= limit) sum += sorted[count++];
  return sum / count;
}

function downside(returns: Float64Array): number {
  let squares = 0;
  for (let i = 0; i < returns.length; i++) {
    const r = Math.min(returns[i], 0);
    squares += r * r;
  }
  return Math.sqrt(squares / returns.length);
}

function omega(returns: Float64Array): number {
  let gains = 0;
  let losses = 0;
  for (let i = 0; i < returns.length; i++) {
    if (returns[i] > 0) gains += returns[i];
    else losses -= returns[i];
  }
  return gains / losses;
}

// Bailey and López de Prado (2012): the probability that the true Sharpe ratio is above zero.
function probabilisticSharpe(returns: Float64Array, center: number, excess: number): number {
  const n = returns.length;
  const second = variance(returns, center, 0);
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < n; i++) {
    const d = returns[i] - center;
    third += d * d * d;
    fourth += d * d * d * d;
  }
  const skew = third / n / (second * Math.sqrt(second));
  const kurtosis = fourth / n / (second * second);
  const sharpe = excess / Math.sqrt(variance(returns, center, 1));
  const spread = Math.sqrt(1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe);
  return normalCdf((sharpe * Math.sqrt(n - 1)) / spread);
}
