import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { BAR_COLUMNS, type Bars, resample, sliceBars, type Timeframe } from '@app/engine';
import { barsPerBar, finerRange, gridOf, heldRange, resampleSeries } from './resampled.js';
import { Series } from './series.entity.js';
import { type SessionDays, sessionOffsets, UTC_DAYS } from './session-days.js';
import { rowAt, sharedBars } from './shared-bars.js';
import type { Source } from './source-series.js';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 30);

// Hours with gaps: about a third of them is missing.
function gappyHours(count: number, seed: number): Bars {
  const open: number[] = [];
  for (let i = 0, state = seed; open.length < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    if (state % 3 > 0) open.push(START + i * HOUR);
  }
  const bars = sharedBars(count);
  for (let i = 0; i < count; i++) {
    bars.time[i] = open[i]!;
    bars.open[i] = 100 + i;
    bars.high[i] = 110 + ((i * 7) % 13);
    bars.low[i] = 90 - ((i * 5) % 11);
    bars.close[i] = 101 + i;
    bars.volume[i] = 1 + (i % 4) / 8;
  }
  return bars;
}

function seriesOf(bars: Bars, days = UTC_DAYS): Source {
  return Object.assign(new Series(), {
    timeframe: '1h' as const,
    gridOffsetMs: 0,
    first: new Date(bars.time[0]!),
    last: new Date(bars.time.at(-1)!),
    count: bars.time.length,
    days,
  });
}

function partOf(bars: Bars, { startMs, endMs }: { startMs: number; endMs: number }): Bars {
  return sliceBars(bars, rowAt(bars.time, startMs), rowAt(bars.time, endMs));
}

const DAYS: SessionDays[] = [
  UTC_DAYS,
  { sessionZone: 'America/New_York', dayStartMs: 17 * HOUR },
  { sessionZone: 'Asia/Shanghai', dayStartMs: 9 * HOUR },
];

const rowsOf = (bars: Bars) => BAR_COLUMNS.map((column) => [...bars[column]]);

describe('days of one time of day in UTC', () => {
  const weekOf = (first: string, last: string) => {
    const source = Object.assign(new Series(), {
      timeframe: '1d' as const,
      gridOffsetMs: 22 * HOUR,
      first: new Date(first),
      last: new Date(last),
      days: { sessionZone: 'America/New_York', dayStartMs: 17 * HOUR },
    });
    return new Date(gridOf(source, '1w').openTime(Date.parse('2024-02-14T22:00Z'))).toISOString();
  };

  it('build weeks of a session only where they are its days over all offsets of its zone', () => {
    // At 22:00 UTC a day of New York starts in winter; in summer it is an hour old, though both ends are in winter.
    expect(weekOf('2024-01-08T22:00Z', '2024-03-07T22:00Z')).toBe('2024-02-11T22:00:00.000Z');
    expect(weekOf('2024-01-08T22:00Z', '2024-12-10T22:00Z')).toBe('2024-02-12T22:00:00.000Z');
  });
});

describe('resampling a part of a series', () => {
  it('gives exactly the bars that resampling the whole series gives there', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Timeframe>('4h', '1d', '3d', '1w', '1M'),
        fc.integer({ min: 2, max: 1200 }),
        fc.integer(),
        fc.integer({ min: -50, max: 2000 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.constantFrom(...DAYS),
        (timeframe, count, seed, from, length, days) => {
          const bars = gappyHours(count, seed);
          const series = seriesOf(bars, days);
          const offsets = sessionOffsets(days, START, bars.time.at(-1)!);
          const range = { startMs: START + from * HOUR, endMs: START + (from + length) * HOUR };
          const session = offsets && { sessionOffsets: offsets };
          const whole = resample(bars, '1h', timeframe, { session, dropIncomplete: true });
          const held = heldRange(range, series, timeframe);
          const part = held
            ? resampleSeries(partOf(bars, finerRange(held, series, timeframe)), series, timeframe)
            : sharedBars(0);
          expect(rowsOf(part)).toEqual(rowsOf(partOf(whole, range)));
        },
      ),
    );
  });

  it('knows how many finer bars a coarse one holds at most', () => {
    const series = seriesOf(gappyHours(5, 1));
    expect(barsPerBar(series, '4h')).toBe(4);
    // With the hour that clocks go back.
    expect(barsPerBar(series, '1w')).toBe(169);
    expect(barsPerBar(series, '1M')).toBe(745);
  });

  it('of a session starts and ends with its days', () => {
    const hours = gappyHours(2000, 4);
    const series = seriesOf(hours, DAYS[1]);
    const days = resampleSeries(hours, series, '1d');
    const opens = [...days.time].map((time) => new Date(time).toISOString().slice(11, 16));
    // The clocks of New York went forward on 10 March 2024.
    const winter = [...days.time].filter((time) => time < Date.UTC(2024, 2, 10)).length;
    expect(new Set(opens.slice(0, winter))).toEqual(new Set(['22:00']));
    expect(new Set(opens.slice(winter))).toEqual(new Set(['21:00']));
    const month = resampleSeries(hours, series, '1M');
    expect(new Date(month.time[1]!).toISOString()).toBe('2024-01-31T22:00:00.000Z');
  });

  it('that has days of dates keeps to the dates, and one that has days of sessions to the sessions', () => {
    const days = gappyHours(30, 4);
    const stored = (firstMs: number, gridOffsetMs: number) => {
      for (let i = 0; i < 30; i++) days.time[i] = firstMs + i * 24 * HOUR;
      const shanghai = { sessionZone: 'Asia/Shanghai', dayStartMs: 0 };
      return Object.assign(seriesOf(days, shanghai), { timeframe: '1d' as const, gridOffsetMs });
    };
    const monday = Date.UTC(2024, 0, 1);
    const dates = stored(monday, 0);
    expect(resampleSeries(days, dates, '1w').time[0]).toBe(monday);
    // Midnight of Monday in Shanghai is Sunday 16:00 UTC.
    const sessions = stored(monday - 8 * HOUR, 16 * HOUR);
    const weeks = resampleSeries(days, sessions, '1w');
    expect([weeks.time[0], weeks.close[0]]).toEqual([monday - 8 * HOUR, days.close[6]]);
  });
});
