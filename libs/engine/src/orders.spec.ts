import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, play, type Script } from './fixtures/play.js';

const UP: HandBar[] = [
  [100, 101, 99, 100],
  [102, 106, 101, 105],
  [105, 110, 104, 109],
  [109, 112, 90, 95],
];

describe('market orders', () => {
  it('act from the bar after the one they were placed on and fill at its open', () => {
    const { orders, trades } = play(UP, { 0: ({ buy }) => buy({ size: 1 }) });
    expect(orders[0]).toMatchObject({
      placed_bar: 0,
      filled_bar: 1,
      fill_price: 102,
      type: 'market',
    });
    expect(trades[0]).toMatchObject({ entry_bar: 1, entry_price: 102, exit_price: null });
  });

  it('never fill when placed on the last bar', () => {
    const { orders } = play(UP, { 3: ({ buy }) => buy({ size: 1 }) });
    expect(orders[0]).toMatchObject({ status: 'expired', reason: 'end_of_data', filled_size: 0 });
  });

  it('on the close fill at the close of the next bar', () => {
    const { orders } = play(UP, { 0: ({ buy }) => buy({ size: 1, on: 'close' }) });
    expect(orders[0]).toMatchObject({ filled_bar: 1, fill_price: 105 });
  });

  it('fill at the close they were placed on where the run says so', () => {
    const { orders } = play(UP, { 1: ({ buy }) => buy({ size: 1 }) }, { fillAt: 'close' });
    expect(orders[0]).toMatchObject({ placed_bar: 1, filled_bar: 1, fill_price: 105 });
  });
});

describe('limit orders', () => {
  it('fill at the limit when the bar touches it', () => {
    const { orders } = play(UP, { 0: ({ buy }) => buy({ size: 1, limit: 101 }) });
    expect(orders[0]).toMatchObject({ filled_bar: 1, fill_price: 101, type: 'limit' });
  });

  it('wait through a touch where a limit must be crossed', () => {
    const touched = play(
      UP,
      { 0: ({ buy }) => buy({ size: 1, limit: 101 }) },
      { limitFill: 'through' },
    );
    expect(touched.orders[0]).toMatchObject({ filled_bar: 3, fill_price: 101 });
  });

  it('fill at the better open when the bar gaps past them', () => {
    const { orders } = play(UP, {
      0: ({ buy, sell }) => {
        buy({ size: 1, limit: 103 });
        sell({ size: 2, limit: 101 });
      },
    });
    expect(orders.map((order) => order.fill_price)).toEqual([102, 102]);
  });

  it('fill as takers at an open that is just their limit', () => {
    const script: Script = { 0: ({ buy }) => buy({ size: 1, limit: 100 }) };
    const commission = { maker: 0, taker: 0.01 };
    const { orders } = play(flat(3), script, { commission, spread: 0.02 });
    expect(orders[0]).toMatchObject({ filled_bar: 1, fill_price: 100, fee: 1 });
  });

  it('that are post-only are cancelled when they would take at once', () => {
    const { orders } = play(UP, { 0: ({ buy }) => buy({ size: 1, limit: 103, postOnly: true }) });
    expect(orders[0]).toMatchObject({ status: 'cancelled', reason: 'post_only' });
  });

  it('that are post-only and rested first fill at their limit in a later gap', () => {
    const rows: HandBar[] = [...flat(2), [90, 91, 89, 90]];
    const { orders } = play(rows, { 0: ({ buy }) => buy({ size: 1, limit: 95, postOnly: true }) });
    expect(orders[0]).toMatchObject({ filled_bar: 2, fill_price: 95 });
  });
});

describe('stop orders', () => {
  it('fill at the stop when the bar trades through it', () => {
    const { orders } = play(UP, { 0: ({ buy }) => buy({ size: 1, stop: 104 }) });
    expect(orders[0]).toMatchObject({ filled_bar: 1, fill_price: 104, type: 'stop' });
  });

  it('fill at the open when the bar gaps through it', () => {
    const { orders } = play(UP, { 0: ({ buy }) => buy({ size: 1, stop: 101 }) });
    expect(orders[0]).toMatchObject({ filled_bar: 1, fill_price: 102 });
  });

  it('to sell mirror those to buy', () => {
    const inside = play(UP, { 2: ({ sell }) => sell({ size: 1, stop: 100 }) });
    expect(inside.orders[0]).toMatchObject({ filled_bar: 3, fill_price: 100 });
    const gap = play(UP, { 2: ({ sell }) => sell({ size: 1, stop: 110 }) });
    expect(gap.orders[0]).toMatchObject({ filled_bar: 3, fill_price: 109 });
  });

  it('with a limit beyond the stop fill at the stop', () => {
    const { orders } = play(UP, { 0: ({ buy }) => buy({ size: 1, stop: 104, limit: 105 }) });
    expect(orders[0]).toMatchObject({ filled_bar: 1, fill_price: 104, type: 'stop_limit' });
  });

  it('with a limit short of the stop fill in that bar only if its close proves the way back', () => {
    const back: HandBar[] = [...flat(1), [100, 105, 99, 101], [101, 102, 100, 101]];
    const proven = play(back, { 0: ({ buy }) => buy({ size: 1, stop: 104, limit: 102 }) });
    expect(proven.orders[0]).toMatchObject({ filled_bar: 1, fill_price: 102 });
    const away: HandBar[] = [...flat(1), [100, 105, 99, 103], [103, 103, 101, 101]];
    const unproven = play(away, { 0: ({ buy }) => buy({ size: 1, stop: 104, limit: 102 }) });
    expect(unproven.orders[0]).toMatchObject({ filled_bar: 2, fill_price: 102 });
  });

  it('with a limit stay a limit once the stop was hit', () => {
    const rows: HandBar[] = [...flat(1), [106, 107, 105, 106], [103, 103, 101, 102]];
    const { orders } = play(rows, { 0: ({ buy }) => buy({ size: 1, stop: 104, limit: 102 }) });
    expect(orders[0]).toMatchObject({ filled_bar: 2, fill_price: 102 });
  });
});

describe('prices on a tick grid', () => {
  const config = { tickSize: 0.5 };

  it('round limits away from the market', () => {
    const { orders } = play(
      flat(2),
      {
        0: ({ buy, sell }) => {
          buy({ size: 1, limit: 98.7 });
          sell({ size: 1, limit: 101.3 });
        },
      },
      config,
    );
    expect(orders.map((order) => order.limit)).toEqual([98.5, 101.5]);
  });

  it('round stops toward the worse', () => {
    const { orders } = play(
      flat(2),
      {
        0: ({ buy, sell }) => {
          buy({ size: 1, stop: 101.3 });
          sell({ size: 1, stop: 98.7 });
          buy({ size: 1, sl: 95.7, tp: 104.2 });
        },
      },
      config,
    );
    expect(orders.slice(0, 2).map((order) => order.stop)).toEqual([101.5, 98.5]);
    expect(orders[2]).toMatchObject({ sl: 95.5, tp: 104.5 });
  });
});
