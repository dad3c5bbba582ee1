import { describe, expect, it } from '@jest/globals';
import { type Context, defineStrategy, type MarketData, type RunConfig } from './index.js';
import {
  finish,
  flat,
  handBars,
  type HandBar,
  MONDAY,
  play,
  type Script,
} from './fixtures/play.js';

const DAY = 86_400_000;
const steps: HandBar[] = [100, 110, 120].map((p) => [p, p + 5, p - 5, p + 2]);
const still = (symbol: string): MarketData => ({
  symbol,
  timeframe: '1d',
  bars: handBars(flat(3)),
});

function rotate(
  act: (ctx: Context) => void,
  config: Partial<RunConfig>,
  data = [still('A'), still('B')],
) {
  const strategy = defineStrategy({
    name: 'rotate',
    scope: 'portfolio',
    next: (_, ctx) => act(ctx),
  });
  return finish(strategy, data, { finalizeTrades: false, ...config }).orders;
}

describe('orders on the close', () => {
  it('fill after everything else in the bar, as takers', () => {
    const { orders, equity } = play(
      steps,
      { 0: ({ buy }) => buy({ size: 10, on: 'close' }) },
      { commission: { maker: 0, taker: 0.01 } },
    );
    expect(orders[0]).toMatchObject({ filled_bar: 1, fill_price: 112 });
    expect(orders[0].fee).toBeCloseTo(11.2, 12);
    expect(equity[1]).toBeCloseTo(10_000 - 11.2, 10);
  });

  it('get cash in order of placement, whatever the names of their symbols', () => {
    const both = ({ index, of }: Context) => {
      if (index !== 0) return;
      of('B').buy({ size: 60, on: 'close' });
      of('A').buy({ size: 60, on: 'close' });
    };
    const expected = [
      ['B', 'filled'],
      ['A', 'rejected'],
    ];
    for (const fillAt of ['next_open', 'close'] as const) {
      const orders = rotate(both, { fillAt });
      expect(orders.map(({ symbol, status }) => [symbol, status])).toEqual(expected);
    }
  });

  it('close on every symbol before they open on any', () => {
    const act = ({ index, of }: Context) => {
      if (index === 0) of('B').buy({ size: 100 });
      if (index !== 1) return;
      of('A').buy({ size: 60 });
      of('B').position.close();
    };
    const orders = rotate(act, { fillAt: 'close' });
    expect(orders.map((order) => order.status)).toEqual(['filled', 'filled', 'filled']);
  });

  it('of a symbol without a bar wait for its next one', () => {
    const time = Float64Array.from([0, 2], (day) => MONDAY + day * DAY);
    const rows: HandBar[] = [...flat(1), [50, 55, 45, 52]];
    const gaps: MarketData = { ...still('B'), bars: { ...handBars(rows), time } };
    const act = ({ index, of }: Context) => void (index === 1 && of('B').buy({ size: 1 }));
    const orders = rotate(act, { fillAt: 'close' }, [still('A'), gaps]);
    expect(orders[0]).toMatchObject({ placed_bar: 1, filled_bar: 2, fill_price: 50 });
  });

  it('give up what the close of their first bar cannot fill where they live for it only', () => {
    const config = { fillAt: 'close', maxVolumeShare: 0.1, initialCapital: 1e6 } as const;
    const { orders } = play(flat(3), { 0: ({ buy }) => buy({ size: 150, tif: 'IOC' }) }, config);
    expect(orders[0]).toMatchObject({ status: 'cancelled', reason: 'ioc', filled_size: 100 });
  });

  it('are tried once a bar, whatever the strategy sells at the same close', () => {
    const config = { fillAt: 'close', maxVolumeShare: 0.1 } as const;
    const rows: HandBar[] = [
      [100, 100, 100, 100, 300],
      [150, 150, 150, 150, 10_000],
      [150, 150, 150, 150, 10_000],
    ];
    const script: Script = { 0: ({ buy }) => buy(), 1: ({ position }) => position.close(0.5) };
    const { orders, trades } = play(rows, script, config);
    // 30 of 100 at first, 46 and a bit of the rest are paid for at 150; what is sold there buys more at the next open only.
    expect(trades.filter(({ size }) => size > 0).map(({ entry_bar: bar }) => bar)).toContain(2);
    expect(orders[0]).toMatchObject({ filled_bar: 2 });
  });

  it('whose rest can no longer be paid are cancelled with what filled of them', () => {
    const config = { maxVolumeShare: 0.1 };
    const rows: HandBar[] = [...flat(1), [100, 100, 100, 100, 300], ...flat(2, 500)];
    const script: Script = { 0: ({ buy }) => buy({ size: 90 }) };
    const { orders } = play(rows, script, config);
    expect(orders[0]).toMatchObject({
      status: 'cancelled',
      reason: 'insufficient_margin',
      filled_size: 30,
    });
  });
});
