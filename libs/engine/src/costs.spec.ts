import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, play, type Script } from './fixtures/play.js';

const STEPS: HandBar[] = [100, 110, 120, 130].map((p) => [p, p, p, p] as const);
const ROUND_TRIP: Script = {
  0: ({ buy }) => buy({ size: 10 }),
  1: ({ position }) => position.close(),
};

function fees(commission: number | string | object): number[] {
  const { orders, trades } = play(STEPS, ROUND_TRIP, { commission } as object);
  expect(trades[0].fees).toBeCloseTo(orders[0].fee + orders[1].fee, 12);
  expect(trades[0].pnl).toBeCloseTo(100 - trades[0].fees, 10);
  return orders.map((order) => order.fee);
}

describe('commission', () => {
  it('is a ratio of the traded value, a side', () => {
    expect(fees(0.01)).toEqual([11, 12]);
  });

  it('can be a fixed sum plus a ratio', () => {
    expect(fees({ fixed: 5, relative: 0.01 })).toEqual([16, 17]);
  });

  it('can be an expression of size and price', () => {
    expect(fees('max(1, abs(size) * 0.2)')).toEqual([2, 2]);
    expect(fees('abs(size) * price * 0.001 + 3')).toEqual([4.1, 4.2]);
  });

  it('is the maker ratio for limits and the taker ratio for the rest', () => {
    const commission = { maker: 0.001, taker: 0.01 };
    const rows: HandBar[] = [
      ...flat(1),
      [102, 103, 100, 102],
      [102, 125, 102, 120],
      [120, 121, 98, 100],
    ];
    const { orders } = play(
      rows,
      {
        0: ({ buy }) => {
          buy({ size: 1, limit: 101, tp: 120, tag: 'rests' });
          buy({ size: 1, limit: 103, tag: 'gapped' });
          buy({ size: 1, sl: 99, tag: 'market' });
        },
      },
      { commission },
    );
    const fee = (tag: string, type: string) =>
      orders.find((order) => order.tag === tag && order.type === type)?.fee;
    expect(fee('rests', 'limit')).toBeCloseTo(0.101, 12);
    expect(fee('gapped', 'limit')).toBeCloseTo(1.02, 12);
    expect(fee('market', 'market')).toBeCloseTo(1.02, 12);
    expect(fee('market', 'stop')).toBeCloseTo(0.99, 12);
  });

  it('of a target is the maker ratio', () => {
    const { orders } = play(
      [...flat(2), [100, 125, 100, 120]],
      { 0: ({ buy }) => buy({ size: 1, tp: 120 }) },
      { commission: { maker: 0.001, taker: 0.01 } },
    );
    expect(orders[1].fee).toBeCloseTo(0.12, 12);
  });
});

describe('the spread', () => {
  it('is half a side around the mid price for takers', () => {
    const { trades } = play(STEPS, ROUND_TRIP, { spread: 0.02 });
    expect(trades[0].entry_price).toBeCloseTo(111.1, 12);
    expect(trades[0].exit_price).toBeCloseTo(118.8, 12);
    expect(trades[0].spread).toBeCloseTo(11 + 12, 10);
    expect(trades[0].pnl).toBeCloseTo(100 - 23, 10);
  });

  it('is not paid by a limit that rests', () => {
    const script: Script = { 0: ({ buy }) => buy({ size: 1, limit: 99 }) };
    const { trades } = play([...flat(1), [100, 100, 98, 99]], script, { spread: 0.02 });
    expect(trades[0]).toMatchObject({ entry_price: 99, spread: 0 });
  });

  it('never pushes a gapped limit past its limit', () => {
    const entry = (spread: number) => {
      const script: Script = { 0: ({ buy }) => buy({ size: 1, limit: 103 }) };
      return play([...flat(1), ...flat(1, 102)], script, { spread }).trades[0].entry_price;
    };
    expect(entry(0.01)).toBeCloseTo(102.51, 10);
    expect(entry(0.04)).toBe(103);
  });
});

describe('slippage', () => {
  const entry = (type: string, value: number, options = {}, row: HandBar = [100, 105, 95, 100]) => {
    const config = { slippage: { type, value }, initialCapital: 1e6 } as object;
    const script: Script = { 0: ({ buy }) => buy({ size: 100, ...options }) };
    return play([...flat(1), row], script, config).trades[0];
  };

  it('is a fixed sum a unit', () => {
    expect(entry('fixed', 0.5)).toMatchObject({ entry_price: 100.5, slippage: 50 });
  });

  it('is a ratio of the price', () => {
    expect(entry('percent', 0.01)).toMatchObject({ entry_price: 101, slippage: 100 });
  });

  it('grows with the square of the share of the volume', () => {
    // 100 of 1,000 units: 100 × 0.5 × 0.1² = 0.5 a unit.
    expect(entry('volume', 0.5).entry_price).toBeCloseTo(100.5, 10);
  });

  it('grows on beyond the volume, and takes a bar that tells none for all of it', () => {
    const options = { size: 2000 };
    // Twice the volume: 100 × 0.1 × 2².
    expect(entry('volume', 0.1, options).entry_price).toBeCloseTo(140, 10);
    expect(entry('volume', 0.1, {}, [100, 105, 95, 100, 0]).entry_price).toBeCloseTo(110, 10);
  });

  it('pushes sellers down', () => {
    const config = { slippage: { type: 'fixed', value: 0.5 } } as const;
    const { trades } = play(flat(2), { 0: ({ sell }) => sell({ size: 1 }) }, config);
    expect(trades[0].entry_price).toBe(99.5);
  });

  it('pushes a triggered stop', () => {
    expect(entry('fixed', 0.5, { stop: 104 }).entry_price).toBe(104.5);
  });

  it('never touches a limit, gapped or not', () => {
    expect(entry('fixed', 0.5, { limit: 97 })).toMatchObject({ entry_price: 97, slippage: 0 });
    expect(entry('fixed', 0.5, { limit: 102 })).toMatchObject({ entry_price: 100, slippage: 0 });
  });
});

describe('slippage without measure', () => {
  it.each(['fixed', 'percent', 'volume'] as const)('%s never sells below nothing', (type) => {
    // More than the whole price cannot be asked for in percent.
    const slippage = { type, value: type === 'percent' ? 1 : 1e9 };
    const spread = play(STEPS, ROUND_TRIP, { slippage, spread: 0.02, initialCapital: 1e5 });
    expect(spread.trades[0].exit_price).toBe(0);
    const { trades, equity } = play(STEPS, ROUND_TRIP, { slippage });
    expect(trades[0].entry_price).toBe(220);
    expect(trades[0].exit_price).toBe(0);
    expect(equity.at(-1)).toBe(10_000 - 2200);
  });
});
