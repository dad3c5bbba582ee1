import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, play, type Script } from './fixtures/play.js';

const STEPS: HandBar[] = [100, 110, 120, 130, 140].map((p) => [p, p, p, p] as const);

describe('netting', () => {
  it('closes the oldest lots first and opens with the rest', () => {
    const { trades } = play(STEPS, {
      0: ({ buy }) => buy({ size: 2 }),
      1: ({ buy }) => buy({ size: 3 }),
      2: ({ sell }) => sell({ size: 6 }),
    });
    expect(trades.map((t) => [t.size, t.entry_price, t.exit_price, t.pnl])).toEqual([
      [2, 110, 130, 40],
      [3, 120, 130, 30],
      [-1, 130, null, null],
    ]);
  });

  it('splits a lot that an opposite order closes in part', () => {
    const { trades } = play(STEPS, {
      0: ({ buy }) => buy({ size: 2 }),
      1: ({ buy }) => buy({ size: 3 }),
      2: ({ sell }) => sell({ size: 4 }),
    });
    expect(trades.map((t) => [t.size, t.entry_price, t.exit_price])).toEqual([
      [2, 110, 130],
      [2, 120, 130],
      [1, 120, null],
    ]);
  });

  it('gives each part of a lot its share of the entry fee', () => {
    const script: Script = {
      0: ({ buy }) => buy({ size: 4 }),
      1: ({ position }) => position.close(0.25),
    };
    const { trades } = play(STEPS, script, { commission: 0.01 });
    // Entry 4 × 110 × 1 % = 4.4; a quarter of it is 1.1, and leaving 1 × 120 costs 1.2.
    expect(trades[0].fees).toBeCloseTo(2.3, 12);
    expect(trades[0].pnl).toBeCloseTo(10 - 2.3, 12);
    expect(trades[1].fees).toBeCloseTo(3.3, 12);
  });

  it('charges a fixed fee once for an order that closes and opens', () => {
    const script: Script = {
      0: ({ buy }) => buy({ size: 1 }),
      1: ({ sell }) => sell({ size: 4 }),
    };
    const { orders, equity } = play(STEPS, script, { commission: { fixed: 8, relative: 0 } });
    expect(orders[1].fee).toBe(8);
    // 10 gained, 16 paid.
    expect(equity[2]).toBe(10_000 + 10 - 16);
  });

  it('counts the fee of an order that closes and opens once when it works out its size, too', () => {
    const script: Script = { 0: ({ buy }) => buy({ size: 10 }), 1: ({ sell }) => sell() };
    const { orders } = play(flat(4), script, { commission: 'max(10, abs(size) * 0.05)' });
    // As with a fixed fee of 10: 9,990 after the entry, 9,980 to open with.
    expect(orders[1].filled_size).toBe(109.8);
  });

  it('keeps one net position that its strategy sees', () => {
    play(STEPS, {
      0: ({ buy }) => buy({ size: 2 }),
      1: ({ position, trades, sell }) => {
        expect([position.size, position.pnl, trades.length]).toEqual([2, 0, 1]);
        sell({ size: 5 });
      },
      2: ({ position, trades }) => {
        expect([position.size, trades.length]).toEqual([-3, 1]);
      },
      3: ({ position }) => expect(position.pnl).toBe(-30),
    });
  });

  it('closes a portion of the position, rounded down to the lot', () => {
    const script: Script = {
      0: ({ buy }) => buy({ size: 5 }),
      1: ({ position }) => position.close(0.5),
      2: ({ position }) => expect(position.size).toBe(3),
    };
    expect(play(STEPS, script, { lotSize: 1 }).trades[0].size).toBe(2);
  });

  it('has nothing to close when flat', () => {
    const { orders } = play(STEPS, {
      0: ({ position }) => expect(position.close()).toBeNull(),
      1: ({ buy }) => buy({ size: 1 }),
      2: ({ position }) => {
        position.close();
        position.close();
      },
    });
    expect(orders.map((order) => order.reason)).toEqual([null, null, 'nothing_to_close']);
    expect(orders[2].status).toBe('cancelled');
  });

  it('keeps what an order closes even when it may not open the rest', () => {
    const { orders, trades } = play(flat(4), {
      0: ({ buy }) => buy({ size: 10 }),
      1: ({ sell }) => sell({ size: 1000 }),
    });
    expect(orders[1]).toMatchObject({ filled_size: 10, reason: 'insufficient_margin' });
    expect(trades).toMatchObject([{ size: 10, exit_bar: 2 }]);
  });
});

describe('exclusive orders', () => {
  it('close what is open and cancel what waits before a new entry', () => {
    const { orders, trades } = play(
      STEPS,
      {
        0: ({ buy }) => buy({ size: 1 }),
        1: ({ buy }) => buy({ size: 1, limit: 50 }),
        2: ({ sell }) => sell({ size: 1 }),
      },
      { exclusiveOrders: true },
    );
    expect(trades[0]).toMatchObject({ exit_bar: 2, exit_reason: 'exclusive' });
    expect(orders.find((order) => order.limit === 50)).toMatchObject({ reason: 'exclusive' });
    expect(trades.at(-1)).toMatchObject({ size: -1, entry_bar: 3 });
  });

  it('that are refused leave what is open and what waits alone', () => {
    const { orders, trades } = play(
      STEPS,
      {
        0: ({ buy }) => buy({ size: 1 }),
        1: ({ buy }) => expect(() => buy({ size: 1, sl: 500 })).toThrow('wrong side'),
      },
      { exclusiveOrders: true },
    );
    expect(orders).toHaveLength(1);
    expect(trades).toMatchObject([{ exit_bar: null }]);
  });
});
