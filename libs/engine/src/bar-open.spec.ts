import { describe, expect, it } from '@jest/globals';
import { flat, type Ohlc, play } from '../test/scenario.js';

describe('at the open', () => {
  it('fills a market order at the open of the bar after the one it was placed on', () => {
    const { trades } = play([flat(100), [101, 105, 99, 104], flat(104)], {
      0: ({ buy }) => void buy({ size: 1 }),
    });
    expect(trades[0]).toMatchObject({ entry_bar: 1, entry_price: 101, size: 1 });
  });

  it('closes before it opens, whatever was placed first', () => {
    const bars = [flat(100), flat(100), flat(110), flat(110)];
    const { trades, orders } = play(bars, {
      0: ({ buy }) => void buy(),
      1: ({ sell, position }) => {
        sell({ fraction: 1 });
        position.close();
      },
    });
    // All equity is free for the short, because the long is gone by then.
    expect(orders[1]).toMatchObject({ side: 'sell', status: 'filled' });
    expect(trades.map((trade) => [trade.size, trade.entry_price])).toEqual([
      [100, 100],
      [-100, 110],
    ]);
  });

  it('fills a stop at the open when the bar gaps through it', () => {
    const { trades } = play([flat(100), [110, 112, 109, 111], flat(111)], {
      0: ({ buy }) => void buy({ size: 1, stop: 105 }),
    });
    expect(trades[0].entry_price).toBe(110);
  });

  it('fills a limit at the better open when the bar gaps through it', () => {
    const { trades, orders } = play(
      [flat(100), [90, 92, 89, 91], flat(91)],
      { 0: ({ buy }) => void buy({ size: 1, limit: 95 }) },
      { commission: { maker: 0, taker: 0.01 }, finalizeTrades: false },
    );
    expect(trades[0].entry_price).toBe(90);
    expect(orders[0].fee).toBeCloseTo(0.9, 12);
  });

  it('turns a stop-limit into a limit when the open passes its stop', () => {
    const gap: Ohlc = [110, 111, 109, 110];
    const { trades } = play([flat(100), gap, [110, 110, 104, 105], flat(105)], {
      0: ({ buy }) => void buy({ size: 1, stop: 105, limit: 106 }),
    });
    expect(trades[0]).toMatchObject({ entry_bar: 2, entry_price: 106 });
  });

  it('cancels a new post-only limit that would take, and lets a resting one fill as maker', () => {
    const bars = [flat(100), flat(100), [90, 91, 89, 90] as Ohlc, flat(90)];
    const taking = play(bars, { 0: ({ buy }) => void buy({ limit: 105, postOnly: true }) });
    expect(taking.orders[0]).toMatchObject({ status: 'cancelled', reason: 'post_only' });
    const resting = play(bars, {
      0: ({ buy }) => void buy({ size: 1, limit: 95, postOnly: true }),
    });
    expect(resting.trades[0]).toMatchObject({ entry_bar: 2, entry_price: 95 });
  });

  it('gives cash to orders in placement order', () => {
    const { orders } = play([flat(100), flat(100), flat(100)], {
      0: ({ buy }) => {
        buy({ size: 60, tag: 'first' });
        buy({ size: 60, tag: 'second' });
      },
    });
    expect(orders[0]).toMatchObject({ status: 'filled', tag: 'first' });
    expect(orders[1]).toMatchObject({ status: 'rejected', reason: 'insufficient_margin' });
  });
});

describe('expiry', () => {
  const still = [flat(100), flat(100), flat(100), flat(100), flat(100)];

  it('ends an order at the first open at or after its time', () => {
    const { orders } = play(still, {
      0: ({ buy, time }) => void buy({ limit: 90, expires: time + 2 * 86_400_000 }),
    });
    expect(orders[0]).toMatchObject({ status: 'expired', reason: 'expired' });
  });

  it('lets an order act in as many bars as it says and no more', () => {
    const bars = [flat(100), flat(100), flat(100), [100, 100, 80, 85] as Ohlc, flat(85)];
    const two = play(bars, { 0: ({ buy }) => void buy({ limit: 90, expires: { bars: 2 } }) });
    expect(two.orders[0].status).toBe('expired');
    const three = play(bars, { 0: ({ buy }) => void buy({ limit: 90, expires: { bars: 3 } }) });
    expect(three.orders[0].status).toBe('filled');
  });

  it('ends a DAY order when the session day of its first bar is over', () => {
    const hours = Array.from({ length: 30 }, () => flat(100));
    const { orders } = play(
      hours,
      { 20: ({ buy }) => void buy({ limit: 90, tif: 'DAY' }) },
      {},
      { data: [{ symbol: 'X', timeframe: '1h', bars: hourly(hours) }] },
    );
    expect(orders[0]).toMatchObject({ status: 'expired', reason: 'day_over' });
  });

  it('cancels what an IOC could not fill in its first bar', () => {
    const { orders } = play(still, { 0: ({ buy }) => void buy({ limit: 90, tif: 'IOC' }) });
    expect(orders[0]).toMatchObject({ status: 'cancelled', reason: 'ioc' });
  });

  it('fills a FOK whole or not at all', () => {
    const thin = still.map((): Ohlc => flat(100, 20));
    const config = { maxVolumeShare: 0.5 };
    const { orders } = play(thin, { 0: ({ buy }) => void buy({ size: 11, tif: 'FOK' }) }, config);
    expect(orders[0]).toMatchObject({ status: 'cancelled', reason: 'fok', filled_size: 0 });
  });

  it('expires what still waits at the end of the data', () => {
    const { orders } = play(still, { 0: ({ buy }) => void buy({ limit: 90 }) });
    expect(orders[0]).toMatchObject({ status: 'expired', reason: 'end_of_data' });
  });
});

function hourly(rows: readonly Ohlc[]) {
  const column = (k: number) => Float64Array.from(rows, (row) => row[k] ?? 1000);
  return {
    time: Float64Array.from(rows, (_, i) => 1_704_067_200_000 + i * 3_600_000),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: column(4),
  };
}
