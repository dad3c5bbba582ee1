import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, play, type Script } from '../fixtures/play.js';

// Round trips of 10 units from 100, each closed at the open of the bar after its entry.
function roundTrips(exits: readonly number[], commission = 0) {
  const rows: HandBar[] = flat(1);
  const script: Record<number, Script[number]> = {};
  exits.forEach((exit, k) => {
    rows.push([100, 100, 100, 100], [exit, exit, exit, exit]);
    script[2 * k] = ({ buy }) => buy({ size: 10, tag: k % 2 === 0 ? 'even' : 'odd' });
    script[2 * k + 1] = ({ position }) => position.close();
  });
  return play(rows, script, { commission });
}

describe('trade figures', () => {
  // Profits of 100, −50, 200, −20, −30.
  const { statistics } = roundTrips([110, 95, 120, 98, 97]).result;

  it('count trades, winners and losers', () => {
    expect(statistics).toMatchObject({
      trades: 5,
      winning_trades: 2,
      losing_trades: 3,
      win_rate: 0.4,
    });
    expect(statistics).toMatchObject({ long_trades: 5, short_trades: 0, open_trades: 0 });
    expect(statistics).toMatchObject({ max_consecutive_wins: 1, max_consecutive_losses: 2 });
  });

  it('give profit factor and expectancy in money', () => {
    expect(statistics.profit_factor).toBeCloseTo(3, 12);
    expect(statistics.expectancy).toBeCloseTo(40, 12);
    expect(statistics.avg_win).toBeCloseTo(150, 12);
    expect(statistics.avg_loss).toBeCloseTo(100 / 3, 12);
  });

  it('give the average trade as an arithmetic return', () => {
    expect(statistics.avg_trade).toBeCloseTo((0.1 - 0.05 + 0.2 - 0.02 - 0.03) / 5, 12);
    expect(statistics.best_trade).toBeCloseTo(0.2, 12);
    expect(statistics.worst_trade).toBeCloseTo(-0.05, 12);
  });

  it('give SQN and Kelly', () => {
    const spread = [100, -50, 200, -20, -30].map((p) => (p - 40) ** 2).reduce((a, b) => a + b, 0);
    expect(statistics.sqn).toBeCloseTo((Math.sqrt(5) * 40) / Math.sqrt(spread / 4), 10);
    expect(statistics.kelly).toBeCloseTo(0.4 - 0.6 / (150 / (100 / 3)), 12);
  });

  it('are net of fees', () => {
    // 10 × 100 × 1 % + 10 × 101 × 1 % = 20.1 eats a gain of 10.
    const net = roundTrips([101], 0.01);
    expect(net.trades[0].pnl).toBeCloseTo(-10.1, 10);
    expect(net.trades[0].return).toBeCloseTo(-0.0101, 12);
    expect(net.result.statistics).toMatchObject({ winning_trades: 0, losing_trades: 1 });
  });

  it('are null with a reason where there is nothing to divide by', () => {
    const { result } = roundTrips([]);
    expect(result.statistics).toMatchObject({ trades: 0, win_rate: null, profit_factor: null });
    expect(result.reasons.win_rate).toBe('no trades');
    const won = roundTrips([110]).result;
    expect(won.statistics.profit_factor).toBeNull();
    expect(won.reasons.profit_factor).toBe('nothing to divide by');
  });

  it('tell how long trades were held', () => {
    expect(statistics).toMatchObject({ avg_trade_days: 1, max_trade_days: 1 });
  });
});

describe('exposure', () => {
  it('is the share of bars in which anything was held', () => {
    // Entered at the open of bar 1 and left at the open of bar 3, of five bars: bars 1 and 2.
    const { result } = play(flat(5), {
      0: ({ buy }) => buy({ size: 1 }),
      2: ({ position }) => position.close(),
    });
    expect(result.statistics.exposure_time).toBeCloseTo(0.4, 12);
  });
});

describe('exposure of trades entered at a close', () => {
  it('starts with the bar after it', () => {
    // Held from the close of bar 1 to the close of bar 3: bars 2 and 3 of five.
    const { result } = play(
      flat(5),
      { 1: ({ buy }) => buy({ size: 1 }), 3: ({ position }) => position.close() },
      { fillAt: 'close' },
    );
    expect(result.statistics.exposure_time).toBeCloseTo(0.4, 12);
  });
});

describe('excursions', () => {
  it('are the largest loss and gain against the entry while the trade was held', () => {
    const rows: HandBar[] = [
      ...flat(1),
      [100, 108, 97, 102],
      [102, 105, 94, 100],
      [101, 150, 50, 101],
    ];
    const script: Script = {
      0: ({ buy }) => buy({ size: 1 }),
      2: ({ position }) => position.close(),
    };
    const { trades, result } = play(rows, script);
    // Left at the open of the last bar, whose extremes it did not see.
    expect(trades[0].mae).toBeCloseTo(0.06, 12);
    expect(trades[0].mfe).toBeCloseTo(0.08, 12);
    expect(result.statistics.avg_mae).toBeCloseTo(0.06, 12);
  });
});

describe('the tables of trades', () => {
  it('go by symbol, tag, side and month', () => {
    const { breakdown } = roundTrips([110, 95, 120, 98, 97], 0).result;
    expect(breakdown.by_symbol).toMatchObject([{ key: 'X', trades: 5, wins: 2 }]);
    expect(breakdown.by_tag.map(({ key, trades }) => [key, trades])).toEqual([
      ['even', 3],
      ['odd', 2],
    ]);
    expect(breakdown.by_tag[0].pnl).toBeCloseTo(270, 10);
    expect(breakdown.by_tag[0].profit_factor).toBeCloseTo(10, 10);
    expect(breakdown.by_side).toMatchObject([{ key: 'long', trades: 5, win_rate: 0.4 }]);
    expect(breakdown.by_month).toMatchObject([{ key: '2024-01', trades: 5 }]);
  });

  it('put a trade in the month in which it closed', () => {
    const { result } = play(flat(40), {
      0: ({ sell }) => sell({ size: 1 }),
      34: ({ position }) => position.close(),
    });
    expect(result.breakdown.by_month).toMatchObject([{ key: '2024-02', trades: 1 }]);
    expect(result.breakdown.by_side).toMatchObject([{ key: 'short' }]);
  });
});
