import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, play, type Script } from '../fixtures/play.js';

const STEPS: HandBar[] = [100, 110, 120, 130].map((p) => [p, p, p, p] as const);

describe('the costs of a run', () => {
  const { statistics } = play(
    STEPS,
    { 0: ({ buy }) => buy({ size: 10 }), 1: ({ position }) => position.close() },
    { commission: 0.01, spread: 0.02, slippage: { type: 'fixed', value: 0.5 } },
  ).result;
  // Bought at 110 + 1.1 + 0.5 = 111.6, sold at 120 − 1.2 − 0.5 = 118.3.
  const traded = 1116 + 1183;

  it('are split into fees, slippage, spread and funding', () => {
    expect(statistics.fees_paid).toBeCloseTo(traded * 0.01, 10);
    expect(statistics.slippage_paid).toBeCloseTo(10, 10);
    expect(statistics.spread_paid).toBeCloseTo(11 + 12, 10);
    expect(statistics.funding_paid).toBe(0);
  });

  it('tell the cost at which nothing is earned', () => {
    expect(statistics.traded_value).toBeCloseTo(traded, 10);
    // Free of costs the move of 10 earns 100.
    expect(statistics.break_even_cost).toBeCloseTo(100 / traded, 12);
  });

  it('leave what an open trade paid out of what the closed ones earned', () => {
    const more: Script = {
      0: ({ buy }) => buy({ size: 10 }),
      1: ({ position }) => position.close(),
      2: ({ buy }) => buy({ size: 50 }),
    };
    const rows: HandBar[] = [...flat(2), ...flat(3, 110)];
    const { result } = play(rows, more, { commission: 0.01 });
    // The closed trade earned 100 before its fees, on 1,000 and 1,100 traded.
    expect(result.statistics).toMatchObject({ trades: 1, open_trades: 1, traded_value: 7600 });
    expect(result.statistics.break_even_cost).toBeCloseTo(100 / 2100, 12);
  });

  it('give the turnover: traded value over mean equity, a year', () => {
    // Equity by bar: 10,000, then less the entry, then less all.
    const entry = 10_000 - 11.16 + 10 * (110 - 111.6);
    const end = 10_000 + 67 - traded * 0.01;
    const mean = (10_000 + entry + end + end) / 4;
    expect(statistics.turnover).toBeCloseTo(traded / mean / (4 / 365.25), 8);
  });
});
