import { describe, expect, it } from '@jest/globals';
import { defineStrategy, type MarketData } from './index.js';
import {
  finish,
  flat,
  handBars,
  type HandBar,
  play,
  scripted,
  type Script,
} from './fixtures/play.js';

const steps = (...prices: number[]): HandBar[] => prices.map((p) => [p, p, p, p] as const);

describe('leverage', () => {
  it('lets margin buy as many times its worth', () => {
    const { trades, equity } = play(
      steps(100, 100, 101),
      { 0: ({ buy }) => buy() },
      { leverage: 5 },
    );
    expect(trades[0].size).toBe(500);
    expect(equity[2]).toBe(10_500);
  });

  it('leaves as free what no margin holds', () => {
    // 300 units at 100 hold 6,000 of 10,000; the free 4,000 carry 200 more.
    const { trades } = play(
      flat(4),
      { 0: ({ buy }) => buy({ size: 300 }), 1: ({ buy }) => buy() },
      { leverage: 5 },
    );
    expect(trades.map((trade) => trade.size)).toEqual([300, 200]);
  });

  it('counts the entry fee against the margin', () => {
    // A unit takes 100 / 5 of margin and 100 × 1 % of fee.
    const config = { leverage: 5, commission: 0.01, lotSize: 0.001 };
    const { trades } = play(flat(3), { 0: ({ buy }) => buy() }, config);
    expect(trades[0].size).toBe(476.19);
  });
});

describe('liquidation in isolated margin', () => {
  const config = { leverage: 10, maintenanceMargin: 0.02, liquidationFee: 0.01 };

  it('of a long is at (entry × q − margin) / (q × (1 − mmr − fee))', () => {
    const rows: HandBar[] = [...flat(2), [100, 100, 90, 95], ...flat(1, 95)];
    const { trades } = play(rows, { 0: ({ buy }) => buy({ size: 50 }) }, config);
    expect(trades[0].exit_price).toBeCloseTo((100 * 50 - 500) / (50 * 0.97), 10);
    expect(trades[0].exit_reason).toBe('liquidation');
  });

  it('of a short is mirrored', () => {
    const rows: HandBar[] = [...flat(2), [100, 110, 100, 105], ...flat(1, 105)];
    const { trades } = play(rows, { 0: ({ sell }) => sell({ size: 50 }) }, config);
    expect(trades[0].exit_price).toBeCloseTo((100 * 50 + 500) / (50 * 1.03), 10);
  });

  it('is at the open of a gap', () => {
    const { trades } = play(steps(100, 100, 91.5), { 0: ({ buy }) => buy({ size: 50 }) }, config);
    expect(trades[0]).toMatchObject({ exit_price: 91.5, exit_reason: 'liquidation' });
  });

  it('never loses more than the margin, its own fee counted', () => {
    for (const price of [91, 90, 60, 1]) {
      const rows = steps(100, 100, price, price);
      const { equity } = play(rows, { 0: ({ buy }) => buy({ size: 50 }) }, config);
      expect(equity[3]).toBeGreaterThanOrEqual(9500 - 1e-9);
    }
    const short = play(steps(100, 100, 300), { 0: ({ sell }) => sell({ size: 50 }) }, config);
    expect(short.equity[2]).toBeCloseTo(9500, 8);
  });

  it('at the open of a gap comes before what would close there: no order loses more than the margin', () => {
    // Margin of 500: gone at 90, where a stop at 95 or 85 and a closing order would fill at 60.
    const steps60 = steps(100, 100, 60, 60);
    for (const sl of [undefined, 95, 85]) {
      const script: Script = {
        0: ({ buy }) => buy({ size: 50, sl }),
        1: ({ position }) => position.close(),
      };
      const { trades, equity } = play(steps60, script, { leverage: 10 });
      expect(trades[0]).toMatchObject({ exit_price: 90, exit_reason: 'liquidation' });
      expect(equity[3]).toBe(9500);
    }
  });

  it('comes before a stop beyond its level in the bar of an entry inside it, too', () => {
    const script: Script = { 0: ({ buy }) => buy({ size: 10, limit: 95, sl: 80 }) };
    const { trades } = play([...flat(1), [100, 100, 79, 90]], script, { leverage: 10 });
    expect(trades[0]).toMatchObject({ exit_price: 85.5, exit_reason: 'liquidation' });
  });

  it('pays the liquidation fee instead of the commission', () => {
    const rows: HandBar[] = [...flat(2), [100, 100, 90, 95]];
    const script = { 0: ({ buy }: { buy(o: object): unknown }) => void buy({ size: 50 }) };
    const { orders } = play(rows, script, { ...config, commission: 0.005 });
    expect(orders[1].fee).toBeCloseTo(50 * (orders[1].fill_price ?? NaN) * 0.01, 8);
  });

  it('takes the orders that protected the position with it', () => {
    const rows: HandBar[] = [...flat(2), [100, 100, 80, 95], ...flat(1, 95)];
    const { orders } = play(rows, { 0: ({ buy }) => buy({ size: 50, sl: 85, tp: 150 }) }, config);
    expect(orders.slice(1, 3).map(({ status, reason }) => [status, reason])).toEqual([
      ['cancelled', 'trade_closed'],
      ['cancelled', 'trade_closed'],
    ]);
  });

  it('spares the rest of the account', () => {
    const { trades, equity } = play(
      steps(100, 100, 80, 80, 80),
      { 0: ({ buy }) => buy({ size: 50 }), 2: ({ buy }) => buy({ size: 10 }) },
      { leverage: 10 },
    );
    expect(trades[1]).toMatchObject({ size: 10, entry_bar: 3 });
    expect(equity[4]).toBeCloseTo(9500, 8);
  });

  it('does not happen without leverage', () => {
    const { trades } = play(steps(100, 100, 1, 100), { 0: ({ buy }) => buy() });
    expect(trades[0].exit_price).toBeNull();
  });
});

describe('cross margin', () => {
  const config = { leverage: 10, marginMode: 'cross' as const };

  it("shares the account's equity", () => {
    const rows: HandBar[] = [...flat(2), [100, 100, 60, 70]];
    const { trades } = play(rows, { 0: ({ buy }) => buy({ size: 200 }) }, config);
    expect(trades[0].exit_price).toBeNull();
  });

  it('liquidates when the equity of all positions is down to maintenance', () => {
    const strategy = defineStrategy({
      name: 'both',
      scope: 'portfolio',
      next(_, { index, of }) {
        if (index !== 0) return;
        of('A').buy({ size: 200 });
        of('B').sell({ size: 100 });
      },
    });
    const b: HandBar[] = [...flat(2), ...steps(120)];
    const a: HandBar[] = [...flat(2), [100, 100, 50, 90]];
    const data: MarketData[] = [
      { symbol: 'A', timeframe: '1d', bars: handBars(a) },
      { symbol: 'B', timeframe: '1d', bars: handBars(b) },
    ];
    const { trades } = finish(strategy, data, { ...config, finalizeTrades: false });
    // B stands at its last close of 100 inside the bar: 10,000 of equity carry A down by 50.
    expect(trades[0]).toMatchObject({ symbol: 'A', exit_price: 50, exit_reason: 'liquidation' });
  });
});

describe('cross margin with both sides held', () => {
  const config = { leverage: 10, marginMode: 'cross' as const, hedging: true };
  const both: Script = {
    0: ({ buy, sell }) => {
      buy({ size: 400 });
      sell({ size: 300 });
    },
  };

  it('counts what one side gains against what the other loses', () => {
    // Net 100 long: at 60 the long has lost 16,000 and the short has won 12,000.
    const { trades } = play([...flat(2), [100, 100, 60, 70]], both, config);
    expect(trades.map((trade) => trade.exit_price)).toEqual([null, null]);
  });

  it('liquidates the side that loses when maintenance outgrows the equity', () => {
    const half: Script = {
      0: ({ buy, sell }) => {
        buy({ size: 300 });
        sell({ size: 300 });
      },
    };
    // 10,000 of equity whatever the price; 600 × 5 % × price of maintenance reach it at 333.33.
    const rows: HandBar[] = [...flat(2), [100, 340, 100, 300]];
    const { trades } = play(rows, half, { ...config, maintenanceMargin: 0.05 });
    expect(trades[0]).toMatchObject({ size: -300, exit_reason: 'liquidation' });
    expect(trades[0].exit_price).toBeCloseTo(10_000 / 30, 9);
  });
});

describe('ruin', () => {
  it('ends the run when just nothing is left, too', () => {
    const config = { leverage: 10, marginMode: 'cross' as const };
    const rows: HandBar[] = [...flat(2), [100, 100, 85, 95], ...flat(3)];
    const { equity } = play(rows, { 0: ({ buy }) => buy({ size: 1000 }) }, config);
    // 90,000 are borrowed for 1,000 units: liquidated at 90.
    expect(equity).toEqual([10_000, 10_000, 0]);
  });

  it('ends the run when the equity is gone', () => {
    const { result, trades, equity } = play(steps(100, 100, 150, 210, 50), {
      0: ({ sell }) => sell({ size: 100 }),
      4: () => {
        throw new Error('ran on');
      },
    });
    expect(trades[0]).toMatchObject({ exit_bar: 3, exit_price: 210, exit_reason: 'ruined' });
    expect(equity).toEqual([10_000, 10_000, 5000, -1000]);
    expect(result.statistics.total_return).toBeCloseTo(-1.1, 12);
  });

  it('cancels what waits', () => {
    const { orders } = play(steps(100, 100, 250, 50), {
      0: ({ sell, buy }) => {
        sell({ size: 100 });
        buy({ size: 1, limit: 60 });
      },
    });
    expect(orders[1]).toMatchObject({ status: 'cancelled', reason: 'ruined' });
  });

  it('is of the account, not of one symbol', () => {
    const data: MarketData[] = [
      { symbol: 'A', timeframe: '1d', bars: handBars(steps(100, 100, 210, 100)) },
      { symbol: 'B', timeframe: '1d', bars: handBars(steps(100, 100, 300, 100)) },
    ];
    const strategy = scripted({
      0: ({ symbol, buy, sell }) => (symbol === 'A' ? sell({ size: 50 }) : buy({ size: 50 })),
    });
    const { result } = finish(strategy, data, { finalizeTrades: false });
    expect(result.equity).toHaveLength(4);
  });
});
