import { describe, expect, it } from '@jest/globals';
import { flat, type HandBar, play, type Script } from '../../fixtures/play.js';
import type { RunConfig } from '../../run-config.js';

const run = (rows: HandBar[], script: Script, config: Partial<RunConfig> = {}) =>
  play(rows, script, { executionProfile: 'backtesting.py', ...config });
const sizes = (played: ReturnType<typeof run>) => played.trades.map((trade) => trade.size);
const exits = (played: ReturnType<typeof run>) =>
  played.trades.map((trade) => [trade.size, trade.entry_price, trade.exit_bar, trade.exit_price]);

describe('the size of an entry in the profile', () => {
  it('that is a fraction is whole units of the free margin, a fixed fee spread over the fraction', () => {
    const config = { initialCapital: 1000, commission: { fixed: 5, relative: 0 } };
    const played = run(flat(3, 90), { 1: ({ buy }) => buy({ size: 0.5 }) }, config);
    // A unit costs 90 + 5 / 0.5 = 100; the money pays the fee once.
    expect(sizes(played)).toEqual([5]);
    expect(played.equity[2]).toBe(995);
  });

  it('is never rounded up to a unit that the margin does not pay', () => {
    const config = { initialCapital: 2 };
    // 1 / 0.1 is 10 in doubles, but 0.1 as a double is a little more than a tenth.
    expect(sizes(run(flat(3, 0.1), { 1: ({ buy }) => buy({ size: 0.5 }) }, config))).toEqual([9]);
  });

  it('that is a fraction is worked out before opposite trades are netted', () => {
    const script: Script = {
      1: ({ buy }) => buy({ size: 6 }),
      2: ({ sell }) => sell({ size: 0.5 }),
    };
    // 1,000 less 600 in use leaves 400: half of it is 2 units, which close 2 of the 6.
    expect(exits(run(flat(4), script, { initialCapital: 1000 }))).toEqual([
      [2, 100, 3, 100],
      [4, 100, null, null],
    ]);
  });

  it('that is a fraction knows the close of the bar it fills in when trades are open', () => {
    const rows: HandBar[] = [...flat(3), [100, 200, 100, 200]];
    const script: Script = {
      1: ({ buy }) => buy({ size: 5 }),
      2: ({ buy }) => buy({ size: 0.999 }),
    };
    // Equity 500 + 5 × 200 = 1,500, of which 1,000 are in use: 499.5 buy 4 units at 100.
    expect(sizes(run(rows, script, { initialCapital: 1000 }))).toEqual([5, 4]);
  });

  it('drops an order that buys no unit, and one that the margin does not pay, with warnings', () => {
    const config = { initialCapital: 250 };
    const script: Script = {
      1: ({ buy }) => buy({ size: 0.3 }),
      2: ({ buy }) => buy({ size: 3 }),
    };
    const { orders, result } = run(flat(4), script, config);
    expect(orders.map((order) => order.reason)).toEqual(
      Array.from({ length: 2 }, () => 'insufficient_margin'),
    );
    expect(result.warnings.map(({ code }) => code)).toEqual([
      'cancelled_relative_size',
      'cancelled_insufficient_margin',
    ]);
  });

  it('keeps what an order closed although the margin does not pay for its rest', () => {
    const script: Script = {
      1: ({ buy }) => buy({ size: 2 }),
      2: ({ sell }) => sell({ size: 9 }),
    };
    const played = run(flat(4), script, { initialCapital: 600 });
    expect(exits(played)).toEqual([[2, 100, 3, 100]]);
    expect(played.orders[1].status).toBe('cancelled');
  });

  it('grows with leverage', () => {
    const script: Script = { 1: ({ buy }) => buy() };
    expect(sizes(run(flat(3), script, { initialCapital: 1000, leverage: 20 }))).toEqual([199]);
  });
});

describe('netting in the profile', () => {
  it('closes opposite trades first in first out without the spread, and opens the rest with it', () => {
    const script: Script = {
      1: ({ buy }) => {
        buy({ size: 2 });
        buy({ size: 3 });
      },
      2: ({ sell }) => sell({ size: 7 }),
    };
    expect(exits(run(flat(4), script, { spread: 0.01 }))).toEqual([
      [2, 101, 3, 100],
      [3, 101, 3, 100],
      [-2, 99, null, null],
    ]);
  });

  it('does not happen when hedging', () => {
    const script: Script = {
      1: ({ buy }) => buy({ size: 2 }),
      2: ({ sell }) => sell({ size: 7 }),
    };
    expect(sizes(run(flat(4), script, { hedging: true }))).toEqual([2, -7]);
  });
});

describe('brackets in the bar of their entry, in the profile', () => {
  const wide: HandBar = [100, 110, 90, 100];
  const rows: HandBar[] = [...flat(2), wide, wide];

  it('are hit at once after a market order, the stop before the target', () => {
    const script: Script = { 1: ({ buy }) => buy({ size: 1, sl: 95, tp: 105 }) };
    expect(exits(run(rows, script))).toEqual([[1, 100, 2, 95]]);
    const short: Script = { 1: ({ sell }) => sell({ size: 1, tp: 95 }) };
    expect(exits(run(rows, short))).toEqual([[-1, 100, 2, 95]]);
  });

  it('are hit at once after a stop when only the target is in reach', () => {
    const script: Script = { 1: ({ buy }) => buy({ size: 1, stop: 104, sl: 89, tp: 108 }) };
    const played = run(rows, script);
    expect(exits(played)).toEqual([[1, 104, 2, 108]]);
    expect(played.result.warnings).toEqual([]);
  });

  it('wait for the next bar, with a warning, when the way cannot be told', () => {
    const both: Script = { 1: ({ buy }) => buy({ size: 1, stop: 104, sl: 91, tp: 108 }) };
    const limit: Script = { 1: ({ buy }) => buy({ size: 1, limit: 98, tp: 108 }) };
    for (const script of [both, limit]) {
      const played = run(rows, script);
      expect(played.trades[0].exit_bar).toBe(3);
      expect(played.result.warnings).toMatchObject([
        { code: 'contingent_same_bar', values: { count: 1 } },
      ]);
    }
    const beyond: Script = { 1: ({ buy }) => buy({ size: 1, limit: 98, sl: 80, tp: 120 }) };
    expect(run(rows, beyond).result.warnings).toEqual([]);
  });
});
