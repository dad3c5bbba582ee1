import { describe, expect, it } from '@jest/globals';
import {
  finish,
  flat,
  handBars,
  type HandBar,
  play,
  scripted,
  type Script,
} from './fixtures/play.js';

const TO_200: HandBar[] = [
  [100, 100, 100, 100],
  [200, 500, 200, 400],
  [400, 400, 400, 400],
];

function filled(options: object, rows = TO_200, config = {}): number {
  const { orders } = play(rows, { 0: ({ buy }) => buy(options) }, config);
  return orders[0].filled_size;
}

describe('the size of an order', () => {
  it('in units is taken as it is, and refused when the account cannot pay for it', () => {
    expect(filled({ size: 50 })).toBe(50);
    const { orders } = play(TO_200, { 0: ({ buy }) => buy({ size: 51 }) });
    expect(orders[0]).toMatchObject({ status: 'rejected', reason: 'insufficient_margin' });
  });

  it('is all that is free when nothing is said, fixed at the fill price', () => {
    // Known at bar 0: 10,000 / 100. Paid at bar 1: 10,000 / 200.
    expect(filled({})).toBe(50);
  });

  it('counts spread, slippage and the entry fee', () => {
    // 200 + 1 of half the spread + 2 of slippage = 203; 203 + 1 % of it = 205.03 a unit.
    const config = {
      spread: 0.01,
      slippage: { type: 'fixed', value: 2 },
      commission: 0.01,
      lotSize: 1,
    };
    expect(filled({}, TO_200, config)).toBe(48);
    expect(filled({}, TO_200, { ...config, lotSize: 0.001 })).toBe(48.773);
  });

  it('counts a fixed fee once', () => {
    // (10,000 − 100) / (200 × 1.01) = 49.0099…
    expect(filled({}, TO_200, { commission: { fixed: 100, relative: 0.01 }, lotSize: 0.01 })).toBe(
      49,
    );
  });

  it('counts a fixed fee once for an order that closes and opens', () => {
    const script: Script = { 0: ({ buy }) => buy({ size: 10 }), 1: ({ sell }) => sell() };
    const { orders } = play(flat(4), script, { commission: { fixed: 10, relative: 0 } });
    // 9,990 are left after the entry; closing 10 and 10 of fee leave 9,980 to open with.
    expect(orders[1].filled_size).toBe(109.8);
  });

  it('as a fraction takes that part of the free equity', () => {
    expect(filled({ fraction: 0.25 })).toBe(12.5);
  });

  it('as cash takes that much money, fees included', () => {
    expect(filled({ cash: 1010 }, TO_200, { commission: 0.01 })).toBe(5);
  });

  it('as cash is margin, as a fraction of the free equity is', () => {
    const config = { leverage: 5, commission: 0.01, lotSize: 0.001 };
    // A unit takes 200 / 5 of margin and 2 of fee.
    expect(filled({ cash: 840 }, TO_200, config)).toBe(20);
    expect(filled({ fraction: 0.084 }, TO_200, config)).toBe(20);
  });

  it('as a fraction against an open position is of all that the order can trade', () => {
    const { trades } = play(flat(5), {
      0: ({ buy }) => buy({ size: 60 }),
      1: ({ sell }) => sell({ fraction: 0.5 }),
      2: ({ sell }) => sell({ fraction: 0.2 }),
    });
    // It could close 60 and open 100: half of that is 80. Then 4,000 + 4,000 are free, less 2,000 held.
    expect(trades.map((trade) => trade.size)).toEqual([60, -20, -16]);
  });

  it('as a target trades the difference to what is held', () => {
    const { trades, orders } = play(flat(6), {
      0: ({ buy }) => buy({ target: 10 }),
      1: ({ buy }) => buy({ target: 15 }),
      2: ({ buy }) => buy({ target: -5 }),
      3: ({ buy }) => buy({ target: -5 }),
    });
    expect(orders.map((order) => order.filled_size)).toEqual([10, 5, 20, 0]);
    expect(orders[3]).toMatchObject({ status: 'cancelled', reason: 'at_target' });
    expect(trades.at(-1)).toMatchObject({ size: -5, exit_bar: null });
  });

  it('as a target fraction trades to that part of the equity at the fill price', () => {
    // 50 % of 10,000 at 200 is 25 units; at 400 the equity is 15,000, so 7,500 / 400 = 18.75.
    const { orders } = play(TO_200, {
      0: ({ buy }) => buy({ target_fraction: 0.5 }),
      1: ({ buy }) => buy({ target_fraction: 0.5 }),
    });
    expect(orders.map(({ side, filled_size: size }) => [side, size])).toEqual([
      ['buy', 25],
      ['sell', 6.25],
    ]);
  });

  it('by risk loses that part of the equity at the stop', () => {
    // 1 % of 10,000 is 100; from 200 to the stop at 95 are 105.
    expect(filled({ risk: 0.01, sl: 95 }, TO_200, { lotSize: 0.01 })).toBe(0.95);
    const { trades } = play([...flat(2), [100, 100, 80, 90]], {
      0: ({ buy }) => buy({ risk: 0.01, sl: 90 }),
    });
    expect(trades[0]).toMatchObject({ size: 10, exit_price: 90, pnl: -100 });
  });

  it('never knows the close of the bar it fills in, even with other positions open', () => {
    const rows = (close: number): HandBar[] => [...flat(2), [100, 200, 50, close]];
    const second = (close: number) => {
      const script: Script = { 0: ({ buy }) => buy({ size: 40 }), 1: ({ buy }) => buy() };
      return play(rows(close), script).orders[1].filled_size;
    };
    expect(second(180)).toBe(60);
    expect(second(60)).toBe(60);
  });

  it('of a limit order is worked out at the limit', () => {
    const { orders } = play([...flat(1), [100, 100, 50, 90]], {
      0: ({ buy }) => buy({ limit: 80 }),
    });
    expect(orders[0]).toMatchObject({ fill_price: 80, filled_size: 125 });
  });

  it('of a limit order is worked out at the limit although the bar opens at a better price', () => {
    const { orders } = play([...flat(1), [70, 75, 60, 70]], {
      0: ({ buy }) => buy({ limit: 80 }),
    });
    expect(orders[0]).toMatchObject({ fill_price: 70, filled_size: 125 });
    const fraction = play([...flat(1), [120, 130, 110, 120]], {
      0: ({ sell }) => sell({ fraction: 0.5, limit: 110 }),
    });
    // 5,000 / 110 rather than 5,000 / 120; dearer than reserved, but there is enough.
    expect(fraction.orders[0]).toMatchObject({ fill_price: 120, filled_size: 45.45454545 });
  });

  it('of a limit order that sells all shrinks to what can be paid at the better price', () => {
    const { orders } = play([...flat(1), [125, 130, 110, 120]], {
      0: ({ sell }) => sell({ limit: 100 }),
    });
    // 10,000 / 100 at the limit; at 125 the account can hold 80.
    expect(orders[0]).toMatchObject({
      fill_price: 125,
      filled_size: 80,
      reason: 'insufficient_margin',
    });
  });

  it('shares the free equity between the symbols', () => {
    const data = ['A', 'B', 'C', 'D'].map((symbol) => ({
      symbol,
      timeframe: '1d' as const,
      bars: handBars(flat(3)),
    }));
    const strategy = scripted({ 0: ({ buy }) => buy() });
    const { orders } = finish(strategy, data, { finalizeTrades: false });
    // Each takes a quarter of what is still free: of 10,000, then of 7,500, and so on.
    expect(orders.map((order) => order.filled_size)).toEqual([25, 18.75, 14.0625, 10.546875]);
  });

  it('is rounded down to the lot, forgiving the last bit of a division', () => {
    // 0.3 / 0.1 is 2.9999999999999996 in doubles.
    expect(filled({ size: 0.3 }, TO_200, { lotSize: 0.1 })).toBe(0.3);
    expect(filled({ size: 0.39 }, TO_200, { lotSize: 0.1 })).toBe(0.3);
    expect(filled({ cash: 1 }, flat(3, 3))).toBe(0.33333333);
  });

  it('of nothing is refused', () => {
    const { orders } = play(
      flat(3),
      {
        0: ({ buy }) => {
          buy({ size: 0.4 });
          buy({ cash: 0.5 });
        },
      },
      { lotSize: 1 },
    );
    expect(orders.map((order) => order.reason)).toEqual(['size_zero', 'insufficient_margin']);
  });

  it('must reach the least notional', () => {
    const { orders } = play(
      flat(3),
      {
        0: ({ buy }) => {
          buy({ size: 0.09 });
          buy({ size: 0.1 });
        },
      },
      { minNotional: 10 },
    );
    expect(orders.map((order) => order.status)).toEqual(['rejected', 'filled']);
    expect(orders[0].reason).toBe('min_notional');
  });

  it('must reach the least notional when it shrank to what can be paid, too', () => {
    const script: Script = {
      0: ({ buy }) => buy({ size: 99.95 }),
      1: ({ buy }) => buy({ risk: 0.5, sl: 50 }),
    };
    const { orders } = play(flat(3), script, { minNotional: 10 });
    expect(orders[1]).toMatchObject({ status: 'rejected', reason: 'min_notional' });
  });

  it('can be said in one way only', () => {
    play(flat(2), {
      0: ({ buy }) => {
        expect(() => buy({ size: 1, cash: 5 })).toThrow('size and cash exclude one another');
        expect(() => buy({ target: 1, fraction: 1 })).toThrow('exclude one another');
        expect(() => buy({ risk: 0.1 })).toThrow('risk needs sl');
      },
    });
  });

  it('counts the contract multiplier', () => {
    // 10,000 / (200 × 5): ten contracts.
    const { trades } = play(TO_200, { 0: ({ buy }) => buy() }, {}, { settings: { multiplier: 5 } });
    expect(trades[0].size).toBe(10);
  });
});
