import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, play } from './fixtures/play.js';

const STEPS: HandBar[] = [100, 110, 120, 130].map((p) => [p, p, p, p] as const);
const config = { hedging: true };

describe('hedging', () => {
  it('keeps both sides', () => {
    const { trades, equity } = play(
      STEPS,
      {
        0: ({ buy }) => buy({ size: 3 }),
        1: ({ sell }) => sell({ size: 2 }),
        2: ({ position, trades: open }) => {
          expect(position.size).toBe(1);
          expect(open.map((trade) => trade.size)).toEqual([3, -2]);
        },
      },
      config,
    );
    expect(trades).toHaveLength(2);
    // 3 × (130 − 110) − 2 × (130 − 120)
    expect(equity[3]).toBe(10_040);
  });

  it('needs margin for each side', () => {
    const { orders } = play(
      STEPS,
      { 0: ({ buy }) => buy({ size: 90 }), 1: ({ sell }) => sell({ size: 2 }) },
      config,
    );
    // 90 × 110 = 9,900 are held; at 120 the equity is 10,900 and 10,800 are held.
    expect(orders[1]).toMatchObject({ status: 'rejected', reason: 'insufficient_margin' });
  });

  it('closes each trade by an order of its own', () => {
    const { trades } = play(
      STEPS,
      {
        0: ({ buy, sell }) => {
          buy({ size: 3 });
          sell({ size: 2 });
        },
        1: ({ position }) => position.close(),
      },
      config,
    );
    expect(trades.map((t) => [t.size, t.exit_price, t.pnl])).toEqual([
      [3, 120, 30],
      [-2, 120, -20],
    ]);
  });

  it('lets a reduce-only order close the other side', () => {
    const { trades } = play(
      STEPS,
      { 0: ({ buy }) => buy({ size: 3 }), 1: ({ sell }) => sell({ size: 1, reduceOnly: true }) },
      config,
    );
    expect(trades.map((t) => [t.size, t.exit_price])).toEqual([
      [1, 120],
      [2, null],
    ]);
  });

  it('lets a reduce-only order close before anything opens, and as a stop protect what is held', () => {
    const { orders } = play(
      STEPS,
      {
        0: ({ buy }) => buy({ size: 90 }),
        1: ({ buy, sell }) => {
          buy({ size: 60, tag: 'opens' });
          sell({ size: 90, reduceOnly: true });
        },
      },
      config,
    );
    // 90 × 110 = 9,900 are held: only what was sold first pays for 60 × 120.
    expect(orders.map((order) => order.status)).toEqual(['filled', 'filled', 'filled']);
    const rows: HandBar[] = [...flat(2), [100, 100, 94, 96]];
    const stopped = play(
      rows,
      {
        0: ({ buy }) => buy({ size: 100 }),
        1: ({ buy, sell }) => {
          sell({ size: 100, stop: 95, reduceOnly: true });
          buy({ size: 50, limit: 99, tag: 'entry' });
        },
      },
      config,
    );
    expect(stopped.orders.at(-1)).toMatchObject({ tag: 'entry', status: 'filled' });
  });
});
