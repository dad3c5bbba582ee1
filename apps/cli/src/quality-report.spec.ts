import { describe, expect, it } from '@jest/globals';
import { type Quality, qualityText } from './quality-report.js';

const DAY_MS = 86_400_000;
const day = (i: number) => new Date(Date.UTC(2024, 0, 1) + i * DAY_MS).toISOString();

const SOUND: Quality = {
  symbol: 'BTC/USDT',
  timeframe: '1d',
  version: 2,
  first: day(0),
  last: day(99),
  bars: 100,
  score: 98.5,
  parts: { completeness: 100, violations: 90, zero_volume: null },
  weights: { completeness: 50, violations: 15, zero_volume: 5 },
  session_zone: null,
  gaps: { count: 0, missing_bars: 0, missing_share: 0, items: [] },
  closed_days: 0,
  duplicates: 0,
  out_of_order: 0,
  violations: { stored: 0, rejected: 0, reasons: {} },
  zero_volume: 100,
  spikes: { returning: 0, level_jumps: 0, times: [] },
  stale: { runs: 0, bars: 0, longest: 0, longest_from: null },
};

const linesOf = (quality: Partial<Quality>) => qualityText({ ...SOUND, ...quality }).split('\n');

describe('qualityText', () => {
  it('shows the score, its parts with their weights, and what was found', () => {
    const lines = linesOf({});
    expect(lines).toContain('score       98.5');
    expect(lines).toContain('sessions    always open');
    expect(lines.find((line) => line.startsWith('violations'))).toMatch(
      / 90 +15 +0 stored bars, 0 rows/,
    );
    expect(lines.find((line) => line.startsWith('zero_volume'))).toMatch(/ - +5 +100 bars$/);
    expect(lines).toContain('No gaps.');
    expect(lines).toContain('No violations.');
  });

  it('lists twenty gaps, and says how many more there are', () => {
    const items = Array.from({ length: 27 }, (_, i) => ({
      from: day(i),
      to: day(i + 1),
      missing_bars: 30 - i,
    }));
    const lines = linesOf({ gaps: { count: 27, missing_bars: 459, missing_share: 0.25, items } });
    const from = lines.indexOf('Gaps: 27, the longest first.');
    expect(lines[from + 2]).toBe(`${day(0)}  ${day(1)}       30`);
    expect(lines[from + 21]).toBe(`${day(19)}  ${day(20)}       11`);
    expect(lines[from + 22]).toBe('and 7 more, none of them longer; --json lists them');
  });

  it('lists why rows were left out, the most frequent reason first', () => {
    const reasons = { 'low-not-lowest': 2, 'high-not-highest': 7 };
    const lines = linesOf({ violations: { stored: 0, rejected: 9, reasons } });
    const from = lines.indexOf('Rows that imports left out, by reason.');
    expect(lines.slice(from + 2, from + 4)).toEqual([
      'high-not-highest     7',
      'low-not-lowest       2',
    ]);
  });
});
