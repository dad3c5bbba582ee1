import { describe, expect, it } from '@jest/globals';
import { type HandBar, play, type Script } from '../../fixtures/play.js';
import type { RunConfig } from '../../run-config.js';

const STILL: HandBar = [100, 100, 100, 100];

/** Entries that the script places on bar 1, at a close of 100, over the bars from 2 on: [bar, price] of each. */
function entries(script: Script[number], bars: HandBar[], config: Partial<RunConfig> = {}) {
  const rows = [STILL, STILL, ...bars];
  const peer = { executionProfile: 'backtesting.py', ...config } as const;
  const { trades } = play(rows, { 1: script }, peer);
  return trades.map((trade) => [trade.entry_bar, trade.entry_price]);
}

describe('an entry of the profile', () => {
  it('without a price fills at the next open, with the spread', () => {
    const bars: HandBar[] = [[102, 103, 101, 101]];
    expect(entries(({ buy }) => buy({ size: 1 }), bars)).toEqual([[2, 102]]);
    expect(entries(({ sell }) => sell({ size: 1 }), bars, { spread: 0.5 })).toEqual([[2, 51]]);
  });

  it('without a price fills at the close before, and counts from there, when trading on the close', () => {
    const bars: HandBar[] = [[102, 103, 101, 101]];
    expect(entries(({ buy }) => buy({ size: 1 }), bars, { fillAt: 'close' })).toEqual([[1, 100]]);
  });

  it('with a stop fills at the stop, and past it at the open or at the close that it trades on', () => {
    const stop: Script[number] = ({ buy }) => buy({ size: 1, stop: 105 });
    expect(entries(stop, [STILL, [101, 105, 101, 102]])).toEqual([[3, 105]]);
    expect(entries(stop, [[110, 111, 109, 110]])).toEqual([[2, 110]]);
    expect(entries(stop, [[110, 111, 109, 110]], { fillAt: 'close' })).toEqual([[2, 105]]);
    expect(entries(({ sell }) => sell({ size: 1, stop: 95 }), [[90, 91, 89, 90]])).toEqual([
      [2, 90],
    ]);
  });

  it('with a limit fills when it is touched, and at a better open', () => {
    expect(entries(({ buy }) => buy({ size: 1, limit: 95 }), [[99, 99, 95, 96]])).toEqual([
      [2, 95],
    ]);
    expect(entries(({ buy }) => buy({ size: 1, limit: 95 }), [[90, 99, 89, 96]])).toEqual([
      [2, 90],
    ]);
    expect(entries(({ sell }) => sell({ size: 1, limit: 105 }), [[110, 111, 104, 106]])).toEqual([
      [2, 110],
    ]);
  });

  it('with a limit beyond its stop fills at the stop, even where the bar opened past it', () => {
    const order: Script[number] = ({ buy }) => buy({ size: 1, stop: 105, limit: 107 });
    expect(entries(order, [[101, 106, 100, 103]])).toEqual([[2, 105]]);
    expect(entries(order, [[106, 109, 104, 108]])).toEqual([[2, 105]]);
    expect(
      entries(({ sell }) => sell({ size: 1, stop: 95, limit: 93 }), [[94, 96, 91, 92]]),
    ).toEqual([[2, 95]]);
  });

  it('with a limit that its stop passed on the way is not filled in that bar, and a plain limit afterwards', () => {
    const order: Script[number] = ({ buy }) => buy({ size: 1, stop: 105, limit: 103 });
    expect(entries(order, [[101, 106, 100, 102]])).toEqual([]);
    expect(
      entries(order, [
        [101, 106, 100, 104],
        [104, 104, 103, 104],
      ]),
    ).toEqual([[3, 103]]);
    expect(
      entries(order, [
        [101, 106, 100, 104],
        [101, 102, 101, 102],
      ]),
    ).toEqual([[3, 101]]);
  });

  it('with a limit that only its stop was hit for waits as a plain limit', () => {
    const order: Script[number] = ({ buy }) => buy({ size: 1, stop: 105, limit: 106 });
    expect(
      entries(order, [
        [107, 109, 107, 108],
        [108, 108, 106, 107],
      ]),
    ).toEqual([[3, 106]]);
  });
});
