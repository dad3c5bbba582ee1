import { describe, expect, it } from '@jest/globals';
import { type Context, type RunConfig, syntheticBars } from '../index.js';
import { finish, MONDAY, scripted } from '../fixtures/play.js';

const DAYS = 300;
const bars = syntheticBars(DAYS, '1d', 7, MONDAY);

// Buys, sells and goes flat by turns, so that equity moves in every way.
function turns({ index, buy, sell, position }: Context): void {
  if (index % 20 === 0) buy({ size: 60 });
  if (index % 20 === 9) position.close();
  if (index % 20 === 12) sell({ size: 40 });
  if (index % 20 === 19) position.close();
}

const script = Object.fromEntries(Array.from({ length: DAYS }, (_, i) => [i, turns]));

function run(config: Partial<RunConfig> = {}) {
  const data = [{ symbol: 'X', timeframe: '1d' as const, bars }];
  const { equity, result } = finish(scripted(script), data, { commission: 0.0005, ...config });
  return { equity, statistics: result.statistics };
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const deviation = (values: readonly number[], ddof: number) => {
  const center = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return Math.sqrt(squares / (values.length - ddof));
};
const quantile = (values: readonly number[], q: number) => {
  const sorted = values.toSorted((a, b) => a - b);
  const at = q * (sorted.length - 1);
  const rest = at - Math.floor(at);
  return sorted[Math.floor(at)] * (1 - rest) + sorted[Math.ceil(at)] * rest;
};

const { equity, statistics } = run();
const returns = equity.map((value, i) => value / (i === 0 ? 10_000 : equity[i - 1]) - 1);
const total = (equity.at(-1) ?? NaN) / 10_000 - 1;
const years = DAYS / 365.25;
// The bars go on through weekends.
const A = 365;

function is(name: string, value: number): void {
  expect(statistics[name] ?? NaN).toBeCloseTo(value, 10);
}

describe('return statistics', () => {
  it('take a return a day, the first against the initial capital', () => {
    is('periods', DAYS);
    is('periods_per_year', A);
    is('total_return', total);
  });

  it('annual_return is (1 + total)^(A / n) − 1 and cagr goes by days of 365.25 a year', () => {
    is('annual_return', (1 + total) ** (A / DAYS) - 1);
    is('cagr', (1 + total) ** (1 / years) - 1);
  });

  it('volatility and Sharpe use the sample deviation', () => {
    is('volatility_annual', deviation(returns, 1) * Math.sqrt(A));
    is('sharpe', (mean(returns) / deviation(returns, 1)) * Math.sqrt(A));
  });

  it('Sharpe is of what is earned above a yearly risk-free rate', () => {
    const free = 1.05 ** (1 / A) - 1;
    const sharpe = ((mean(returns) - free) / deviation(returns, 1)) * Math.sqrt(A);
    expect(run({ riskFree: 0.05 }).statistics.sharpe).toBeCloseTo(sharpe, 10);
  });

  it('Sortino divides by the losses over all n, with target 0', () => {
    const below = Math.sqrt(mean(returns.map((r) => Math.min(r, 0) ** 2)));
    is('sortino', (mean(returns) / below) * Math.sqrt(A));
  });

  it('calmar is cagr over the maximum drawdown', () => {
    let peak = 10_000;
    let worst = 0;
    for (const value of equity) {
      peak = Math.max(peak, value);
      worst = Math.max(worst, 1 - value / peak);
    }
    is('max_drawdown', worst);
    is('calmar', ((1 + total) ** (1 / years) - 1) / worst);
  });

  it('VaR and CVaR are historical and positive losses', () => {
    const q = quantile(returns, 0.05);
    is('var_95', -q);
    is('cvar_95', -mean(returns.filter((r) => r <= q)));
  });

  it('omega and tail ratio compare gains with losses', () => {
    const gains = returns.filter((r) => r > 0).reduce((a, b) => a + b, 0);
    const losses = returns.filter((r) => r < 0).reduce((a, b) => a - b, 0);
    is('omega', gains / losses);
    is('tail_ratio', Math.abs(quantile(returns, 0.95)) / Math.abs(quantile(returns, 0.05)));
  });

  it('the probabilistic Sharpe ratio counts skew and kurtosis', () => {
    const center = mean(returns);
    const moment = (k: number) => mean(returns.map((r) => (r - center) ** k));
    const skew = moment(3) / moment(2) ** 1.5;
    const kurtosis = moment(4) / moment(2) ** 2;
    const sharpe = center / deviation(returns, 1);
    const spread = Math.sqrt(1 - skew * sharpe + ((kurtosis - 1) / 4) * sharpe ** 2);
    is('psr', normal((sharpe * Math.sqrt(DAYS - 1)) / spread));
  });
});

describe('statistics against buying and holding', () => {
  const close = [...bars.close];
  const hold = close.map((value, i) => value / (i === 0 ? close[0] : close[i - 1]) - 1);
  const covariance =
    returns.reduce((sum, r, i) => sum + (r - mean(returns)) * (hold[i] - mean(hold)), 0) /
    (DAYS - 1);
  const beta = covariance / deviation(hold, 1) ** 2;
  const active = returns.map((r, i) => r - hold[i]);

  it('holds from the first tradable bar', () => {
    is('buy_hold_return', close[DAYS - 1] / close[0] - 1);
  });

  it("beta is of returns and alpha is Jensen's, by the year", () => {
    is('beta', beta);
    is('alpha', (mean(returns) - beta * mean(hold)) * A);
    is('treynor', (mean(returns) * A) / beta);
  });

  it('tracking error and information ratio are of the difference, by the year', () => {
    is('tracking_error', deviation(active, 1) * Math.sqrt(A));
    is('information_ratio', (mean(active) * A) / (deviation(active, 1) * Math.sqrt(A)));
  });
});

// The normal distribution by Simpson's rule, which is exact enough here and shares nothing with the engine.
function normal(x: number): number {
  const steps = 20_000;
  const h = x / steps;
  const density = (t: number) => Math.exp((-t * t) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(x);
  for (let k = 1; k < steps; k++) sum += density(k * h) * (k % 2 === 0 ? 2 : 4);
  return 0.5 + (sum * h) / 3;
}
