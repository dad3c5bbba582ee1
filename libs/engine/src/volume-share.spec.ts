import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, play, type Script } from './fixtures/play.js';

const config = { maxVolumeShare: 0.1 };

describe('an order beyond its share of the volume', () => {
  it('fills in part and stays open for the rest', () => {
    const rows: HandBar[] = [...flat(1), [100, 100, 100, 100, 300], [110, 110, 110, 110, 200]];
    const { orders, trades, equity } = play(rows, { 0: ({ buy }) => buy({ size: 50 }) }, config);
    // 30 at 100 and 20 at 110: a mean of 104.
    expect(orders[0]).toMatchObject({ status: 'filled', filled_size: 50, fill_price: 104 });
    expect(trades.map((t) => [t.size, t.entry_price])).toEqual([
      [30, 100],
      [20, 110],
    ]);
    expect(equity).toEqual([10_000, 10_000, 10_300]);
  });

  it('is open with what filled while it waits', () => {
    play(
      [...flat(1), [100, 100, 100, 100, 300], ...flat(1)],
      {
        0: ({ buy }) => buy({ size: 50 }),
        1: ({ orders: [order] }) => {
          expect([order.status, order.filled, order.price]).toEqual(['open', 30, 100]);
          order.cancel();
        },
        2: ({ position }) => expect(position.size).toBe(30),
      },
      config,
    );
  });

  it('waits through a bar without volume', () => {
    const rows: HandBar[] = [...flat(1), [100, 100, 100, 100, 0], [110, 110, 110, 110, 200]];
    const { orders } = play(rows, { 0: ({ buy }) => buy({ size: 5 }) }, config);
    expect(orders[0]).toMatchObject({ filled_bar: 2, fill_price: 110 });
  });

  it('that is a triggered stop goes on at the next open, wherever that is', () => {
    const rows: HandBar[] = [
      ...flat(1),
      [100, 106, 99, 105, 300],
      [102, 103, 101, 102, 1000],
      ...flat(1),
    ];
    const { orders } = play(rows, { 0: ({ buy }) => buy({ size: 50, stop: 104 }) }, config);
    // 30 at the stop of 104 and 20 at the open of 102.
    expect(orders[0]).toMatchObject({ status: 'filled', filled_bar: 2, filled_size: 50 });
    expect(orders[0].fill_price).toBeCloseTo((30 * 104 + 20 * 102) / 50, 10);
  });

  it('that is a protective stop goes on until its trade is closed', () => {
    const rows: HandBar[] = [...flat(2), [100, 100, 89, 95, 100], ...flat(2, 97)];
    const { trades } = play(rows, { 0: ({ buy }) => buy({ size: 50, sl: 90 }) }, config);
    expect(trades.map((t) => [t.size, t.exit_bar, t.exit_price])).toEqual([
      [10, 2, 90],
      [40, 3, 97],
    ]);
  });

  it('shares the bar with all other orders of it', () => {
    const rows: HandBar[] = [...flat(1), [100, 100, 100, 100, 300], ...flat(1)];
    const script: Script = {
      0: ({ buy }) => {
        buy({ size: 20 });
        buy({ size: 20 });
        buy({ size: 20 });
      },
      1: ({ orders }) => expect(orders.map((order) => order.filled)).toEqual([10, 0]),
    };
    expect(play(rows, script, config).orders.map((order) => order.filled_bar)).toEqual([1, 2, 2]);
  });

  it('is not sized before something of it fills', () => {
    const rows: HandBar[] = [...flat(1), [100, 100, 100, 100, 0], ...flat(1, 200)];
    const { orders } = play(rows, { 0: ({ buy }) => buy({ fraction: 0.5 }) }, config);
    expect(orders[0]).toMatchObject({ status: 'filled', filled_size: 25, fill_price: 200 });
  });

  it('that is a stop hit in a bar without volume goes on at the next open', () => {
    const rows: HandBar[] = [...flat(1), [100, 106, 99, 105, 0], [102, 103, 101, 102, 1000]];
    const { orders } = play(rows, { 0: ({ buy }) => buy({ size: 50, stop: 104 }) }, config);
    expect(orders[0]).toMatchObject({ status: 'filled', filled_bar: 2, fill_price: 102 });
  });

  it('is pushed by what fills, not by what it asks for', () => {
    const script: Script = { 0: ({ buy }) => buy({ size: 500 }) };
    const slippage = { type: 'volume', value: 0.5 } as const;
    const { trades } = play(flat(2), script, { ...config, slippage, initialCapital: 1e6 });
    // 100 of 1,000 units: 100 × 0.5 × 0.1².
    expect(trades[0].size).toBe(100);
    expect(trades[0].entry_price).toBeCloseTo(100.5, 10);
  });

  it('and closes a trade whose time is up takes its bars one by one', () => {
    const rows: HandBar[] = [
      ...flat(2),
      ...Array.from({ length: 5 }, (): HandBar => [100, 100, 100, 100, 200]),
    ];
    const { orders } = play(rows, { 0: ({ buy }) => buy({ size: 50, exitAfter: 1 }) }, config);
    expect(orders).toHaveLength(2);
    expect(orders[1]).toMatchObject({ status: 'filled', filled_size: 50, filled_bar: 4 });
  });

  it('and may only reduce is done when nothing is left to reduce', () => {
    const rows: HandBar[] = [
      ...flat(2),
      [100, 100, 100, 100, 200],
      [99, 99, 99, 99, 1000],
      ...flat(3),
    ];
    const { orders, trades } = play(
      rows,
      {
        0: ({ buy }) => buy({ size: 50 }),
        1: ({ sell }) => sell({ size: 50, limit: 100, reduceOnly: true }),
        2: ({ sell }) => sell({ size: 10 }),
        4: ({ buy }) => buy({ size: 5 }),
      },
      config,
    );
    // 20 in bar 2 and, of the other 30, the 20 that are still held in bar 4.
    expect(orders[1]).toMatchObject({ status: 'filled', reason: 'reduce_only', filled_size: 40 });
    expect(trades.at(-1)).toMatchObject({ size: 5, exit_bar: null });
  });
});
