import { describe, expect, it } from '@jest/globals';
import { finish, flat, handBars, type HandBar, play, type Script } from '../../fixtures/play.js';
import type { RunConfig } from '../../run-config.js';
import { defineStrategy } from '../../strategy.js';

const run = (rows: HandBar[], script: Script, config: Partial<RunConfig> = {}) =>
  play(rows, script, { executionProfile: 'backtesting.py', ...config });
const exits = (played: ReturnType<typeof run>) =>
  played.trades.map((trade) => [trade.size, trade.exit_bar, trade.exit_price]);

const FALL: HandBar = [98, 99, 90, 92];

describe('closing a trade in the profile', () => {
  it('happens at the open before a stop that was set earlier, and the record keeps the stop', () => {
    const script: Script = {
      1: ({ buy }) => buy({ size: 1, sl: 95 }),
      2: ({ position }) => position.close(),
    };
    const played = run([...flat(3), FALL], script);
    expect(exits(played)).toEqual([[1, 3, 98]]);
    expect(played.trades[0].sl).toBe(95);
  });

  it('happens at the stop when the stop was moved after the order to close', () => {
    const script: Script = {
      1: ({ buy }) => buy({ size: 1, sl: 95 }),
      2: ({ position, trades }) => {
        position.close();
        trades[0].sl = 97;
      },
    };
    expect(exits(run([...flat(3), FALL], script))).toEqual([[1, 3, 97]]);
  });

  it('happens at the open that gaps through its stop, also when trading on the close', () => {
    const script: Script = { 1: ({ buy }) => buy({ size: 1, sl: 99 }) };
    for (const fillAt of ['next_open', 'close'] as const) {
      const played = run([...flat(3), FALL], script, { fillAt });
      expect(exits(played)).toEqual([[1, 3, 98]]);
      expect(played.trades[0].sl).toBe(99);
    }
  });

  it('fills at the close before, and counts there, when trading on the close', () => {
    const script: Script = {
      1: ({ buy }) => buy({ size: 1 }),
      2: ({ position }) => position.close(),
    };
    expect(exits(run([...flat(3), FALL], script, { fillAt: 'close' }))).toEqual([[1, 2, 100]]);
  });

  it('in part rounds half to even, takes one unit at least, and books a fresh fixed fee each time', () => {
    const script: Script = {
      1: ({ buy }) => buy({ size: 5, sl: 50, tp: 200, tag: 'a' }),
      2: ({ position }) => position.close(0.5),
      3: ({ position }) => position.close(0.01),
      4: ({ position }) => position.close(),
    };
    const config = { commission: { fixed: 1, relative: 0 } };
    const { trades, equity } = run(flat(6), script, config);
    expect(trades.map(({ size, sl, tp, tag, fees }) => [size, sl, tp, tag, fees])).toEqual([
      [2, null, null, 'a', 2],
      [1, null, null, 'a', 2],
      [2, 50, 200, 'a', 2],
    ]);
    expect(equity[5]).toBe(10_000 - 4);
  });

  it('twice closes no more than there is', () => {
    const script: Script = {
      1: ({ buy }) => buy({ size: 3 }),
      2: ({ position }) => {
        position.close();
        position.close(0.5);
      },
    };
    // The later order stands in front: two, then the one that is left.
    expect(exits(run(flat(4), script))).toEqual([
      [2, 3, 100],
      [1, 3, 100],
    ]);
  });

  it('shrinks the stop of what is left, and leaves with it', () => {
    const script: Script = {
      1: ({ buy }) => buy({ size: 4, sl: 95 }),
      2: ({ position }) => position.close(0.25),
    };
    const played = run([...flat(4), FALL], script);
    expect(exits(played)).toEqual([
      [1, 3, 100],
      [3, 4, 95],
    ]);
    expect(played.orders.filter((order) => order.status === 'open')).toEqual([]);
  });
});

describe('the broker of the profile', () => {
  it('refuses a bracket that its entry does not lie inside', () => {
    const refused: Script[number] = ({ buy, sell }) => {
      expect(() => buy({ size: 1, sl: 100 })).toThrow('buy: sl 100, entry 100 and tp null');
      expect(() => buy({ size: 1, limit: 90, tp: 90 })).toThrow('not in order');
      expect(() => sell({ size: 1, stop: 90, sl: 89 })).toThrow('not in order');
    };
    expect(run(flat(3), { 1: refused }).orders).toEqual([]);
  });

  it('cancels every other of the waiting orders at an exclusive entry, and closes what is open', () => {
    const script: Script = {
      1: ({ buy }) => {
        buy({ size: 1, limit: 50, tag: 'a' });
        buy({ size: 1, limit: 51, tag: 'b' });
      },
      2: ({ buy, orders }) => {
        expect(orders.map((order) => order.tag)).toEqual(['b']);
        buy({ size: 2 });
      },
      3: (ctx) => {
        expect(ctx.position.size).toBe(2);
        ctx.trades[0].close(0.5);
        ctx.trades[0].close(0.5);
        ctx.sell({ size: 1, tag: 'c' });
        // Of the two closings the first in the queue goes, the other stays, and the whole trade is closed before both.
        expect(ctx.orders.map((order) => [order.side, order.tag])).toEqual([
          ['sell', null],
          ['sell', null],
          ['sell', 'c'],
        ]);
      },
    };
    const played = run(flat(5), script, { exclusiveOrders: true });
    expect(played.trades.map((trade) => trade.size)).toEqual([2, -1]);
  });

  it('leaves every second trade open when the money is gone, and stops', () => {
    const script: Script = {
      1: ({ buy }) => {
        for (const size of [1, 2, 3]) buy({ size });
      },
      3: () => {
        throw new Error('next was called after the end');
      },
    };
    const rows: HandBar[] = [...flat(3), [100, 100, 20, 20], ...flat(2)];
    const played = run(rows, script, { initialCapital: 310, leverage: 2, finalizeTrades: true });
    // 310 less six times 80 is below nothing.
    expect(exits(played)).toEqual([
      [1, 3, 20],
      [3, 3, 20],
      [2, null, null],
    ]);
    expect(played.equity).toEqual([310, 310, 310, 0, 0, 0]);
  });

  it('runs the last bar once more to close what is open, latest first, and other orders with it', () => {
    const script: Script = {
      1: ({ buy }) => buy({ size: 1 }),
      2: ({ buy }) => buy({ size: 2 }),
      4: ({ buy }) => buy({ size: 5, limit: 96 }),
    };
    const rows: HandBar[] = [...flat(4), [98, 99, 95, 97]];
    const played = run(rows, script, { finalizeTrades: true });
    // Closings go in front of the queue one by one, so the trade that was opened first leaves first.
    expect(exits(played)).toEqual([
      [1, 4, 98],
      [2, 4, 98],
      [5, null, null],
    ]);
    expect(played.equity[4]).toBe(10_000 - 2 - 4 + 5);
    const onClose = run(rows, script, { finalizeTrades: true, fillAt: 'close' });
    expect(exits(onClose).slice(0, 2)).toEqual([
      [1, 3, 100],
      [2, 3, 100],
    ]);
  });

  it('values the net position, not trade by trade, to the last digit of the peer', () => {
    const rows: HandBar[] = [...flat(2, 179.39), [179.39, 179.39, 170.45, 170.45]];
    // −55 × 170.45 + 55 × 179.39; −55 × (170.45 − 179.39) would give 10491.7.
    expect(run(rows, { 1: ({ sell }) => sell({ size: 55 }) }).equity[2]).toBe(10491.699999999999);
  });

  it('fills equity back to bar 0, and runs whole units of a fraction', () => {
    const script: Script = { 1: ({ buy }) => buy({ size: 7 }) };
    const played = run(flat(4), script, { fractionalUnit: 0.01 });
    expect(played.trades[0]).toMatchObject({ entry_price: 100 });
    expect(played.trades[0].size).toBeCloseTo(0.07, 15);
    expect(played.equity).toEqual([10_000, 10_000, 10_000, 10_000]);
  });

  it('waits for the first value of each indicator, and not for one that never has any', () => {
    const firstBar = (bars: number) => {
      const seen: number[] = [];
      const strategy = defineStrategy({
        name: 'waiting',
        init: ({ bars, indicator }) => ({
          short: indicator.sma(bars.close, 2),
          long: indicator.sma(bars.close, 4),
        }),
        next: (_, { index }) => void seen.push(index),
      });
      const data = { symbol: 'X', timeframe: '1d', bars: handBars(flat(bars)) } as const;
      finish(strategy, [data], { executionProfile: 'backtesting.py' });
      return seen[0];
    };
    expect(firstBar(6)).toBe(4);
    expect(firstBar(3)).toBe(2);
  });
});
