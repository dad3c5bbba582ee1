import { describe, expect, it } from '@jest/globals';
import { defineStrategy, type MarketData } from './index.js';
import { finish, flat, handBars, play } from './fixtures/play.js';

const MOST = 10_000;
const X: MarketData = { symbol: 'X', timeframe: '1d', bars: handBars(flat(4)) };

describe('orders that rest', () => {
  it('are ten thousand of a symbol at most: one more is rejected, counted and warned of', () => {
    const refused: (string | null)[] = [];
    const strategy = defineStrategy({
      name: 'crowd',
      next(_, { index, buy, orders }) {
        if (index === 0) for (let k = 0; k < MOST + 2; k++) buy({ limit: 50, size: 1 });
        if (index !== 2) return;
        orders[0].cancel();
        buy({ limit: 60, size: 1 });
      },
      onReject: (_, __, { reason }) => void refused.push(reason),
    });
    const { orders, result } = finish(strategy, [X], { finalizeTrades: false });
    expect(orders.slice(MOST - 1).map(({ status, reason }) => [status, reason])).toEqual([
      ['expired', 'end_of_data'],
      ['rejected', 'too_many_orders'],
      ['rejected', 'too_many_orders'],
      ['expired', 'end_of_data'],
    ]);
    expect(refused).toEqual(['too_many_orders', 'too_many_orders']);
    expect(result.orderCounts.reasons.too_many_orders).toBe(2);
    expect(result.warnings).toEqual([
      {
        code: 'too_many_orders',
        message: 'X: 10000 orders rest already, and more are rejected.',
        values: { symbol: 'X', limit: MOST },
      },
    ]);
  });

  it('rejected again in onReject are told at the next bar, once each', () => {
    const told: number[] = [];
    const strategy = defineStrategy({
      name: 'stubborn',
      next(_, { index, buy }) {
        if (index === 0) for (let k = 0; k <= MOST; k++) buy({ limit: 50, size: 1 });
      },
      onReject(_, { index, buy }) {
        told.push(index);
        buy({ limit: 50, size: 1 });
      },
    });
    finish(strategy, [X]);
    expect(told).toEqual([1, 2, 3]);
  });

  it('leave room to close what is open', () => {
    const { trades } = play(flat(4), {
      0: ({ buy }) => buy({ size: 1 }),
      1: ({ buy, position }) => {
        for (let k = 0; k < MOST; k++) buy({ limit: 50, size: 1 });
        position.close();
      },
    });
    expect(trades).toMatchObject([{ exit_bar: 2, exit_reason: 'close' }]);
  });

  it('are not counted in the profile backtesting.py, which has no limit', () => {
    const script = {
      0: ({ buy }: { buy: (options: object) => unknown }) => {
        for (let k = 0; k < MOST + 2; k++) buy({ limit: 50, size: 1 });
      },
    };
    const { orders, result } = play(flat(3), script, { executionProfile: 'backtesting.py' });
    expect(orders.filter(({ status }) => status === 'rejected')).toEqual([]);
    expect(result.warnings).toEqual([]);
  });
});
