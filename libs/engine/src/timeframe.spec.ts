import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { civilDate, dayNumber, isoTime, weekday } from './calendar.js';
import {
  closeTimeOf,
  isTimeframe,
  nextOpenTime,
  openTimeAt,
  timeframeMs,
  TIMEFRAMES,
} from './timeframe.js';

const at = (iso: string) => Date.parse(iso);
const timeframe = fc.constantFrom(...TIMEFRAMES);
const moment = fc.integer({ min: at('1900-01-01'), max: at('2200-01-01') });

describe('the calendar', () => {
  it('agrees with the proleptic Gregorian one of Date', () => {
    fc.assert(
      fc.property(moment, (time) => {
        const date = new Date(time);
        const day = Math.floor(time / 86_400_000);
        const { year, month, day: dayOfMonth } = civilDate(day);
        expect([year, month, dayOfMonth]).toEqual([
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ]);
        expect(dayNumber(year, month, dayOfMonth)).toBe(day);
        expect(weekday(day)).toBe((date.getUTCDay() + 6) % 7);
        expect(isoTime(time)).toBe(date.toISOString());
      }),
    );
  });
});

describe('the grid of a timeframe', () => {
  it('starts weeks on Monday, three days at 1970-01-01 and months on their first', () => {
    expect(openTimeAt(at('2024-05-08T13:00Z'), '1w')).toBe(at('2024-05-06'));
    expect(openTimeAt(at('1970-01-03T23:59Z'), '3d')).toBe(0);
    expect(openTimeAt(at('1970-01-04'), '3d')).toBe(at('1970-01-04'));
    expect(openTimeAt(at('2024-02-29T23:00Z'), '1M')).toBe(at('2024-02-01'));
    expect(nextOpenTime(at('2024-12-15'), '1M')).toBe(at('2025-01-01'));
  });

  it('moves by its offset: stocks stamped 13:30, months stamped at their end', () => {
    const offset = 13.5 * 3_600_000;
    expect(openTimeAt(at('2024-05-08T13:29Z'), '1d', offset)).toBe(at('2024-05-07T13:30Z'));
    expect(openTimeAt(at('2024-05-08T14:00Z'), '1h', 1_800_000)).toBe(at('2024-05-08T13:30Z'));
    expect(openTimeAt(at('2024-01-31'), '1M', -86_400_000)).toBe(at('2024-01-31'));
    expect(nextOpenTime(at('2024-01-31'), '1M', -86_400_000)).toBe(at('2024-02-29'));
  });

  it('holds every moment in exactly one bar', () => {
    fc.assert(
      fc.property(
        timeframe,
        moment,
        fc.integer({ min: -86_399_999, max: 86_399_999 }),
        (tf, time, offset) => {
          const open = openTimeAt(time, tf, offset);
          const next = nextOpenTime(time, tf, offset);
          expect(open <= time && time < next).toBe(true);
          expect(openTimeAt(open, tf, offset)).toBe(open);
          expect(openTimeAt(next, tf, offset)).toBe(next);
          const length = timeframeMs(tf);
          if (length !== null) expect(next - open).toBe(length);
        },
      ),
    );
  });

  it('knows when a bar is known, whatever day a month is stamped at', () => {
    expect(closeTimeOf(at('2024-05-08T13:30Z'), '1h')).toBe(at('2024-05-08T14:30Z'));
    expect(closeTimeOf(at('2024-01-01'), '1M')).toBe(at('2024-02-01'));
    expect(closeTimeOf(at('2024-01-31'), '1M')).toBe(at('2024-02-29'));
    expect(closeTimeOf(at('2024-02-29'), '1M')).toBe(at('2024-03-31'));
    expect(closeTimeOf(at('2024-12-15'), '1M')).toBe(at('2025-01-15'));
  });

  it('tells timeframes from other words', () => {
    expect(isTimeframe('4h')).toBe(true);
    expect(isTimeframe('toString')).toBe(false);
    expect(isTimeframe(60)).toBe(false);
  });
});
