import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, play } from './fixtures/play.js';

const RISE: HandBar = [100, 120, 99, 118];
const FALL: HandBar = [100, 101, 80, 82];

describe('a bracket', () => {
  it('exists from the fill of its parent on', () => {
    const rows: HandBar[] = [[100, 100, 100, 100], [100, 130, 99, 125], [100, 100, 91, 99], FALL];
    const { trades, orders } = play(rows, {
      0: ({ buy }) => buy({ size: 1, limit: 95, sl: 85, tp: 110 }),
      1: ({ orders }) => expect(orders).toHaveLength(1),
      2: ({ trades: [trade], orders }) => {
        expect([trade.sl, trade.tp]).toEqual([85, 110]);
        // Children belong to the trade and are not among the strategy's own orders.
        expect(orders).toHaveLength(0);
      },
    });
    expect(orders).toHaveLength(3);
    expect(trades[0]).toMatchObject({ entry_bar: 2, exit_bar: 3, exit_price: 85, sl: 85, tp: 110 });
  });

  it('ends the trade at its target and takes the stop away', () => {
    const { trades, orders } = play([...flat(2), RISE], {
      0: ({ buy }) => buy({ size: 1, sl: 90, tp: 110 }),
    });
    expect(trades[0]).toMatchObject({ exit_price: 110, exit_reason: 'take_profit', pnl: 10 });
    expect(orders.slice(1).map(({ type, status, reason }) => [type, status, reason])).toEqual([
      ['stop', 'cancelled', 'trade_closed'],
      ['limit', 'filled', null],
    ]);
  });

  it('ends the trade at its stop and takes the target away', () => {
    const { trades, orders } = play([...flat(2), FALL], {
      0: ({ buy }) => buy({ size: 1, sl: 90, tp: 110 }),
    });
    expect(trades[0]).toMatchObject({ exit_price: 90, exit_reason: 'stop_loss', pnl: -10 });
    expect(orders.slice(1).map(({ type, status, reason }) => [type, status, reason])).toEqual([
      ['stop', 'filled', null],
      ['limit', 'cancelled', 'trade_closed'],
    ]);
  });

  it('of a short is mirrored', () => {
    const up = play([...flat(2), RISE], { 0: ({ sell }) => sell({ size: 1, sl: 110, tp: 90 }) });
    expect(up.trades[0]).toMatchObject({ exit_price: 110, exit_reason: 'stop_loss', pnl: -10 });
    const down = play([...flat(2), FALL], { 0: ({ sell }) => sell({ size: 1, sl: 110, tp: 90 }) });
    expect(down.trades[0]).toMatchObject({ exit_price: 90, exit_reason: 'take_profit', pnl: 10 });
  });

  it('fills at the open when the bar gaps past it', () => {
    const low = play([...flat(2), [85, 86, 84, 85]], { 0: ({ buy }) => buy({ size: 1, sl: 90 }) });
    expect(low.trades[0].exit_price).toBe(85);
    const high = play([...flat(2), [115, 116, 114, 115]], {
      0: ({ buy }) => buy({ size: 1, tp: 110 }),
    });
    expect(high.trades[0].exit_price).toBe(115);
  });

  it('whose target the open of the entry has passed already ends the trade there', () => {
    const up = play([...flat(1), [105, 106, 80, 90]], {
      0: ({ buy }) => buy({ size: 1, sl: 85, tp: 102 }),
    });
    expect(up.trades[0]).toMatchObject({ entry_price: 105, exit_price: 105, ambiguous: false });
    const down = play([...flat(1), [95, 120, 94, 110]], {
      0: ({ sell }) => sell({ size: 1, sl: 115, tp: 98 }),
    });
    expect(down.trades[0]).toMatchObject({ entry_price: 95, exit_price: 95, ambiguous: false });
  });

  it('whose stop the open of the entry has passed already ends the trade there', () => {
    const { trades } = play([...flat(1), [88, 120, 87, 110]], {
      0: ({ buy }) => buy({ size: 1, sl: 90, tp: 110 }),
    });
    expect(trades[0]).toMatchObject({ entry_price: 88, exit_price: 88, ambiguous: false });
  });

  it('shrinks when its trade closes in part', () => {
    const { trades, orders } = play([...flat(3), FALL], {
      0: ({ buy }) => buy({ size: 10, sl: 90 }),
      1: ({ trades: [trade] }) => trade.close(0.4),
    });
    expect(trades.map(({ size, exit_price: price }) => [size, price])).toEqual([
      [4, 100],
      [6, 90],
    ]);
    const stop = orders.find((order) => order.type === 'stop');
    expect(stop).toMatchObject({ status: 'filled', filled_size: 6 });
  });

  it('belongs to its own trade only', () => {
    const { trades } = play([...flat(3), FALL], {
      0: ({ buy }) => buy({ size: 1, sl: 90 }),
      1: ({ buy }) => buy({ size: 2, sl: 70 }),
    });
    expect(trades.map(({ size, exit_bar: bar }) => [size, bar])).toEqual([
      [1, 3],
      [2, null],
    ]);
  });

  it('of what an order opens after it closed the other side lives inside that bar too', () => {
    const flip = (bar: HandBar, order: object) =>
      play([...flat(2), bar], {
        0: ({ buy }) => buy({ size: 1 }),
        1: ({ sell }) => sell({ size: 2, ...order }),
      }).trades[1];
    // Sold short at 95 on the way down; the close beyond 97 proves that the price came back.
    const stopped = flip([100, 101, 94, 98], { stop: 95, sl: 97 });
    expect(stopped).toMatchObject({ size: -1, entry_price: 95, exit_bar: 2, exit_price: 97 });
    const limited = flip([100, 106, 99, 100], { limit: 104, sl: 105.5 });
    expect(limited).toMatchObject({ size: -1, entry_price: 104, exit_bar: 2, exit_price: 105.5 });
  });

  it('that the entry could not lie inside is a mistake', () => {
    play(flat(2), {
      0: ({ buy, sell }) => {
        expect(() => buy({ size: 1, sl: 100 })).toThrow('wrong side of the entry 100');
        expect(() => buy({ size: 1, limit: 90, tp: 85 })).toThrow('wrong side of the entry 90');
        expect(() => sell({ size: 1, sl: 99 })).toThrow('wrong side');
        expect(() => sell({ size: 1, tp: 101 })).toThrow('wrong side');
      },
    });
  });
});

describe('the levels of an open trade', () => {
  it('can be set, moved and removed', () => {
    const { trades } = play([...flat(4), FALL], {
      0: ({ buy }) => {
        buy({ size: 1 });
        buy({ size: 2, sl: 85 });
        buy({ size: 3, sl: 85 });
      },
      1: ({ trades: [first, second, third] }) => {
        first.sl = 95;
        second.sl = 92;
        third.sl = null;
      },
    });
    expect(trades.map(({ size, exit_price: price }) => [size, price])).toEqual([
      [1, 95],
      [2, 92],
      [3, null],
    ]);
  });

  it('set a target by assignment', () => {
    const { trades } = play([...flat(3), RISE], {
      0: ({ buy }) => buy({ size: 1 }),
      1: ({ trades: [trade] }) => {
        trade.tp = 105;
      },
    });
    expect(trades[0]).toMatchObject({ exit_price: 105, exit_reason: 'take_profit', tp: 105 });
  });
});

describe('a time limit on a trade', () => {
  it('closes it at the open so many bars after its entry', () => {
    const { trades } = play([...flat(4), [103, 104, 102, 103]], {
      0: ({ buy }) => buy({ size: 1, exitAfter: 3 }),
    });
    expect(trades[0]).toMatchObject({ entry_bar: 1, exit_bar: 4, exit_price: 103 });
    expect(trades[0].exit_reason).toBe('exit_after');
  });
});
