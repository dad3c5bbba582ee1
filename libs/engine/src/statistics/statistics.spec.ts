import { describe, expect, it } from '@jest/globals';
import { barsOf, flat, type Ohlc, play, type Plan } from '../../test/scenario.js';
import {
  type BacktestResult,
  type Bars,
  defineStrategy,
  runBacktest,
  type RunConfig,
  syntheticBars,
  type Timeframe,
} from '../index.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function holding(bars: Bars, timeframe: Timeframe, config: Partial<RunConfig> = {}, settings = {}) {
  const strategy = defineStrategy({
    name: 'hold',
    next(_state, { index, buy, position }) {
      if (index % 40 === 0) buy({ fraction: 0.7 });
      if (index % 40 === 30) position.close();
    },
  });
  const outcome = runBacktest({
    strategy,
    data: [{ symbol: 'X', timeframe, bars, settings }],
    config: { commission: 0.001, ...config },
  });
  if (outcome.stopped) throw new Error('stopped');
  return outcome;
}

/** The returns of equity at the end of each UTC day, worked out anew and plainly. */
function dailyReturns({ equity, equityTime }: BacktestResult, capital: number): number[] {
  const last = new Map<number, number>();
  equityTime.forEach((time, i) => last.set(Math.floor(time / DAY), equity[i]));
  const days = [...last.keys()];
  const returns: number[] = [];
  let before = capital;
  for (let day = days[0]; day <= days[days.length - 1]; day++) {
    const value = last.get(day) ?? before;
    returns.push(value / before - 1);
    before = value;
  }
  return returns;
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: number[]) => {
  const centre = mean(values);
  return Math.sqrt(
    values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1),
  );
};

describe('return statistics', () => {
  const bars = syntheticBars(24 * 90, '1h', 11);
  const result = holding(bars, '1h');
  const { statistics: s } = result;
  const returns = dailyReturns(result, 10_000);

  it('are of equity at the end of each UTC day, the first against initial capital', () => {
    expect(s.periods).toBe(90);
    expect(s.total_return).toBeCloseTo(returns.reduce((growth, r) => growth * (1 + r), 1) - 1, 12);
  });

  it("annualise by the data's own calendar: 365 where weekends trade", () => {
    expect(s.periods_per_year).toBe(365);
    expect(s.sharpe).toBeCloseTo((mean(returns) / deviation(returns)) * Math.sqrt(365), 9);
    expect(s.volatility_annual).toBeCloseTo(deviation(returns) * Math.sqrt(365), 12);
    expect(s.annual_return).toBeCloseTo((1 + (s.total_return ?? NaN)) ** (365 / 90) - 1, 10);
    expect(s.cagr).toBeCloseTo((1 + (s.total_return ?? NaN)) ** (365.25 / 90) - 1, 10);
  });

  it('measure the downside over all returns, with target 0', () => {
    const downside = Math.sqrt(mean(returns.map((r) => Math.min(r, 0) ** 2)));
    expect(s.sortino).toBeCloseTo((mean(returns) / downside) * Math.sqrt(365), 9);
    const gains = returns.reduce((sum, r) => sum + Math.max(r, 0), 0);
    const losses = returns.reduce((sum, r) => sum - Math.min(r, 0), 0);
    expect(s.omega).toBeCloseTo(gains / losses, 10);
  });

  it('take risk as a historical, linear quantile, a positive loss', () => {
    const sorted = returns.toSorted((a, b) => a - b);
    const at = 0.05 * (sorted.length - 1);
    const low = Math.floor(at);
    const q = sorted[low] + (sorted[low + 1] - sorted[low]) * (at - low);
    expect(s.var_95).toBeCloseTo(-q, 14);
    expect(s.cvar_95).toBeCloseTo(-mean(sorted.filter((r) => r <= q)), 14);
  });

  it("compare with buying and holding, by Jensen's alpha a year", () => {
    const first = bars.close[0];
    const closes = new Map<number, number>();
    bars.time.forEach((time, i) => closes.set(Math.floor(time / DAY), bars.close[i]));
    let before = first;
    const market = [...closes.values()].map((close) => {
      const r = close / before - 1;
      before = close;
      return r;
    });
    const [a, b] = [mean(returns), mean(market)];
    const covariance =
      returns.reduce((sum, r, i) => sum + (r - a) * (market[i] - b), 0) / (returns.length - 1);
    const beta = covariance / deviation(market) ** 2;
    expect(s.beta).toBeCloseTo(beta, 10);
    expect(s.alpha).toBeCloseTo((a - beta * b) * 365, 10);
    expect(s.buy_hold_return).toBeCloseTo(bars.close[bars.close.length - 1] / first - 1, 12);
  });

  it('take the risk-free rate off', () => {
    const free = 1.05 ** (1 / 365) - 1;
    const { statistics } = holding(bars, '1h', { riskFree: 0.05 });
    expect(statistics.sharpe).toBeCloseTo(
      ((mean(returns) - free) / deviation(returns)) * Math.sqrt(365),
      9,
    );
  });

  it('of fewer than 30 returns give no ratios, and say why', () => {
    const { statistics, reasons } = holding(syntheticBars(24 * 20, '1h', 1), '1h');
    expect(statistics).toMatchObject({ sharpe: null, calmar: null, beta: null, periods: 20 });
    expect(reasons.sharpe).toBe('needs 30 returns, has 20');
    expect(statistics.max_drawdown).not.toBeNull();
  });
});

describe('the calendar of a run', () => {
  const days = (count: number, skip: (time: number) => boolean, stepMs = DAY) => {
    const times: number[] = [];
    for (let time = Date.parse('2024-01-01'); times.length < count; time += stepMs) {
      if (!skip(time)) times.push(time);
    }
    const bars = syntheticBars(count, '1d', 3);
    bars.time.set(times);
    return bars;
  };
  const weekend = (time: number) => [0, 6].includes(new Date(time).getUTCDay());

  it('has 252 periods a year where weekends do not trade, and no day without bars', () => {
    const { statistics } = holding(days(60, weekend), '1d');
    expect(statistics).toMatchObject({ periods_per_year: 252, periods: 60 });
  });

  it('carries equity over missing days where weekends trade', () => {
    const { statistics } = holding(
      days(60, (time) => time % (10 * DAY) === 0),
      '1d',
    );
    expect(statistics.periods_per_year).toBe(365);
    expect(statistics.periods).toBeGreaterThan(60);
  });

  it('gives the Sunday bars of foreign exchange to Monday', () => {
    const closed = (time: number) => {
      const date = new Date(time);
      const [day, hour] = [date.getUTCDay(), date.getUTCHours()];
      return day === 6 || (day === 5 && hour >= 22) || (day === 0 && hour < 22);
    };
    const { statistics } = holding(days(5 * 24 * 8 - 2, closed, HOUR), '1h');
    expect(statistics).toMatchObject({ periods_per_year: 252, periods: 40 });
  });

  it('counts bars slower than a day one by one', () => {
    expect(holding(syntheticBars(60, '1w', 1), '1w').statistics).toMatchObject({
      periods_per_year: 52,
      periods: 60,
    });
    expect(holding(syntheticBars(60, '1M', 1), '1M').statistics).toMatchObject({
      periods_per_year: 12,
      periods: 60,
    });
  });

  it('follows the zone of the session', () => {
    const settings = { sessionOffsets: [{ from: 0, minutes: 480 }] };
    const { statistics } = holding(syntheticBars(24 * 40, '1h', 1), '1h', {}, settings);
    // Shanghai's day starts at 16:00 UTC, so forty days of UTC touch forty-one there.
    expect(statistics.periods).toBe(41);
  });
});

describe('drawdown', () => {
  const prices = [100, 100, 110, 99, 104, 120, 90, 95, 95];
  const { statistics: s } = play(
    prices.map((price) => flat(price)),
    { 0: ({ buy }) => void buy() },
  ).result;

  it('is measured on every bar from initial capital, as a positive fraction', () => {
    expect(s.max_drawdown).toBeCloseTo(0.25, 12);
    expect(s.avg_drawdown).toBeCloseTo((0.1 + 0.25) / 2, 12);
    expect(s.equity_peak).toBeCloseTo(12_000, 9);
  });

  it('lasts from its peak to its recovery, or to the end of the data', () => {
    expect(s.max_drawdown_days).toBe(4);
  });

  it('gives the ulcer index over all bars and the recovery factor', () => {
    const depths = [0, 0, 0, 0.1, 1 - 104 / 110, 0, 0.25, 1 - 95 / 120, 1 - 95 / 120];
    const ulcer = Math.sqrt(depths.reduce((sum, d) => sum + d * d, 0) / depths.length);
    expect(s.ulcer_index).toBeCloseTo(ulcer, 12);
    expect(s.recovery_factor).toBeCloseTo(-0.05 / 0.25, 12);
  });

  it('counts a loss from the first bar on', () => {
    const { statistics } = play([flat(100), flat(100), flat(80), flat(80)], {
      0: ({ buy }) => void buy(),
    }).result;
    expect(statistics.max_drawdown).toBeCloseTo(0.2, 12);
  });
});

describe('trade figures', () => {
  const rows: Ohlc[] = [100, 100, 110, 110, 99, 99, 104, 104, 104, 104].map((price) => flat(price));
  const plan: Plan = {
    0: ({ buy }) => void buy({ size: 10, tag: 'a' }),
    1: ({ position }) => void position.close(),
    2: ({ sell }) => void sell({ size: 10, tag: 'b' }),
    3: ({ position }) => void position.close(),
    4: ({ sell }) => void sell({ size: 10, tag: 'b' }),
    5: ({ position }) => void position.close(),
  };
  const { result, trades } = play(rows, plan, { commission: 0.001 });
  const { statistics: s } = result;
  const pnl = trades.map((trade) => trade.pnl ?? NaN);

  it('are net of fees', () => {
    expect(pnl[0]).toBeCloseTo(100 - 2.1, 12);
    expect(pnl[1]).toBeCloseTo(110 - 2.09, 12);
    expect(pnl[2]).toBeCloseTo(-50 - 2.03, 12);
    expect(trades[0].return).toBeCloseTo(97.9 / 1000, 12);
  });

  it('take profit factor and expectancy in money and the average trade as an arithmetic return', () => {
    expect(s).toMatchObject({
      trades: 3,
      winning_trades: 2,
      losing_trades: 1,
      long_trades: 1,
      short_trades: 2,
    });
    expect(s.win_rate).toBeCloseTo(2 / 3, 12);
    expect(s.profit_factor).toBeCloseTo((pnl[0] + pnl[1]) / -pnl[2], 12);
    expect(s.expectancy).toBeCloseTo(mean(pnl), 12);
    expect(s.avg_trade).toBeCloseTo(mean(trades.map((trade) => trade.return ?? NaN)), 12);
    expect(s.sqn).toBeCloseTo((Math.sqrt(3) * mean(pnl)) / deviation(pnl), 12);
    expect(s.max_consecutive_wins).toBe(2);
    const [win, loss] = [mean(pnl.slice(0, 2)), -pnl[2]];
    expect(s.kelly).toBeCloseTo(2 / 3 - 1 / 3 / (win / loss), 12);
  });

  it('take exposure by time and turnover as traded value over mean equity a year', () => {
    expect(s.exposure_time).toBeCloseTo(3 / 10, 12);
    const traded = 10 * (100 + 110 + 110 + 99 + 99 + 104);
    const years = 10 / 365.25;
    expect(s.turnover).toBeCloseTo(traded / mean([...result.equity]) / years, 9);
  });

  it('are broken down by symbol, tag, side and month', () => {
    expect(result.breakdown.by_tag.map(({ key, trades: count }) => [key, count])).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(result.breakdown.by_side.map(({ key, wins }) => [key, wins])).toEqual([
      ['long', 1],
      ['short', 1],
    ]);
    expect(result.breakdown.by_month[0]).toMatchObject({ key: '2024-01', trades: 3 });
    expect(result.breakdown.by_symbol[0].pnl).toBeCloseTo(
      pnl.reduce((sum, each) => sum + each, 0),
      12,
    );
  });

  it('are null, with a reason, where there are none', () => {
    const { statistics, reasons } = play([flat(1), flat(1)], {}).result;
    expect(statistics).toMatchObject({ trades: 0, win_rate: null, profit_factor: null });
    expect(reasons.win_rate).toBe('no trades');
  });
});

describe('a benchmark', () => {
  it('takes the place of buying and holding', () => {
    const bars = barsOf([flat(1), flat(1), flat(1)]);
    const strategy = defineStrategy({ name: 'idle', next: () => undefined });
    const benchmark = { time: bars.time, close: Float64Array.of(10, 11, 15) };
    const outcome = runBacktest({
      strategy,
      data: [{ symbol: 'X', timeframe: '1d', bars }],
      config: { benchmark: 'SPY' },
      benchmark,
    });
    expect(outcome.stopped ? NaN : outcome.statistics.buy_hold_return).toBeCloseTo(0.5, 12);
  });
});
