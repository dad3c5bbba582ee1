import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, play } from './fixtures/play.js';

describe('a trailing stop', () => {
  const rows: HandBar[] = [
    ...flat(1),
    [100, 110, 92, 108],
    [108, 109, 101, 102],
    [102, 103, 99, 100],
  ];

  it('moves on the extreme of the bar and is not tested on the bar that moved it', () => {
    // Entry at 100 puts it at 90; the high of 110 moves it to 100, below which bar 1 had been at 92.
    const { trades } = play(rows, { 0: ({ buy }) => buy({ size: 1, trail: 10 }) });
    expect(trades[0]).toMatchObject({ exit_bar: 3, exit_price: 100, exit_reason: 'trailing_stop' });
  });

  it('by a fraction keeps that part of the price away', () => {
    // 110 × (1 − 0.05) = 104.5, touched by the low of bar 2.
    const { trades } = play(rows, { 0: ({ buy }) => buy({ size: 1, trail_fraction: 0.05 }) });
    expect(trades[0]).toMatchObject({ exit_bar: 1, exit_price: 95 });
    const wide = play(rows, { 0: ({ buy }) => buy({ size: 1, trail_fraction: 0.09 }) });
    expect(wide.trades[0].exit_bar).toBe(3);
    expect(wide.trades[0].exit_price).toBeCloseTo(100.1, 10);
  });

  it('never moves back', () => {
    const down: HandBar[] = [
      ...flat(1),
      [100, 110, 99, 108],
      [108, 108, 103, 104],
      [104, 106, 99, 100],
    ];
    const { trades } = play(down, { 0: ({ buy }) => buy({ size: 1, trail: 10 }) });
    expect(trades[0]).toMatchObject({ exit_bar: 3, exit_price: 100 });
  });

  it('of a short follows the low', () => {
    const down: HandBar[] = [...flat(1), [100, 104, 90, 91], [91, 99, 90, 98], [98, 101, 97, 100]];
    const { trades } = play(down, { 0: ({ sell }) => sell({ size: 1, trail: 10 }) });
    expect(trades[0]).toMatchObject({ exit_bar: 3, exit_price: 100 });
  });

  it('starts no looser than a stop given with it', () => {
    const { trades } = play([...flat(1), [100, 101, 94, 96]], {
      0: ({ buy }) => buy({ size: 1, trail: 10, sl: 95 }),
    });
    expect(trades[0]).toMatchObject({ exit_bar: 1, exit_price: 95 });
  });

  it('of a long cannot lie a whole price away', () => {
    play(flat(2), {
      0: ({ buy, sell }) => {
        expect(() => buy({ size: 1, trail: 100 })).toThrow('is no price');
        expect(() => buy({ size: 1, trail_fraction: 1 })).toThrow('is no price');
        expect(() => buy({ size: 1, limit: 50, trail: 60 })).toThrow('is no price');
        expect(() => sell({ size: 1, trail: 100 })).not.toThrow();
      },
    });
  });
});
