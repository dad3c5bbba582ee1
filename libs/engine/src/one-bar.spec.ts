import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, MONDAY, play } from './fixtures/play.js';

const HOUR = 3_600_000;

describe('a bar', () => {
  it('is stamped by its open and known a timeframe later', () => {
    const seen: number[][] = [];
    const note = (ctx: { time: number; closeTime: number }) => seen.push([ctx.time, ctx.closeTime]);
    play(flat(2), { 0: note, 1: note }, {}, { timeframe: '4h' });
    expect(seen).toEqual([
      [MONDAY, MONDAY + 4 * HOUR],
      [MONDAY + 4 * HOUR, MONDAY + 8 * HOUR],
    ]);
  });

  it('is marked at its close before the strategy decides', () => {
    const rows: HandBar[] = [...flat(1), [100, 120, 90, 110]];
    const { equity } = play(rows, {
      0: ({ buy }) => buy({ size: 10 }),
      1: ({ equity, cash, position }) => {
        expect([equity, cash, position.size, position.pnl]).toEqual([10_100, 9000, 10, 100]);
      },
    });
    expect(equity).toEqual([10_000, 10_100]);
  });
});

describe('at the open', () => {
  it('what closes fills before what opens', () => {
    const { orders } = play(flat(4), {
      0: ({ buy }) => buy({ size: 100 }),
      1: ({ buy, position }) => {
        buy({ size: 50, tag: 'opens' });
        position.close();
      },
    });
    expect(orders[1]).toMatchObject({ tag: 'opens', status: 'filled', filled_bar: 2 });
  });

  it('orders fill in order of placement, passed stops and limits among them', () => {
    const { orders } = play([...flat(1), [100, 101, 99, 100]], {
      0: ({ buy }) => {
        buy({ size: 40, limit: 105 });
        buy({ size: 40, stop: 95 });
        buy({ size: 40 });
        buy({ size: 20, limit: 101 });
      },
    });
    expect(orders.map((order) => order.status)).toEqual(['filled', 'filled', 'rejected', 'filled']);
    expect(orders.map((order) => order.fill_price)).toEqual([100, 100, null, 100]);
  });

  it('orders that expire at it are gone before anything fills', () => {
    const { orders } = play([...flat(2), [90, 91, 89, 90]], {
      0: ({ buy }) => {
        buy({ size: 100, limit: 95, expires: { bars: 1 } });
        buy({ size: 100, limit: 94 });
      },
    });
    expect(orders.map((order) => order.status)).toEqual(['expired', 'filled']);
  });
});

describe('inside the bar', () => {
  it('the protective stop nearest to the open goes first', () => {
    const { trades } = play([...flat(2), [100, 100, 80, 85]], {
      0: ({ buy }) => {
        buy({ size: 1, sl: 90, tag: 'far' });
        buy({ size: 1, sl: 95, tag: 'near' });
      },
    });
    expect(trades.map((trade) => trade.tag)).toEqual(['near', 'far']);
  });

  it('protective stops go before entries that are nearer', () => {
    const { orders } = play([...flat(2), [100, 100, 94, 96]], {
      0: ({ buy }) => buy({ size: 100, sl: 95 }),
      1: ({ buy }) => buy({ size: 50, limit: 99, tag: 'entry' }),
    });
    expect(orders.find((order) => order.tag === 'entry')).toMatchObject({ fill_price: 99 });
  });

  it('entries go by their distance from the open, whichever was placed first', () => {
    const { orders } = play([...flat(1), [100, 100, 90, 96]], {
      0: ({ buy }) => {
        buy({ size: 100, limit: 95 });
        buy({ size: 100, limit: 97 });
      },
    });
    expect(orders.map((order) => order.status)).toEqual(['rejected', 'filled']);
  });

  it('entries at the same distance go in order of placement', () => {
    const { orders } = play([...flat(1), [100, 105, 95, 100]], {
      0: ({ buy }) => {
        buy({ size: 95, stop: 105, tag: 'up' });
        buy({ size: 95, limit: 95, tag: 'down' });
      },
    });
    expect(orders.map((order) => order.status)).toEqual(['filled', 'rejected']);
  });

  it('targets go last, so that their money comes too late for an entry of the bar', () => {
    const { orders, trades } = play([...flat(2), [100, 110, 100, 109]], {
      0: ({ buy }) => buy({ size: 100, tp: 102 }),
      1: ({ buy }) => buy({ size: 50, stop: 105, tag: 'entry' }),
    });
    const entry = orders.find((order) => order.tag === 'entry');
    expect(entry).toMatchObject({ status: 'rejected', reason: 'insufficient_margin' });
    expect(trades[0]).toMatchObject({ exit_price: 102, exit_reason: 'take_profit' });
  });

  it('targets of what was entered inside the bar go last, too', () => {
    const { orders, trades } = play([...flat(1), [100, 104, 96, 103.5]], {
      0: ({ buy }) => {
        buy({ size: 100, limit: 98, tp: 103 });
        buy({ size: 50, limit: 97, tag: 'farther' });
      },
    });
    expect(trades[0]).toMatchObject({ exit_price: 103, ambiguous: false });
    const farther = orders.find((order) => order.tag === 'farther');
    expect(farther).toMatchObject({ status: 'rejected', reason: 'insufficient_margin' });
  });

  it('liquidation and stops go by the nearest level', () => {
    const config = { leverage: 10 };
    const rows: HandBar[] = [...flat(2), [100, 100, 80, 85]];
    // Ten times leveraged, a long from 100 is liquidated at 90.
    const stopped = play(rows, { 0: ({ buy }) => buy({ size: 10, sl: 95 }) }, config);
    expect(stopped.trades[0]).toMatchObject({ exit_price: 95, exit_reason: 'stop_loss' });
    const gone = play(rows, { 0: ({ buy }) => buy({ size: 10, sl: 85 }) }, config);
    expect(gone.trades[0]).toMatchObject({ exit_price: 90, exit_reason: 'liquidation' });
  });
});
