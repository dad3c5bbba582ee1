import { describe, expect, it } from '@jest/globals';
import type { MarketData, Timeframe } from './index.js';
import { type HandBar, MONDAY, play, type Script } from './fixtures/play.js';

const HOUR = 3_600_000;
const STEPS: HandBar[] = [100, 100, 110, 120, 130].map((p) => [p, p, p, p] as const);
const buy: Script = { 0: (ctx) => ctx.buy({ size: 10 }) };

function rates(hours: readonly number[], values: readonly number[]): Partial<MarketData> {
  const timeframe: Timeframe = '4h';
  const time = Float64Array.from(hours, (hour) => MONDAY + hour * HOUR);
  return { timeframe, funding: { time, rate: Float64Array.from(values) } };
}

describe('funding', () => {
  it('is paid at each exact stamp since the bar before, at the close before', () => {
    // Between the opens of bars 2 (08:00) and 3 (12:00), at the close of bar 2.
    const { trades, equity } = play(STEPS, buy, {}, rates([9, 11, 24], [0.01, 0.02, 0]));
    expect(trades[0].funding).toBeCloseTo(10 * 110 * 0.03, 10);
    expect(equity[2]).toBe(10_100);
    expect(equity[3]).toBeCloseTo(10_200 - 33, 10);
  });

  it('stamped at an open is paid before anything fills there', () => {
    const script: Script = { ...buy, 2: ({ position }) => position.close() };
    // Held until the open of bar 3 at 12:00, so that it pays; bought at the open of bar 1, so that it does not.
    const { trades } = play(STEPS, script, {}, rates([4, 12, 24], [0.5, 0.01, 0]));
    expect(trades[0].funding).toBeCloseTo(10 * 110 * 0.01, 10);
    expect(trades[0].pnl).toBeCloseTo(200 - 11, 10);
  });

  it('is earned by shorts', () => {
    const sell: Script = { 0: (ctx) => ctx.sell({ size: 10 }) };
    const { trades } = play(STEPS, sell, {}, rates([9, 24], [0.01, 0]));
    expect(trades[0].funding).toBeCloseTo(-11, 10);
  });

  it('is shared by the parts of a trade that closes in parts', () => {
    const script: Script = { ...buy, 3: ({ position }) => position.close(0.4) };
    const { trades } = play(STEPS, script, {}, rates([9, 24], [0.01, 0]));
    expect(trades.map((trade) => Math.round(trade.funding * 1e9) / 1e9)).toEqual([4.4, 6.6]);
  });

  it('that is missing warns, and pays nothing for the gap', () => {
    const { result } = play(STEPS, buy, {}, rates([9, 10], [NaN, 0.01]));
    expect(result.warnings.map((warning) => warning.code)).toContain('missing_funding');
    expect(result.statistics.funding_paid).toBeCloseTo(11, 10);
  });

  it('whose series starts late or ends early warns while a position is held', () => {
    const codes = (hours: readonly number[]) => {
      const zeros = hours.map(() => 0);
      return play(STEPS, buy, {}, rates(hours, zeros)).result.warnings.map(({ code }) => code);
    };
    // Held from 04:00 on; the last bar opens at 16:00.
    expect(codes([8, 10, 12, 14, 16])).toEqual(['missing_funding']);
    expect(codes([0, 2, 4, 6, 8])).toEqual(['missing_funding']);
    expect(codes([0, 8, 16])).toEqual([]);
    expect(codes([2, 6, 10, 14])).toEqual([]);
  });

  it('is only paid where the run says so', () => {
    const { trades } = play(STEPS, buy, { funding: false }, rates([9], [0.5]));
    expect(trades[0].funding).toBe(0);
  });
});
