import { describe, expect, it } from '@jest/globals';
import { type BarGrid, gridFor, inferGrid, isOnGrid } from './bar-grid.js';
import type { Series } from './series.entity.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NEW_YORK = 'America/New_York';
const WINTER = Date.UTC(2024, 0, 2);
const SUMMER = Date.UTC(2024, 5, 3);

/** Bars of four hours from 9:30 and 13:30 in New York, on `count` days from one on, whose clock is so many hours behind UTC. */
const session = (from: number, count: number, behind: number) =>
  Array.from({ length: count }, (_, i) => from + i * DAY + (9.5 + behind) * HOUR).flatMap(
    (open) => [open, open + 4 * HOUR],
  );
const winter = session(WINTER, 20, 5);
const summer = session(SUMMER, 20, 4);
const utc = (gridOffsetMs: number): BarGrid => ({ gridOffsetMs, gridZone: null });
const newYork: BarGrid = { gridOffsetMs: 1.5 * HOUR, gridZone: NEW_YORK };

const stored = (grid: BarGrid) => ({ timeframe: '4h', ...grid }) as Series;

describe('isOnGrid', () => {
  it('judges an open time by the timeframe and the offset of its series', () => {
    const monday = Date.UTC(2024, 0, 1);
    expect(isOnGrid(monday, '1w', utc(0))).toBe(true);
    expect(isOnGrid(monday + DAY, '1w', utc(0))).toBe(false);
    expect(isOnGrid(monday, '1M', utc(0))).toBe(true);
    expect(isOnGrid(monday + 1, '1m', utc(0))).toBe(false);
    expect(isOnGrid(monday + HOUR / 2, '1h', utc(HOUR / 2))).toBe(true);
    expect(isOnGrid(monday, '1h', utc(HOUR / 2))).toBe(false);
  });

  it('follows the clocks of a zone', () => {
    for (const time of [...winter, ...summer]) expect(isOnGrid(time, '4h', newYork)).toBe(true);
    expect(isOnGrid(summer[0]! + HOUR, '4h', newYork)).toBe(false);
  });
});

describe('the grid of new bars', () => {
  it('is that of UTC where all stand on one', () => {
    expect(inferGrid(winter, '4h', [NEW_YORK])).toEqual(utc(2.5 * HOUR));
  });

  it('is that of a zone by whose clocks they open, told or not', () => {
    const both = [...winter, ...summer];
    expect(inferGrid(both, '4h', [NEW_YORK])).toEqual(newYork);
    expect(inferGrid(both, '4h', [])).toEqual(newYork);
    expect(inferGrid(both, '4h', ['UTC', '+02:00'])).toEqual(newYork);
  });

  it('is of a zone that nobody told only where nearly all bars stand on it', () => {
    const odd = [...winter, ...summer, summer.at(-1)! + 5 * HOUR];
    expect(inferGrid(odd, '4h', []).gridZone).toBeNull();
    expect(inferGrid(odd, '4h', [NEW_YORK])).toEqual(newYork);
    expect(inferGrid([...session(WINTER, 60, 5), ...odd], '4h', [])).toEqual(newYork);
  });

  it('is of any zone that is named', () => {
    const cairo = [Date.UTC(2024, 3, 1), Date.UTC(2024, 4, 1)].flatMap((from, summer) =>
      Array.from({ length: 20 }, (_, i) => from + i * DAY - (2 + summer) * HOUR),
    );
    expect(inferGrid(cairo, '4h', []).gridZone).toBeNull();
    expect(inferGrid(cairo, '4h', ['Africa/Cairo']).gridZone).toBe('Africa/Cairo');
  });

  it('is never of a zone for bars that clocks move by whole bars, and for days', () => {
    const both = [...winter, ...summer];
    expect(inferGrid(both, '1h', [NEW_YORK])).toEqual(utc(HOUR / 2));
    const days = both.filter((_, i) => i % 2 === 0);
    expect(inferGrid(days, '1d', [NEW_YORK]).gridZone).toBeNull();
  });
});

describe('the grid of stored bars', () => {
  it('becomes that of a zone where they and those that come stand on it', () => {
    const series = stored(utc(2.5 * HOUR));
    expect(gridFor(series, winter, summer, [NEW_YORK])).toEqual(newYork);
    expect(gridFor(series, winter, summer, [])).toEqual(newYork);
    expect(gridFor(series, winter, winter, [NEW_YORK])).toEqual(utc(2.5 * HOUR));
  });

  it('becomes that of another zone where that was a wrong guess', () => {
    // London changes its clocks three weeks after New York.
    const march = Date.UTC(2024, 2, 18);
    const london = (from: number, ahead: number) =>
      Array.from({ length: 10 }, (_, i) => from + i * DAY + (8 - ahead) * HOUR);
    const before = [...london(WINTER, 0), ...london(SUMMER, 1)];
    const guess = inferGrid(before, '4h', []);
    expect(guess.gridZone).toBe(NEW_YORK);
    expect(gridFor(stored(guess), before, london(march, 0), [])).toEqual({
      gridOffsetMs: 0,
      gridZone: 'Europe/London',
    });
  });

  it('stays as it is where they do not', () => {
    const both = [...winter, SUMMER + 2.5 * HOUR];
    expect(gridFor(stored(utc(2.5 * HOUR)), both, summer, [NEW_YORK])).toEqual(utc(2.5 * HOUR));
    expect(gridFor(stored(newYork), winter, [WINTER], ['Europe/London'])).toEqual(newYork);
  });
});
