import { describe, expect, it } from '@jest/globals';
import type { OrderOptions } from './index.js';
import { flat, type Ohlc, play } from '../test/scenario.js';

const bars = [flat(100), flat(100), flat(100), flat(100)];

function bought(options: OrderOptions | undefined, config = {}, rows: Ohlc[] = bars) {
  const { trades, orders } = play(rows, { 0: ({ buy }) => void buy(options) }, config);
  return { trade: trades[0], order: orders[0] };
}

describe('a size', () => {
  it('is all of the free equity when none is given', () => {
    expect(bought(undefined).trade.size).toBe(100);
  });

  it('leaves room for the entry fee', () => {
    const { trade } = bought(undefined, { commission: 0.01 });
    expect(trade.size).toBe(99.00990099);
    expect(trade.size * 100 * 1.01).toBeLessThanOrEqual(10_000);
  });

  it('leaves room for a fixed fee, spread and slippage', () => {
    const { trade } = bought(undefined, {
      commission: { fixed: 10, relative: 0.001 },
      spread: 0.002,
      slippage: { type: 'percent', value: 0.001 },
    });
    const cost = trade.size * trade.entry_price * 1.001 + 10;
    expect(trade.entry_price).toBeCloseTo(100.2, 12);
    expect(cost).toBeLessThanOrEqual(10_000);
    expect(cost).toBeGreaterThan(9_999.99);
  });

  it('settles together with slippage that depends on it', () => {
    const { trade } = bought(undefined, { slippage: { type: 'volume', value: 1 } });
    // 100 of 1000 units push the price by about a hundredth.
    expect(trade.entry_price).toBeGreaterThan(100.9);
    expect(trade.size * trade.entry_price).toBeLessThanOrEqual(10_000 * (1 + 1e-9));
  });

  it('is never without bound, though slippage takes the whole price', () => {
    for (const options of [{}, { target_fraction: -1 }, { cash: 500 }]) {
      const slippage = { type: 'percent', value: 1 } as const;
      const { orders, result } = play(bars, { 0: ({ sell }) => void sell(options) }, { slippage });
      expect(orders[0].filled_size).toBe(0);
      expect(result.statistics.equity_final).toBe(10_000);
    }
  });

  it('can be cash, fees included', () => {
    const { trade } = bought({ cash: 1010 }, { commission: 0.01 });
    expect(trade.size).toBe(10);
  });

  it('can be a fraction of the free equity', () => {
    expect(bought({ fraction: 0.25 }).trade.size).toBe(25);
  });

  it('can be what loses a fraction of the equity at the stop', () => {
    expect(bought({ risk: 0.01, sl: 95 }).trade.size).toBe(20);
  });

  it('shrinks to what can be paid when it is worked out from risk', () => {
    const { trade, order } = bought({ risk: 0.5, sl: 99 });
    expect(trade.size).toBe(100);
    expect(order.reason).toBe('insufficient_margin');
  });

  it('is refused when it is given and cannot be paid', () => {
    const { order } = bought({ size: 101 });
    expect(order).toMatchObject({ status: 'rejected', reason: 'insufficient_margin' });
  });

  it('is rounded down to the lot as floor(x / lot + 1e-9)', () => {
    expect(bought({ size: 0.3 }, { lotSize: 0.1 }).trade.size).toBe(0.3);
    expect(bought({ size: 0.39 }, { lotSize: 0.1 }).trade.size).toBe(0.3);
    expect(bought({ size: 0.7 }, { lotSize: 1 }).order).toMatchObject({ reason: 'size_zero' });
  });

  it('below the minimum notional is refused', () => {
    expect(bought({ size: 1 }, { minNotional: 200 }).order.reason).toBe('min_notional');
  });

  it('is fixed at the fill from the fill price, not from a later one', () => {
    const { trade } = bought({ fraction: 0.5 }, {}, [flat(100), [80, 200, 80, 200], flat(200)]);
    expect(trade.size).toBe(62.5);
  });

  it('is shared by the symbols of a run when none is given', () => {
    const data = ['A', 'B'].map((symbol) => ({
      symbol,
      timeframe: '1d' as const,
      bars: asBars(bars),
    }));
    const { trades } = play(bars, { 0: ({ buy }) => void buy() }, {}, { data });
    expect(trades.map((trade) => [trade.symbol, trade.size])).toEqual([
      ['A', 50],
      ['B', 25],
    ]);
  });

  it('of a target trades the difference, whichever side leads there', () => {
    const { trades } = play([...bars, ...bars], {
      0: ({ buy }) => void buy({ target: 10 }),
      2: ({ buy }) => void buy({ target: 4 }),
      4: ({ buy }) => void buy({ target: -5 }),
    });
    expect(trades.map((trade) => trade.size)).toEqual([6, 4, -5]);
  });

  it('of a target fraction is of all equity', () => {
    const { trades, orders } = play([...bars, ...bars], {
      0: ({ buy }) => void buy({ target_fraction: 0.5 }),
      2: ({ buy }) => void buy({ target_fraction: 0.5 }),
    });
    expect(trades[0].size).toBe(50);
    expect(orders[1]).toMatchObject({ status: 'cancelled', reason: 'at_target' });
  });

  it('of an opposite order with all that is free closes what is open and opens as much as is then free', () => {
    const { trades } = play([flat(100), flat(100), flat(200), flat(200)], {
      0: ({ buy }) => void buy(),
      1: ({ sell }) => void sell(),
    });
    expect(trades.map((trade) => [trade.size, trade.entry_price])).toEqual([
      [100, 100],
      [-100, 200],
    ]);
  });

  it('uses leverage', () => {
    expect(bought(undefined, { leverage: 5 }).trade.size).toBe(500);
  });

  it('counts the contract multiplier', () => {
    const data = [
      { symbol: 'X', timeframe: '1d' as const, bars: asBars(bars), settings: { multiplier: 50 } },
    ];
    const { trades } = play(bars, { 0: ({ buy }) => void buy() }, {}, { data });
    expect(trades[0].size).toBe(2);
  });

  it('fits a commission that is an expression', () => {
    const { trade } = bought(undefined, { commission: 'max(1, abs(size) * 0.5)' });
    expect(trade.size * 100 + Math.max(1, trade.size * 0.5)).toBeLessThanOrEqual(10_000);
    expect(trade.size).toBeGreaterThan(99.4);
  });
});

describe('order options', () => {
  const refused = (options: object) => () => bought(options as OrderOptions);

  it('suggest the nearest name for a misspelt one', () => {
    expect(refused({ lmit: 1 })).toThrow('Unknown order option lmit. Did you mean limit?');
  });

  it('allow one size only', () => {
    expect(refused({ size: 1, cash: 1 })).toThrow('size and cash exclude one another.');
  });

  it('refuse a bracket on the wrong side of the entry', () => {
    expect(refused({ sl: 101 })).toThrow('buy: sl 101 is on the wrong side of the entry 100.');
    expect(refused({ limit: 90, tp: 89 })).toThrow('wrong side');
  });

  it('refuse prices that are none', () => {
    expect(refused({ limit: NaN })).toThrow('limit must be a number above 0, got NaN.');
    expect(refused({ size: -1 })).toThrow('size must be a number from 0 up, got -1.');
  });

  it('round limits away from the market and stops toward the worse, to the tick', () => {
    const { orders } = play(
      bars,
      {
        0: ({ buy, sell }) => {
          buy({ size: 1, limit: 90.7 });
          sell({ size: 1, limit: 110.2 });
          buy({ size: 1, stop: 110.2 });
          sell({ size: 1, stop: 90.7 });
        },
      },
      { tickSize: 0.5 },
    );
    expect(orders.map((order) => order.limit ?? order.stop)).toEqual([90.5, 110.5, 110.5, 90.5]);
  });
});

function asBars(rows: readonly Ohlc[]) {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k] ?? 1000);
  return {
    time: Float64Array.from(rows, (_, i) => 1_704_067_200_000 + i * 86_400_000),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: column(4),
  };
}
