import { describe, expect, it } from '@jest/globals';
import { flat, type Ohlc, play, type Plan } from '../test/scenario.js';

const still = Array.from({ length: 12 }, () => flat(100));

function eachBar(act: Plan[number], bars = 11): Plan {
  return Object.fromEntries(Array.from({ length: bars }, (_, i) => [i, act]));
}

describe('protections', () => {
  it('keep a cooldown of bars after a trade closed', () => {
    const { orders } = play(
      still,
      {
        0: ({ buy }) => void buy({ size: 1 }),
        1: ({ position }) => void position.close(),
        2: ({ buy }) => void buy({ size: 1, tag: 'early' }),
        4: ({ buy }) => void buy({ size: 1, tag: 'late' }),
      },
      { protections: { cooldownBars: 2 } },
    );
    expect(orders.find((order) => order.tag === 'early')).toMatchObject({
      status: 'rejected',
      reason: 'cooldown',
    });
    expect(orders.find((order) => order.tag === 'late')?.status).toBe('filled');
  });

  it('pause after several stop losses close together', () => {
    const bars: Ohlc[] = still.map((): Ohlc => [100, 100, 94, 100]);
    const { orders } = play(
      bars,
      eachBar(({ buy }) => void buy({ size: 1, sl: 95 })),
      { protections: { stopLossGuard: { trades: 3, lookbackBars: 5, pauseBars: 4 } } },
    );
    const entries = orders.filter((order) => order.side === 'buy');
    expect(entries.slice(0, 3).every((order) => order.status === 'filled')).toBe(true);
    expect(entries.slice(3, 7).every((order) => order.reason === 'stop_loss_guard')).toBe(true);
    expect(entries[7].status).toBe('filled');
  });

  it('halt at a drawdown, and measure it anew after the pause', () => {
    const bars = [flat(100), flat(100), flat(80), flat(80), flat(80), flat(80), flat(80), flat(80)];
    const { orders } = play(
      bars,
      {
        0: ({ buy }) => void buy({ size: 50 }),
        1: ({ position }) => void position.close(),
        2: ({ buy }) => void buy({ size: 1 }),
        5: ({ buy }) => void buy({ size: 1 }),
      },
      { protections: { drawdownHalt: { fraction: 0.1, pauseBars: 3 } } },
    );
    const entries = orders.filter((order) => order.side === 'buy');
    expect(entries[1]).toMatchObject({ status: 'rejected', reason: 'drawdown_halt' });
    expect(entries[2].status).toBe('filled');
  });

  it('bound how many trades are open', () => {
    const { orders } = play(
      still,
      eachBar(({ buy }) => void buy({ size: 1 }), 4),
      { protections: { maxOpenTrades: 2 } },
    );
    const entries = orders.filter((order) => order.side === 'buy');
    expect(entries.map((order) => order.reason)).toEqual([
      null,
      null,
      'max_open_trades',
      'max_open_trades',
    ]);
  });

  it('never keep an order from closing', () => {
    const { orders } = play(
      still,
      {
        0: ({ buy }) => void buy({ size: 2 }),
        1: ({ sell }) => void sell({ size: 5 }),
      },
      { protections: { cooldownBars: 1 } },
    );
    expect(orders[1]).toMatchObject({ status: 'filled', filled_size: 2, reason: 'cooldown' });
  });
});
