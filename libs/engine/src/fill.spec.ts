import { describe, expect, it } from '@jest/globals';
import { flat, type Ohlc, play } from '../test/scenario.js';

const still = Array.from({ length: 6 }, () => flat(100));

describe('netting', () => {
  it('closes lots first in first out, and opens what is left', () => {
    const { trades } = play(still, {
      0: ({ buy }) => void buy({ size: 3, tag: 'a' }),
      1: ({ buy }) => void buy({ size: 2, tag: 'b' }),
      2: ({ sell }) => void sell({ size: 6, tag: 'c' }),
    });
    expect(trades.map((trade) => [trade.tag, trade.size])).toEqual([
      ['a', 3],
      ['b', 2],
      ['c', -1],
    ]);
  });

  it('keeps the rest of a lot that is closed in part, with its share of the entry fee', () => {
    const { trades } = play(
      still,
      {
        0: ({ buy }) => void buy({ size: 4 }),
        1: ({ sell }) => void sell({ size: 1 }),
      },
      { commission: 0.01 },
    );
    expect(trades.map((trade) => [trade.size, trade.fees])).toEqual([
      [1, 2],
      [3, 6],
    ]);
  });

  it('keeps both sides where hedging is on', () => {
    const { result } = play(
      still,
      {
        0: ({ buy }) => void buy({ size: 3 }),
        1: ({ sell }) => void sell({ size: 2 }),
      },
      { hedging: true, finalizeTrades: false },
    );
    expect(result.statistics.open_trades).toBe(2);
  });

  it('closes each side by itself where hedging is on', () => {
    const { trades } = play(
      still,
      {
        0: ({ buy }) => void buy({ size: 3 }),
        1: ({ sell }) => void sell({ size: 2 }),
        2: ({ position }) => void position.close(),
      },
      { hedging: true },
    );
    expect(trades.map((trade) => [trade.size, trade.exit_bar])).toEqual([
      [3, 3],
      [-2, 3],
    ]);
  });
});

describe('brackets', () => {
  const bars: Ohlc[] = [flat(100), flat(100), flat(100), [100, 100, 89, 90], flat(90)];

  it('exist from the fill of their parent on, shrink with it and end with it', () => {
    const { orders, trades } = play(bars, {
      0: ({ buy }) => void buy({ size: 4, sl: 90, tp: 120 }),
      1: ({ trades: open }) => void open[0].close(0.5),
    });
    const [, sl, tp] = orders;
    expect(sl).toMatchObject({ type: 'stop', side: 'sell', placed_bar: 1, filled_size: 2 });
    expect(tp).toMatchObject({ type: 'limit', status: 'cancelled', reason: 'trade_closed' });
    expect(trades.map((trade) => [trade.size, trade.exit_price])).toEqual([
      [2, 100],
      [2, 90],
    ]);
  });

  it('move when the strategy moves them', () => {
    const { trades } = play(bars, {
      0: ({ buy }) => void buy({ size: 1, sl: 80 }),
      1: ({ trades: open }) => {
        open[0].sl = 95;
        open[0].tp = 130;
      },
    });
    expect(trades[0]).toMatchObject({ exit_price: 95, sl: 95, tp: 130 });
  });

  it('go when the strategy takes them away', () => {
    const { trades, orders } = play(bars, {
      0: ({ buy }) => void buy({ size: 1, sl: 95 }),
      1: ({ trades: open }) => {
        open[0].sl = null;
      },
    });
    expect(trades[0].exit_reason).toBe('end_of_data');
    expect(orders[1]).toMatchObject({ status: 'cancelled', reason: 'strategy' });
  });
});

describe('linked orders', () => {
  it('cancel the rest of their OCO group at any fill', () => {
    const bars: Ohlc[] = [flat(100), [100, 106, 99, 105], [105, 105, 90, 91], flat(91)];
    const { orders } = play(bars, {
      0: ({ buy, sell }) => {
        buy({ size: 1, stop: 105, oco: 'breakout' });
        sell({ size: 1, stop: 95, oco: 'breakout' });
      },
    });
    expect(orders[0].status).toBe('filled');
    expect(orders[1]).toMatchObject({ status: 'cancelled', reason: 'oco' });
  });

  it('reduce only as far as there is something to reduce, and record the cut', () => {
    const { orders, result } = play(still, {
      0: ({ buy }) => void buy({ size: 2 }),
      1: ({ sell }) => void sell({ size: 5, reduceOnly: true }),
      2: ({ sell }) => void sell({ size: 1, reduceOnly: true }),
    });
    expect(orders[1]).toMatchObject({ status: 'filled', filled_size: 2, reason: 'reduce_only' });
    expect(orders[2]).toMatchObject({ status: 'cancelled', reason: 'reduce_only' });
    expect(result.orderCounts.reasons.reduce_only).toBe(2);
  });

  it('close a trade after as many bars as exitAfter says', () => {
    const { trades } = play(still, { 0: ({ buy }) => void buy({ size: 1, exitAfter: 3 }) });
    expect(trades[0]).toMatchObject({ entry_bar: 1, exit_bar: 4, exit_reason: 'exit_after' });
  });

  it('make room for an exclusive entry', () => {
    const { trades, orders } = play(
      still,
      {
        0: ({ buy }) => void buy({ size: 1 }),
        1: ({ buy }) => void buy({ size: 1, limit: 50 }),
        2: ({ sell }) => void sell({ size: 2 }),
      },
      { exclusiveOrders: true },
    );
    expect(orders.find((order) => order.limit === 50)).toMatchObject({ reason: 'exclusive' });
    expect(trades[0]).toMatchObject({ size: 1, exit_reason: 'exclusive' });
    expect(trades[1].size).toBe(-2);
  });

  it('can be changed and cancelled while they wait', () => {
    const bars: Ohlc[] = [flat(100), flat(100), [100, 100, 94, 95], flat(95)];
    const { orders } = play(bars, {
      0: ({ buy }) => {
        buy({ size: 1, limit: 80 });
        buy({ size: 1, limit: 96 });
      },
      1: ({ orders: waiting }) => {
        waiting[0].modify({ limit: 95, size: 2 });
        waiting[1].cancel();
      },
    });
    expect(orders[0]).toMatchObject({ status: 'filled', filled_size: 2, fill_price: 95 });
    expect(orders[1]).toMatchObject({ status: 'cancelled', reason: 'strategy' });
  });
});

describe('costs', () => {
  const bars: Ohlc[] = [flat(100), flat(100), [100, 111, 100, 110], flat(110)];

  it('take taker and maker fees, and half a spread and slippage from takers only', () => {
    const { trades, orders } = play(
      bars,
      { 0: ({ buy }) => void buy({ size: 10, tp: 110 }) },
      {
        commission: { maker: 0.001, taker: 0.002 },
        spread: 0.02,
        slippage: { type: 'fixed', value: 0.5 },
      },
    );
    expect(trades[0].entry_price).toBe(101.5);
    expect(trades[0].exit_price).toBe(110);
    expect(orders[0].fee).toBeCloseTo(10 * 101.5 * 0.002, 12);
    expect(orders[1].fee).toBeCloseTo(10 * 110 * 0.001, 12);
    expect(trades[0]).toMatchObject({ spread: 10, slippage: 5 });
  });

  it('push the price by value × (size / volume)², and by all of value without volume', () => {
    const slippage = { type: 'volume', value: 0.1 } as const;
    const plan = {
      0: ({ buy }: Parameters<Parameters<typeof play>[1][0]>[0]) => void buy({ size: 50 }),
    };
    const thick = play([flat(100), flat(100, 500), flat(100)], plan, { slippage });
    expect(thick.trades[0].entry_price).toBeCloseTo(100.1, 10);
    const dry = play([flat(100), flat(100, 0), flat(100)], plan, { slippage });
    expect(dry.trades[0].entry_price).toBeCloseTo(110, 10);
  });

  it('fill no more of a bar than its share of volume, the rest later', () => {
    const thin = Array.from({ length: 5 }, () => flat(100, 20));
    const { orders, trades } = play(
      thin,
      { 0: ({ buy }) => void buy({ size: 25 }) },
      { maxVolumeShare: 0.5 },
    );
    expect(orders[0]).toMatchObject({ status: 'filled', filled_size: 25, filled_bar: 3 });
    expect(trades.map((trade) => [trade.size, trade.entry_bar])).toEqual([
      [10, 1],
      [10, 2],
      [5, 3],
    ]);
  });

  it('are split in the statistics, and tell at which cost nothing is earned', () => {
    const { result } = play(
      bars,
      { 0: ({ buy }) => void buy({ size: 10 }) },
      { commission: 0.001, spread: 0.002 },
    );
    const { fees_paid, spread_paid, break_even_cost, traded_value } = result.statistics;
    expect(fees_paid).toBeCloseTo((10 * 100.1 + 10 * 109.89) * 0.001, 9);
    expect(spread_paid).toBeCloseTo(10 * 0.1 + 10 * 0.11, 9);
    expect((break_even_cost ?? 0) * (traded_value ?? 0)).toBeCloseTo(100, 6);
  });
});

describe('the close', () => {
  it('fills an order on the close at the close of the bar it acts in', () => {
    const bars: Ohlc[] = [flat(100), [100, 105, 95, 103], flat(103)];
    const { trades } = play(bars, { 0: ({ buy }) => void buy({ size: 1, on: 'close' }) });
    expect(trades[0]).toMatchObject({ entry_bar: 1, entry_price: 103 });
  });

  it('fills market orders in the bar they are placed on where a run fills at the close', () => {
    const { trades } = play(
      [flat(100), flat(101), flat(102), flat(103)],
      {
        0: ({ buy }) => void buy({ size: 1 }),
        2: ({ position }) => void position.close(),
      },
      { fillAt: 'close' },
    );
    expect(trades[0]).toMatchObject({
      entry_bar: 0,
      entry_price: 100,
      exit_bar: 2,
      exit_price: 102,
    });
  });
});

describe('the end of the data', () => {
  it('closes open trades at the last close with costs, tagged end_of_data', () => {
    const { trades } = play(
      [flat(100), flat(100), flat(110)],
      { 0: ({ buy }) => void buy({ size: 1 }) },
      { commission: 0.01 },
    );
    expect(trades[0]).toMatchObject({
      exit_price: 110,
      exit_bar: 2,
      exit_reason: 'end_of_data',
      tag: 'end_of_data',
    });
    expect(trades[0].fees).toBeCloseTo(2.1, 12);
  });

  it('lists open trades with null exits where they are not finalized', () => {
    const { trades, result } = play(
      still,
      { 0: ({ buy }) => void buy({ size: 1 }) },
      { finalizeTrades: false },
    );
    expect(trades[0]).toMatchObject({ exit_bar: null, exit_price: null, pnl: null });
    expect(result.statistics.trades).toBe(0);
  });
});

describe('excursions', () => {
  it('are the largest loss and gain while the trade was open, as fractions of its entry', () => {
    const bars: Ohlc[] = [
      flat(100),
      [100, 108, 97, 105],
      [105, 120, 104, 118],
      [118, 119, 90, 95],
      flat(95),
    ];
    const { trades } = play(bars, {
      0: ({ buy }) => void buy({ size: 1 }),
      2: ({ position }) => void position.close(),
    });
    // Left at the open of bar 3, so its low was never suffered.
    expect(trades[0].mae).toBeCloseTo(0.03, 12);
    expect(trades[0].mfe).toBeCloseTo(0.2, 12);
  });

  it('of a bar entered or left inside count only what is certain', () => {
    const bars: Ohlc[] = [flat(100), [100, 130, 90, 100], [100, 112, 80, 111], flat(111)];
    const { trades } = play(bars, { 0: ({ buy }) => void buy({ size: 1, limit: 95, tp: 110 }) });
    expect(trades[0]).toMatchObject({ exit_bar: 2, exit_price: 110 });
    expect(trades[0].mae).toBe(0);
    expect(trades[0].mfe).toBeCloseTo(15 / 95, 12);
  });
});
