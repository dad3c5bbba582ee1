import { describe, expect, it } from '@jest/globals';
import { flat, type Ohlc, play } from '../test/scenario.js';

const start = [flat(100), flat(100)];
const hold = {
  0: ({ buy }: Parameters<Parameters<typeof play>[1][0]>[0]) =>
    void buy({ size: 10, sl: 95, tp: 110 }),
};

describe('inside a bar', () => {
  it('fills a limit at its price when the bar touches it', () => {
    const { trades } = play([flat(100), [100, 101, 95, 99], flat(99)], {
      0: ({ buy }) => void buy({ size: 1, limit: 95 }),
    });
    expect(trades[0].entry_price).toBe(95);
  });

  it('wants a limit crossed where the run says through', () => {
    const bars: Ohlc[] = [flat(100), [100, 101, 95, 99], [99, 99, 94, 95], flat(95)];
    const { trades } = play(
      bars,
      { 0: ({ buy }) => void buy({ size: 1, limit: 95 }) },
      { limitFill: 'through' },
    );
    expect(trades[0]).toMatchObject({ entry_bar: 2, entry_price: 95 });
  });

  it('fills a stop at its price when the bar reaches it', () => {
    const { trades } = play([flat(100), [100, 106, 99, 104], flat(104)], {
      0: ({ buy }) => void buy({ size: 1, stop: 105 }),
    });
    expect(trades[0].entry_price).toBe(105);
  });

  it('closes at the stop when the stop alone is touched, at the target when that alone is', () => {
    const stopped = play([...start, [100, 101, 94, 96], flat(96)], hold);
    expect(stopped.trades[0]).toMatchObject({ exit_price: 95, exit_reason: 'stop_loss' });
    const taken = play([...start, [100, 111, 99, 108], flat(108)], hold);
    expect(taken.trades[0]).toMatchObject({ exit_price: 110, exit_reason: 'take_profit' });
    expect(taken.trades[0].ambiguous).toBe(false);
  });

  it('counts the stop when stop and target are both touched, and says so', () => {
    const { trades, result } = play([...start, [100, 111, 94, 108], flat(108)], hold);
    expect(trades[0]).toMatchObject({ exit_price: 95, ambiguous: true });
    expect(result.statistics.ambiguous_trades).toBe(1);
  });

  it('fills a protective stop at the open of a bar that gaps through it, without doubt', () => {
    const { trades } = play([...start, [90, 111, 89, 108], flat(108)], hold);
    expect(trades[0]).toMatchObject({ exit_price: 90, ambiguous: false });
  });

  it('takes the nearest protective stop first', () => {
    const { trades } = play([flat(100), flat(100), [100, 101, 80, 85], flat(85)], {
      0: ({ buy }) => {
        buy({ size: 1, sl: 90, tag: 'far' });
        buy({ size: 1, sl: 95, tag: 'near' });
      },
    });
    expect(trades.map((trade) => trade.tag)).toEqual(['near', 'far']);
  });

  it('takes entries by distance from the open', () => {
    const { orders, trades } = play([flat(100), [100, 104, 90, 100], flat(100)], {
      0: ({ buy }) => {
        buy({ size: 1, limit: 92, tag: 'far' });
        buy({ size: 1, limit: 97, tag: 'near' });
      },
    });
    expect(orders.slice(0, 2).map((order) => order.status)).toEqual(['filled', 'filled']);
    expect(trades.map((trade) => trade.tag)).toEqual(['near', 'far']);
  });

  it('lets an order of the other side take profit in the bar of its entry only if the close proves it', () => {
    const plan = {
      0: ({ buy, sell }: Parameters<Parameters<typeof play>[1][0]>[0]) => {
        buy({ size: 1, limit: 98 });
        sell({ size: 1, limit: 103, reduceOnly: true });
      },
    };
    const unproven = play([flat(100), [100, 104, 97, 100], flat(100)], plan, {
      finalizeTrades: false,
    });
    expect(unproven.trades[0].exit_price).toBeNull();
    const proven = play([flat(100), [100, 104, 97, 103.5], flat(103)], plan);
    expect(proven.trades[0].exit_price).toBe(103);
  });

  it('fills a stop-limit at once when its limit is beyond its stop, else only if the price came back', () => {
    const up: Ohlc[] = [flat(100), [100, 110, 99, 109], flat(109)];
    const beyond = play(up, { 0: ({ buy }) => void buy({ size: 1, stop: 105, limit: 106 }) });
    expect(beyond.trades[0]).toMatchObject({ entry_bar: 1, entry_price: 105 });
    const back = play(up, { 0: ({ buy }) => void buy({ size: 1, stop: 105, limit: 103 }) });
    expect(back.trades).toHaveLength(0);
    const came = play([flat(100), [100, 110, 99, 102], flat(102)], {
      0: ({ buy }) => void buy({ size: 1, stop: 105, limit: 103 }),
    });
    expect(came.trades[0]).toMatchObject({ entry_bar: 1, entry_price: 103 });
  });
});

describe('a trailing stop', () => {
  const plan = {
    0: ({ buy }: Parameters<Parameters<typeof play>[1][0]>[0]) => void buy({ size: 1, trail: 5 }),
  };

  it('follows the extreme of each bar and is never tested on the bar that moved it', () => {
    const bars: Ohlc[] = [
      flat(100),
      flat(100),
      [100, 120, 100, 118],
      [118, 119, 114, 115],
      flat(115),
    ];
    const { trades } = play(bars, plan);
    // Bar 2 reaches 120, so the stop is 115 only from bar 3 on.
    expect(trades[0]).toMatchObject({ exit_bar: 3, exit_price: 115, exit_reason: 'trailing_stop' });
  });

  it('never moves back', () => {
    const bars: Ohlc[] = [
      flat(100),
      [100, 110, 100, 108],
      [108, 108, 106, 107],
      [107, 107, 104, 105],
      flat(105),
    ];
    const { trades } = play(bars, plan);
    expect(trades[0]).toMatchObject({ exit_bar: 3, exit_price: 105 });
  });

  it('keeps a fraction of the price where it is given as one', () => {
    const bars: Ohlc[] = [flat(100), [100, 200, 100, 199], [199, 199, 170, 175], flat(175)];
    const { trades } = play(bars, { 0: ({ buy }) => void buy({ size: 1, trail_fraction: 0.1 }) });
    expect(trades[0].exit_price).toBeCloseTo(180, 10);
  });

  it('follows only the close of the bar in which it was entered inside', () => {
    const bars: Ohlc[] = [flat(100), [100, 130, 95, 110], [110, 110, 104, 104], flat(104)];
    const { trades } = play(bars, { 0: ({ buy }) => void buy({ size: 1, limit: 98, trail: 5 }) });
    expect(trades[0]).toMatchObject({ exit_bar: 2, exit_price: 105 });
  });
});
