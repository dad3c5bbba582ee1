import { describe, expect, it } from '@jest/globals';
import { type HandBar, play } from './fixtures/play.js';

const rows: HandBar[] = [
  [100, 100, 100, 100],
  [100, 110, 100, 110],
  [110, 130, 110, 120],
];
const script = { 0: ({ buy }: { buy(options: object): void }) => buy({ size: 10 }) };

describe('at the end of the data', () => {
  it('open trades close at the last close with costs, tagged end_of_data', () => {
    const config = { finalizeTrades: true, commission: 0.01, spread: 0.02 };
    const { trades, equity } = play(rows, script, config);
    // Sold at 120 − 1.2.
    expect(trades[0]).toMatchObject({
      exit_bar: 2,
      exit_reason: 'end_of_data',
      tag: 'end_of_data',
    });
    expect(trades[0].exit_price).toBeCloseTo(118.8, 10);
    expect(trades[0].fees).toBeCloseTo(10.1 + 11.88, 10);
    expect(equity.at(-1)).toBeCloseTo(10_000 + (trades[0].pnl ?? NaN), 8);
  });

  it('a tag of the strategy stays', () => {
    const own = { 0: ({ buy }: { buy(options: object): void }) => buy({ size: 10, tag: 'mine' }) };
    const { trades } = play(rows, own, { finalizeTrades: true });
    expect(trades[0]).toMatchObject({ tag: 'mine', exit_reason: 'end_of_data' });
  });

  it('open trades may stay, with null exits', () => {
    const { trades, equity, result } = play(rows, script, { finalizeTrades: false });
    expect(trades[0]).toMatchObject({ exit_bar: null, exit_price: null, exit_time: null });
    expect(trades[0]).toMatchObject({ pnl: null, return: null, mae: null, exit_reason: null });
    expect(result.statistics).toMatchObject({ trades: 0, open_trades: 1 });
    expect(equity.at(-1)).toBe(10_200);
  });

  it('orders expire', () => {
    for (const finalizeTrades of [true, false]) {
      const { orders } = play(
        rows,
        {
          0: ({ buy }) => buy({ size: 1, limit: 50 }),
          2: ({ buy }) => buy({ size: 1 }),
        },
        { finalizeTrades },
      );
      expect(orders.map(({ status, reason }) => [status, reason])).toEqual([
        ['expired', 'end_of_data'],
        ['expired', 'end_of_data'],
      ]);
    }
  });

  it('brackets of a trade that stays open expire too', () => {
    const bracket = { 0: ({ buy }: { buy(options: object): void }) => buy({ size: 1, sl: 50 }) };
    const { orders } = play(rows, bracket, { finalizeTrades: false });
    expect(orders[1]).toMatchObject({ type: 'stop', status: 'expired', reason: 'end_of_data' });
  });
});
