import { describe, expect, it } from '@jest/globals';
import type { Protections } from './index.js';
import {
  finish,
  flat,
  handBars,
  type HandBar,
  MONDAY,
  play,
  type Script,
  scripted,
} from './fixtures/play.js';

const EACH: Script = Object.fromEntries(
  Array.from({ length: 12 }, (_, i) => [i, ({ buy }) => buy({ size: 1, tag: i })] as const),
);

function refused(rows: readonly HandBar[], script: Script, protections: Protections) {
  const { orders } = play(rows, script, { protections });
  const entries = orders.filter((order) => order.tag !== null && order.type === 'market');
  return entries.map((order) => [order.tag, order.reason]);
}

describe('a cooldown', () => {
  it('refuses entries in so many bars after a trade closed', () => {
    const script: Script = { ...EACH, 1: ({ position }) => position.close() };
    // Closed at the open of bar 2; bars 3 and 4 are cool, and so is the rest of bar 2.
    expect(refused(flat(8), script, { cooldownBars: 2 })).toEqual([
      [0, null],
      [2, 'cooldown'],
      [3, 'cooldown'],
      [4, null],
      [5, null],
      [6, null],
      [7, 'end_of_data'],
    ]);
  });
});

describe('an order that turns a position around', () => {
  const turn: Script = {
    0: ({ buy }) => buy({ size: 1, tag: 0 }),
    1: ({ sell }) => sell({ size: 2, tag: 1 }),
  };
  const trades = (protections: Protections) =>
    play(flat(4), turn, { protections }).trades.map((trade) => [trade.size, trade.exit_bar]);

  it('opens only after the cooldown of what it closes', () => {
    expect(trades({ cooldownBars: 0 })).toEqual([[1, 2]]);
  });

  it('may take the place of what it closes', () => {
    expect(trades({ maxOpenTrades: 1 })).toEqual([
      [1, 2],
      [-1, null],
    ]);
  });
});

describe('the bars of a protection', () => {
  it('are those of the symbol, not of the clock that it shares', () => {
    const day = (k: number) => MONDAY + k * 86_400_000;
    const other = { ...handBars(flat(6)), time: Float64Array.from([0, 2, 4, 6, 8, 10], day) };
    const strategy = scripted({
      0: ({ symbol, buy }) => (symbol === 'B' ? buy({ size: 1, tag: 0 }) : null),
      2: ({ symbol, position }) => (symbol === 'B' ? position.close() : null),
      4: ({ symbol, buy }) => (symbol === 'B' ? buy({ size: 1, tag: 4 }) : null),
      6: ({ symbol, buy }) => (symbol === 'B' ? buy({ size: 1, tag: 6 }) : null),
      8: ({ symbol, buy }) => (symbol === 'B' ? buy({ size: 1, tag: 8 }) : null),
    });
    const data = [
      { symbol: 'A', timeframe: '1d' as const, bars: handBars(flat(11)) },
      { symbol: 'B', timeframe: '1d' as const, bars: other },
    ];
    // Closed in its third bar, on tick 4; its fourth and fifth bars are cool.
    const { orders } = finish(strategy, data, { protections: { cooldownBars: 2 } });
    const entries = orders.filter((order) => order.tag !== null);
    expect(entries.map(({ tag, reason }) => [tag, reason])).toEqual([
      [0, null],
      [4, 'cooldown'],
      [6, 'cooldown'],
      [8, null],
    ]);
  });
});

describe('the stop-loss guard', () => {
  const guard = { trades: 2, lookbackBars: 3, pauseBars: 2 };
  const dip: HandBar = [100, 100, 94, 100];
  const stops: Script = Object.fromEntries(
    Array.from(
      { length: 12 },
      (_, i) => [i, ({ buy }) => buy({ size: 1, sl: 95, tag: i })] as const,
    ),
  );

  it('pauses entries after so many stop losses within its bars', () => {
    const rows = [...flat(1), dip, dip, dip, dip, dip];
    expect(refused(rows, stops, { stopLossGuard: guard })).toEqual([
      [0, null],
      [1, null],
      [2, 'stop_loss_guard'],
      [3, 'stop_loss_guard'],
      [4, null],
      [5, 'end_of_data'],
    ]);
  });

  it('pauses as long as it said, although another stop is hit meanwhile', () => {
    const rows = [...flat(1), dip, dip, ...flat(3), [100, 100, 89, 100] as HandBar, ...flat(8)];
    const some: Script = {
      0: ({ buy }) => {
        buy({ size: 1, sl: 95 });
        buy({ size: 1, sl: 90 });
      },
      1: stops[1],
      7: stops[7],
      11: stops[11],
      12: ({ buy }) => buy({ size: 1, tag: 12 }),
    };
    // Hit in bars 1 and 2, for ten bars from there; that of bar 6 comes alone.
    const long = { ...guard, pauseBars: 10 };
    expect(refused(rows, some, { stopLossGuard: long })).toEqual([
      [1, null],
      [7, 'stop_loss_guard'],
      [11, 'stop_loss_guard'],
      [12, null],
    ]);
  });

  it('does not mind stop losses that are further apart', () => {
    const rows = [...flat(1), dip, ...flat(2), dip, ...flat(2)];
    const some: Script = { 0: stops[0], 3: stops[3], 4: stops[4] };
    expect(refused(rows, some, { stopLossGuard: guard }).map(([, reason]) => reason)).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('the drawdown halt', () => {
  it('refuses entries from the bar after the drawdown on, for its pause', () => {
    const rows: HandBar[] = [...flat(2), ...flat(8, 80)];
    const script: Script = { ...EACH, 0: ({ buy }) => buy({ size: 60, tag: 0 }) };
    // 60 × 20 = 1,200 of 10,000 are lost at the close of bar 2.
    const halt = { fraction: 0.12, pauseBars: 3 };
    expect(refused(rows, script, { drawdownHalt: halt }).slice(0, 8)).toEqual([
      [0, null],
      [1, null],
      [2, 'drawdown_halt'],
      [3, 'drawdown_halt'],
      [4, 'drawdown_halt'],
      [5, null],
      [6, null],
      [7, null],
    ]);
  });
});

describe('the maximum of open trades', () => {
  it('refuses more, and lets in again when one closed', () => {
    const script: Script = { ...EACH, 4: ({ trades: [trade] }) => trade.close() };
    expect(refused(flat(8), script, { maxOpenTrades: 2 })).toEqual([
      [0, null],
      [1, null],
      [2, 'max_open_trades'],
      [3, 'max_open_trades'],
      [5, null],
      [6, 'max_open_trades'],
      [7, 'end_of_data'],
    ]);
  });
});
