import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, MONDAY, play, type Script } from './fixtures/play.js';
import type { OrderRow } from './index.js';

const DAY = 86_400_000;
const DIP: HandBar[] = [...flat(4), [100, 100, 90, 95]];

describe('time in force', () => {
  it('is until cancelled when nothing is said', () => {
    const { orders } = play(DIP, { 0: ({ buy }) => buy({ size: 1, limit: 92 }) });
    expect(orders[0]).toMatchObject({ status: 'filled', filled_bar: 4 });
  });

  it('is one of four words', () => {
    const script: Script = { 0: ({ buy }) => buy({ tif: 'day' as 'DAY' }) };
    expect(() => play(DIP, script)).toThrow('tif must be GTC, DAY, IOC or FOK, got day.');
  });

  it('DAY ends at the first open of the day after the one it first acts on', () => {
    const rows = [...flat(13), ...flat(1, 80)];
    const script: Script = { 3: ({ buy }) => buy({ size: 1, limit: 92, tif: 'DAY' }) };
    const { orders } = play(rows, script, {}, { timeframe: '2h' });
    expect(orders[0]).toMatchObject({ status: 'expired', reason: 'day_over' });
  });

  it('DAY fills on the last bar of its day', () => {
    const rows = [...flat(11), ...flat(1, 80), ...flat(2)];
    const script: Script = { 3: ({ buy }) => buy({ size: 1, limit: 92, tif: 'DAY' }) };
    const { orders } = play(rows, script, {}, { timeframe: '2h' });
    expect(orders[0]).toMatchObject({ status: 'filled', filled_bar: 11 });
  });

  it('DAY follows the zone of the session', () => {
    const rows = [...flat(9), ...flat(5, 80)];
    const script: Script = { 3: ({ buy }) => buy({ size: 1, limit: 92, tif: 'DAY' }) };
    // Eight hours ahead of UTC the first day is over at 16:00 UTC, the open of bar 8.
    const settings = { sessionOffsets: [{ from: 0, minutes: 480 }] };
    const { orders } = play(rows, script, {}, { timeframe: '2h', settings });
    expect(orders[0]).toMatchObject({ status: 'expired', reason: 'day_over' });
  });

  it('IOC is cancelled when its first bar does not fill it', () => {
    const { orders } = play(DIP, { 0: ({ buy }) => buy({ size: 1, limit: 92, tif: 'IOC' }) });
    expect(orders[0]).toMatchObject({ status: 'cancelled', reason: 'ioc', filled_size: 0 });
  });

  it('IOC keeps what its first bar filled and gives up the rest', () => {
    const { orders } = play(
      flat(3),
      { 0: ({ buy }) => buy({ size: 150, tif: 'IOC' }) },
      {
        maxVolumeShare: 0.05,
        initialCapital: 100_000,
      },
    );
    expect(orders[0]).toMatchObject({ status: 'cancelled', reason: 'ioc', filled_size: 50 });
  });

  it('FOK fills whole or not at all', () => {
    const config = { maxVolumeShare: 0.05, initialCapital: 100_000 };
    const all = play(flat(3), { 0: ({ buy }) => buy({ size: 50, tif: 'FOK' }) }, config);
    expect(all.orders[0]).toMatchObject({ status: 'filled', filled_size: 50 });
    const none = play(flat(3), { 0: ({ buy }) => buy({ size: 51, tif: 'FOK' }) }, config);
    expect(none.orders[0]).toMatchObject({ status: 'cancelled', reason: 'fok', filled_size: 0 });
  });
});

describe('an order that expires', () => {
  it('dies at the first open at or after its time, before that bar can fill it', () => {
    const until = MONDAY + 4 * DAY;
    const { orders } = play(DIP, { 0: ({ buy }) => buy({ size: 1, limit: 92, expires: until }) });
    expect(orders[0]).toMatchObject({ status: 'expired', reason: 'expired' });
  });

  it('still acts on the bar before that open', () => {
    const until = MONDAY + 4 * DAY + 1;
    const { orders } = play(DIP, { 0: ({ buy }) => buy({ size: 1, limit: 92, expires: until }) });
    expect(orders[0]).toMatchObject({ status: 'filled', filled_bar: 4 });
  });

  it('after a number of bars acts in just so many', () => {
    const three = play(DIP, { 0: ({ buy }) => buy({ size: 1, limit: 92, expires: { bars: 3 } }) });
    expect(three.orders[0]).toMatchObject({ status: 'expired' });
    const four = play(DIP, { 0: ({ buy }) => buy({ size: 1, limit: 92, expires: { bars: 4 } }) });
    expect(four.orders[0]).toMatchObject({ status: 'filled', filled_bar: 4 });
  });
});

describe('an order for a day that says when it expires, too', () => {
  const rows = [...flat(13), ...flat(1, 80)];
  const placed = (expires: number | { bars: number }, change = expires): OrderRow => {
    const script: Script = {
      3: ({ buy }) => buy({ size: 1, limit: 92, tif: 'DAY', expires }),
      4: ({ orders: [order] }) => order.modify({ expires: change }),
    };
    return play(rows, script, {}, { timeframe: '2h' }).orders[0];
  };

  it('ends with its day or at its time, whichever comes first', () => {
    // Bar 12 opens the next day, bar 13 would fill it.
    expect(placed({ bars: 30 })).toMatchObject({ status: 'expired', reason: 'day_over' });
    expect(placed(MONDAY + 2 * DAY)).toMatchObject({ status: 'expired', reason: 'day_over' });
    expect(placed({ bars: 3 })).toMatchObject({ status: 'expired', reason: 'expired' });
  });

  it('stays for a day when its time is changed', () => {
    expect(placed({ bars: 3 }, MONDAY + 2 * DAY)).toMatchObject({ reason: 'day_over' });
  });
});

describe('an order that its strategy holds', () => {
  it('can be cancelled', () => {
    const { orders } = play(DIP, {
      0: ({ buy }) => buy({ size: 1, limit: 92 }),
      1: ({ orders: [order] }) => order.cancel(),
    });
    expect(orders[0]).toMatchObject({ status: 'cancelled', reason: 'strategy' });
  });

  it('can be changed, and acts by the change from the next bar on', () => {
    const { orders } = play(DIP, {
      0: ({ buy }) => buy({ size: 1, limit: 80 }),
      3: ({ orders: [order] }) => order.modify({ limit: 94, size: 2 }),
    });
    expect(orders[0]).toMatchObject({ filled_bar: 4, fill_price: 94, filled_size: 2 });
  });

  it('gives up its rest when it is cut to what has filled', () => {
    const { orders } = play(
      flat(4),
      {
        0: ({ buy }) => buy({ size: 80 }),
        1: ({ orders: [order] }) => order.modify({ size: 20 }),
      },
      { maxVolumeShare: 0.05 },
    );
    expect(orders[0]).toMatchObject({ status: 'cancelled', reason: 'strategy', filled_size: 50 });
  });

  it('cannot change what only a new order could', () => {
    play(DIP, {
      0: ({ buy }) => {
        const order = buy({ size: 1, limit: 92 });
        expect(() => order.modify({ tag: 'late' } as object)).toThrow('cannot change its tag');
        expect(() => order.modify({ limt: 90 } as object)).toThrow('Did you mean limit?');
      },
    });
  });

  it('of a position that it closes takes a changed size as units', () => {
    const script: Script = {
      0: ({ buy }) => buy({ size: 10 }),
      1: ({ position, orders }) => {
        expect(orders).toHaveLength(0);
        position.close()?.modify({ size: 4.5 });
      },
    };
    expect(play(flat(3), script, { lotSize: 1 }).orders[1]).toMatchObject({ filled_size: 4 });
  });

  it('rounds a changed size down to the lot, although part of it filled', () => {
    const script: Script = {
      0: ({ buy }) => buy({ size: 80 }),
      1: ({ orders: [order] }) => order.modify({ size: 70.7 }),
    };
    const { orders } = play(flat(4), script, { maxVolumeShare: 0.05, lotSize: 1 });
    expect(orders[0]).toMatchObject({ status: 'filled', filled_size: 70 });
  });

  it('on the close takes no price later either', () => {
    play(flat(3), {
      0: ({ buy }) => {
        const order = buy({ size: 1, on: 'close' });
        expect(() => order.modify({ limit: 90 })).toThrow('neither limit nor stop');
      },
    });
  });

  it('can change its size although the market has left its bracket behind', () => {
    const rows: HandBar[] = [...flat(1), [100, 105, 100, 105, 100], ...flat(2, 105)];
    const { orders } = play(
      rows,
      {
        0: ({ buy }) => buy({ size: 30, tp: 101 }),
        1: ({ orders: [order] }) => order.modify({ size: 20 }),
      },
      { maxVolumeShare: 0.1 },
    );
    expect(orders[0]).toMatchObject({ status: 'filled', filled_size: 20 });
  });

  it('stays as it was when a change of it is refused', () => {
    const { orders } = play(DIP, {
      0: ({ buy }) => buy({ size: 1, limit: 92, sl: 80 }),
      1: ({ orders: [order] }) => {
        expect(() => order.modify({ sl: 95 })).toThrow('wrong side');
        expect(() => order.modify({ limit: 91, size: -1 })).toThrow('size must be a number');
        expect(() => order.modify({ limit: 91, expires: NaN })).toThrow('expires must be a number');
      },
    });
    expect(orders[0]).toMatchObject({ limit: 92, sl: 80, status: 'filled' });
  });
});

describe('orders that cancel one another', () => {
  it('end when any of them fills', () => {
    const { orders } = play(DIP, {
      0: ({ buy, sell }) => {
        buy({ size: 1, limit: 92, oco: 'pair' });
        sell({ size: 1, limit: 110, oco: 'pair' });
        sell({ size: 1, limit: 111, oco: 'other' });
      },
    });
    expect(orders.map(({ status, reason }) => [status, reason])).toEqual([
      ['filled', null],
      ['cancelled', 'oco'],
      ['expired', 'end_of_data'],
    ]);
  });

  it('end when one of them fills in part', () => {
    const { orders } = play(
      flat(2),
      {
        0: ({ buy, sell }) => {
          buy({ size: 80, oco: 'pair' });
          sell({ size: 1, limit: 110, oco: 'pair' });
        },
      },
      { maxVolumeShare: 0.05 },
    );
    expect(orders[0].filled_size).toBe(50);
    expect(orders[1]).toMatchObject({ status: 'cancelled', reason: 'oco' });
  });
});

describe('a reduce-only order', () => {
  it('never flips: the excess is cut and recorded', () => {
    const { orders, trades } = play(flat(4), {
      0: ({ buy }) => buy({ size: 2 }),
      1: ({ sell }) => sell({ size: 5, reduceOnly: true }),
    });
    expect(orders[1]).toMatchObject({ status: 'filled', reason: 'reduce_only', filled_size: 2 });
    expect(trades).toMatchObject([{ size: 2, exit_bar: 2 }]);
  });

  it('is cancelled when there is nothing to reduce', () => {
    const { orders } = play(flat(3), { 0: ({ sell }) => sell({ size: 5, reduceOnly: true }) });
    expect(orders[0]).toMatchObject({ status: 'cancelled', reason: 'reduce_only' });
  });
});
