import { describe, expect, it } from '@jest/globals';
import { inferFileGridOffset, inferGridOffset } from './grid-offset.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (...parts: [number, number, number, number?, number?]) => Date.UTC(...parts);

describe('inferGridOffset', () => {
  it('is 0 for bars on the plain grid, and for none', () => {
    expect(inferGridOffset([], '1h')).toBe(0);
    expect(inferGridOffset([at(2024, 0, 1, 5), at(2024, 0, 1, 9)], '1h')).toBe(0);
    expect(inferGridOffset([at(2024, 0, 1), at(2024, 1, 1)], '1M')).toBe(0);
  });

  it('takes the offset of a session that opens at a quarter of an hour', () => {
    expect(inferGridOffset([at(2024, 0, 2, 14, 30), at(2024, 0, 2, 15, 30)], '1h')).toBe(HOUR / 2);
    expect(inferGridOffset([at(2024, 6, 1, 13, 30), at(2024, 6, 2, 13, 30)], '1d')).toBe(
      13.5 * HOUR,
    );
    expect(inferGridOffset([at(2024, 0, 5), at(2024, 0, 12)], '1w')).toBe(4 * DAY);
  });

  it('takes months that are stamped at their last day as a day before the next', () => {
    expect(inferGridOffset([at(2024, 0, 31), at(2024, 1, 29), at(2024, 2, 31)], '1M')).toBe(-DAY);
    expect(inferGridOffset([at(2024, 0, 31)], '1M')).toBe(-DAY);
    expect(inferGridOffset([at(2024, 0, 2), at(2024, 1, 2)], '1M')).toBe(DAY);
  });

  it('is 0 when the bars do not agree, or agree on what no session has', () => {
    expect(inferGridOffset([at(2024, 2, 8, 14, 30), at(2024, 2, 11, 13, 30)], '1d')).toBe(0);
    expect(inferGridOffset([at(2024, 0, 1) + 3000, at(2024, 0, 1) + 63_000], '1m')).toBe(0);
    expect(inferGridOffset([at(2024, 0, 1, 0, 3)], '5m')).toBe(0);
    expect(inferGridOffset([at(2024, 0, 5), at(2024, 1, 9)], '1M')).toBe(0);
  });
});

describe('inferFileGridOffset', () => {
  const days = (count: number, odd: number) =>
    Array.from({ length: count }, (_, i) => at(2024, 0, 1 + i, 13, i < odd ? 31 : 30));

  it('is the offset that nine in ten share, for the others are wrong stamps', () => {
    expect(inferFileGridOffset(days(20, 0), '1d')).toBe(13.5 * HOUR);
    expect(inferFileGridOffset(days(20, 2), '1d')).toBe(13.5 * HOUR);
    expect(inferFileGridOffset(days(20, 3), '1d')).toBe(0);
  });

  it('is 0 where most stand on the plain grid, and where they share what no session has', () => {
    expect(inferFileGridOffset([...days(1, 0), at(2024, 0, 2)], '1d')).toBe(0);
    expect(inferFileGridOffset(days(20, 20), '1d')).toBe(0);
  });
});
