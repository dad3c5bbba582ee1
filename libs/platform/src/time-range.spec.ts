import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { MAX_TIME_MS, MIN_TIME_MS, parseRange, parseTime } from './time-range.js';

const DAY = Date.UTC(2024, 0, 31);

describe('parseTime', () => {
  it('reads dates and times, in UTC where no zone is given', () => {
    expect(parseTime('2024-01-31')).toBe(DAY);
    expect(parseTime('2024-01-31T13:30')).toBe(DAY + 48_600_000);
    expect(parseTime('2024-01-31 13:30:05')).toBe(DAY + 48_605_000);
    expect(parseTime('2024-01-31T13:30:05.25Z')).toBe(DAY + 48_605_250);
  });

  it('moves a time with a zone to UTC', () => {
    expect(parseTime('2024-01-31T08:00:00+08:00')).toBe(DAY);
    expect(parseTime('2024-01-30T19:00:00-0500')).toBe(DAY);
    expect(parseTime('2024-01-31T05:30:00+05:30')).toBe(DAY);
    expect(parseTime('2024-01-31T02+02')).toBeUndefined();
    expect(parseTime('2024-01-31T02:00+02')).toBe(DAY);
  });

  it('reads epoch milliseconds as numbers and as texts', () => {
    expect(parseTime(DAY)).toBe(DAY);
    expect(parseTime(String(DAY))).toBe(DAY);
    expect(parseTime('0')).toBe(0);
    expect(parseTime(-86_400_000)).toBe(-86_400_000);
    expect(parseTime('-86400000')).toBe(-86_400_000);
  });

  it('rounds what is finer than a millisecond up', () => {
    expect(parseTime('2024-01-31T00:00:00.123000Z')).toBe(DAY + 123);
    expect(parseTime('2024-01-31T23:59:59.999999Z')).toBe(DAY + 86_400_000);
  });

  it.each([
    '',
    'yesterday',
    '2024',
    '202401',
    '20240131',
    '2024-1-31',
    '2024-02-30',
    '2023-02-29',
    '2024-13-01',
    '2024-01-31T24:00:00',
    '2024-01-31T10:60',
    '2024-01-31T10:00:60',
    '2024-01-31T10:00:00+16:00',
    '2024-01-31T10:00:00+02:60',
    '2024-01-31Z',
    '0000-01-01',
    '1704067200000000',
    '1e12',
    1.5,
    NaN,
    Infinity,
    MAX_TIME_MS,
    null,
    undefined,
    true,
    {},
  ])('refuses %p', (value) => {
    expect(parseTime(value)).toBeUndefined();
  });

  it('reads back every time that ISO writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: MIN_TIME_MS, max: MAX_TIME_MS - 1 }), (timeMs) => {
        expect(parseTime(new Date(timeMs).toISOString())).toBe(timeMs);
      }),
    );
  });
});

describe('parseRange', () => {
  it('includes the whole UTC day of a bare end date, and nothing after any other end', () => {
    expect(parseRange('2024-01-31', '2024-01-31')).toEqual({
      startMs: DAY,
      endMs: DAY + 86_400_000,
    });
    expect(parseRange(DAY, '2024-01-31T00:01')).toEqual({ startMs: DAY, endMs: DAY + 60_000 });
    expect(parseRange(undefined, DAY)).toEqual({ startMs: MIN_TIME_MS, endMs: DAY });
    expect(parseRange('2024-01-31', undefined)).toEqual({ startMs: DAY, endMs: MAX_TIME_MS });
  });

  it('names each time that cannot be read', () => {
    expect(parseRange('soon', '')).toMatchObject([{ field: 'start_date' }, { field: 'end_date' }]);
  });

  it('refuses an end that is not after its start', () => {
    expect(parseRange(DAY, DAY)).toMatchObject([{ field: 'end_date' }]);
    expect(parseRange('2024-02-01', '2024-01-31T10:00')).toMatchObject([{ field: 'end_date' }]);
    expect(parseRange('2024-02-01', '2024-01-31')).toMatchObject([{ field: 'end_date' }]);
  });
});
