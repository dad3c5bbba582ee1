import { describe, expect, it } from '@jest/globals';
import { type HandBar, play } from '../fixtures/play.js';

// One unit from an open of 100 on: equity is the close plus 900.
function statisticsOf(closes: readonly number[]) {
  const rows: HandBar[] = [100, ...closes].map((c) => [100, Math.max(c, 100), Math.min(c, 100), c]);
  return play(rows, { 0: ({ buy }) => buy({ size: 1 }) }, { initialCapital: 1000 }).result
    .statistics;
}

describe('the drawdown', () => {
  it('is measured on every bar from the initial capital, as a positive fraction', () => {
    // From 1,000 down to 950 before any gain.
    expect(statisticsOf([50, 80, 100, 120]).max_drawdown).toBeCloseTo(0.05, 12);
    // From a peak of 1,100 down to 1,045.
    expect(statisticsOf([200, 145, 210]).max_drawdown).toBeCloseTo(0.05, 12);
  });

  it('on average is of the episodes between peaks', () => {
    // 2 % below 1,000, then 1 % below 1,100, unrecovered.
    expect(statisticsOf([80, 200, 189]).avg_drawdown).toBeCloseTo(0.015, 12);
  });

  it('lasts from the peak to the bar that reaches it again, or to the end', () => {
    expect(statisticsOf([90, 90, 110, 120]).max_drawdown_days).toBe(3);
    // The last bar is over a day after its open: from bar 1 to the end of bar 4.
    expect(statisticsOf([110, 100, 100, 100]).max_drawdown_days).toBe(4);
  });

  it('makes the ulcer index by its root mean square and the recovery factor by division', () => {
    const statistics = statisticsOf([90, 80, 120]);
    // 0, 1 %, 2 %, 0 over four bars.
    expect(statistics.ulcer_index).toBeCloseTo(Math.sqrt((0.01 ** 2 + 0.02 ** 2) / 4), 12);
    expect(statistics.recovery_factor).toBeCloseTo(0.02 / 0.02, 10);
    expect(statistics.equity_peak).toBe(1020);
  });
});
