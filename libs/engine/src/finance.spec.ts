import { describe, expect, it } from '@jest/globals';
import { barsOf, flat, play, type Plan } from '../test/scenario.js';

const DAY = 86_400_000;
const START = 1_704_067_200_000;
const rows = Array.from({ length: 6 }, (_, i) => flat(100 + i));
const bars = barsOf(rows);

function paid(stamps: readonly number[], rates: readonly number[], plan: Plan, config = {}) {
  const funding = { time: Float64Array.from(stamps), rate: Float64Array.from(rates) };
  const data = [{ symbol: 'X', timeframe: '1d' as const, bars, funding }];
  return play(bars, plan, config, { data });
}

const buyFirst: Plan = { 0: ({ buy }) => void buy({ size: 10 }) };

describe('funding', () => {
  it('is paid at the previous close on what was held before its stamp', () => {
    const { trades } = paid([START + 3 * DAY], [0.01], buyFirst);
    expect(trades[0].funding).toBeCloseTo(10 * 102 * 0.01, 12);
  });

  it('stamped at the open of the entry is not paid: nothing was held before', () => {
    expect(paid([START + DAY], [0.01], buyFirst).trades[0].funding).toBe(0);
  });

  it('is earned by shorts when the rate is positive', () => {
    const { trades } = paid([START + 3 * DAY], [0.01], {
      0: ({ sell }) => void sell({ size: 10 }),
    });
    expect(trades[0].funding).toBeCloseTo(-10.2, 12);
  });

  it('is part of the result of a trade and of the equity', () => {
    const { trades, result } = paid([START + 3 * DAY], [0.01], buyFirst);
    expect(trades[0].pnl).toBeCloseTo(10 * 4 - 10.2, 12);
    expect(result.statistics.funding_paid).toBeCloseTo(10.2, 12);
    expect(result.equity[3]).toBeCloseTo(10_000 + 10 * (103 - 101) - 10.2, 9);
  });

  it('that is missing is a warning, never silently zero', () => {
    const nan = paid([START + 2 * DAY, START + 3 * DAY], [NaN, 0.01], buyFirst);
    expect(nan.result.warnings.map((each) => each.code)).toContain('missing_funding');
    const ended = paid([START], [0.01], buyFirst);
    expect(ended.result.warnings.map((each) => each.code)).toContain('missing_funding');
    const whole = paid(
      [2, 3, 4, 5, 6].map((k) => START + k * DAY),
      [0, 0, 0, 0, 0],
      buyFirst,
    );
    expect(whole.result.warnings).toEqual([]);
  });

  it('can be left out of a run', () => {
    const { trades } = paid([START + 3 * DAY], [0.01], buyFirst, { funding: false });
    expect(trades[0].funding).toBe(0);
  });
});

describe('borrow interest', () => {
  it('is charged to shorts each midnight on the value at the previous close', () => {
    const { trades, result } = play(
      bars,
      {
        0: ({ sell }) => void sell({ size: 10 }),
        2: ({ position }) => void position.close(),
      },
      { borrowRate: 0.365 },
    );
    // Midnights before bars 2 and 3, at the closes 101 and 102.
    expect(trades[0].borrow).toBeCloseTo(10 * (101 + 102) * 0.001, 12);
    // Sold at 101, bought back at 103.
    expect(trades[0].pnl).toBeCloseTo(-20 - 2.03, 12);
    expect(result.equity.at(-1)).toBeCloseTo(10_000 - 20 - 2.03, 9);
  });

  it('is charged to longs on what their margin does not pay', () => {
    const unlevered = play(bars, buyFirst, { borrowRate: 0.365 });
    expect(unlevered.trades[0].borrow).toBe(0);
    const levered = play(
      bars,
      { ...buyFirst, 1: ({ position }) => void position.close() },
      {
        borrowRate: 0.365,
        leverage: 4,
      },
    );
    expect(levered.trades[0].borrow).toBeCloseTo(10 * 101 * 0.75 * 0.001, 12);
  });

  it('is told apart from funding, and divided with the trade that paid it', () => {
    const plan: Plan = {
      0: ({ sell }) => void sell({ size: 10 }),
      2: ({ position }) => void position.close(0.4),
    };
    const config = { borrowRate: 0.365, finalizeTrades: true };
    const { trades, result } = paid([START + 3 * DAY], [0.01], plan, config);
    // Ten units until bar 3 at the closes 101 and 102, then six at 103 and 104; the rate of bar 3 is earned on ten.
    const first = 10 * (101 + 102) * 0.001;
    const later = 6 * (103 + 104) * 0.001;
    expect(trades.map((trade) => trade.borrow)).toEqual([
      expect.closeTo(first * 0.4, 12),
      expect.closeTo(first * 0.6 + later, 12),
    ]);
    expect(result.statistics.borrow_paid).toBeCloseTo(first + later, 12);
    expect(result.statistics.funding_paid).toBeCloseTo(-10.2, 12);
  });
});
