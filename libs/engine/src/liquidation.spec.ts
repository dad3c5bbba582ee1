import { describe, expect, it } from '@jest/globals';
import { flat, play, type Plan } from '../test/scenario.js';

const long: Plan = { 0: ({ buy }) => void buy({ size: 100 }) };
const short: Plan = { 0: ({ sell }) => void sell({ size: 100 }) };
const terms = { leverage: 10, maintenanceMargin: 0.005, liquidationFee: 0.001 };

describe('a position in isolated margin', () => {
  it('is liquidated, long, at (entry × q − margin) / (q × (1 − mmr − fee))', () => {
    const level = (100 * 100 - 1000) / (100 * (1 - 0.005 - 0.001));
    const { trades, orders } = play(
      [flat(100), flat(100), [100, 101, 90, 95], flat(95)],
      long,
      terms,
    );
    expect(trades[0].exit_reason).toBe('liquidation');
    expect(trades[0].exit_price).toBeCloseTo(level, 9);
    expect(trades[0].fees).toBeCloseTo(100 * level * 0.001, 9);
    expect(orders[1].reason).toBeNull();
  });

  it('is liquidated, short, at the mirrored price', () => {
    const level = (100 * 100 + 1000) / (100 * (1 + 0.005 + 0.001));
    const { trades } = play([flat(100), flat(100), [100, 110, 99, 105], flat(105)], short, terms);
    expect(trades[0].exit_price).toBeCloseTo(level, 9);
  });

  it('stays when the price does not reach the level', () => {
    const { trades } = play([flat(100), flat(100), [100, 101, 90.6, 95], flat(95)], long, terms);
    expect(trades[0].exit_reason).toBe('end_of_data');
  });

  it('is liquidated at the open of a gap', () => {
    const { trades } = play([flat(100), flat(100), [90.3, 91, 90, 91], flat(91)], long, terms);
    expect(trades[0].exit_price).toBe(90.3);
  });

  it('never loses more than its margin, however far the gap', () => {
    const { trades, result } = play([flat(100), flat(100), flat(50), flat(50)], long, {
      leverage: 10,
      maintenanceMargin: 0.005,
    });
    expect(trades[0].pnl).toBeCloseTo(-1000, 9);
    expect(result.statistics.equity_final).toBeCloseTo(9000, 9);
  });

  it('is protected by a stop that is nearer than the level', () => {
    const { trades } = play(
      [flat(100), flat(100), [100, 101, 90, 95], flat(95)],
      { 0: ({ buy }) => void buy({ size: 100, sl: 95 }) },
      terms,
    );
    expect(trades[0]).toMatchObject({ exit_reason: 'stop_loss', exit_price: 95 });
  });
});

describe('a position in cross margin', () => {
  it('shares the equity of the account', () => {
    const config = { leverage: 10, maintenanceMargin: 0.005, marginMode: 'cross' } as const;
    const { trades } = play([flat(100), flat(100), [100, 101, 60, 70], flat(70)], long, config);
    expect(trades[0].exit_reason).toBe('end_of_data');
    const big: Plan = { 0: ({ buy }) => void buy({ size: 900 }) };
    const lost = play([flat(100), flat(100), [100, 101, 80, 85], flat(85)], big, config);
    // 10,000 of equity and 80,000 borrowed: gone to maintenance at 80,000 / (900 × 0.995).
    expect(lost.trades[0].exit_price).toBeCloseTo(80_000 / (900 * 0.995), 9);
  });
});

describe('an account without equity', () => {
  it('ends the run as ruined', () => {
    const { result, trades } = play([flat(100), flat(100), flat(150), flat(250), flat(100)], {
      0: ({ sell }) => void sell({ size: 100 }),
    });
    expect(trades[0]).toMatchObject({ exit_reason: 'ruined', exit_price: 250 });
    expect(result.equity).toHaveLength(4);
    expect(result.statistics.total_return).toBe(-1.5);
    expect(result.statistics.cagr).toBe(-1);
  });
});
