import { describe, expect, it } from '@jest/globals';
import type { Timeframe } from '@app/engine';
import { Series } from './series.entity.js';
import { dayStartOf, type SessionDays, UTC_DAYS } from './session-days.js';
import { nests, sourceSeries } from './source-series.js';

const HOUR = 3_600_000;

let lastId = 0;
const stored = (timeframe: Timeframe, count = 1) =>
  Object.assign(new Series(), {
    id: ++lastId,
    symbol: 'X',
    timeframe,
    count,
    gridOffsetMs: 0,
    gridZone: null,
  });

describe('sourceSeries', () => {
  it('prefers what is stored to anything finer', () => {
    const own = stored('1h');
    expect(sourceSeries([stored('1m'), own], '1h', UTC_DAYS)?.id).toBe(own.id);
  });

  it('fills what is stored from the finest series whose bars stand on the same grid', () => {
    const fillerOf = (all: Series[], to: Timeframe, days: SessionDays = UTC_DAYS) =>
      sourceSeries([stored(to), ...all], to, days)?.filler?.timeframe;
    const halfPast = Object.assign(stored('1h'), { gridOffsetMs: HOUR / 2 });
    const newYork = { sessionZone: 'America/New_York', dayStartMs: 17 * HOUR };
    expect(fillerOf([stored('15m'), stored('5m'), stored('1d')], '1h')).toBe('5m');
    expect(fillerOf([stored('1d')], '1h')).toBeUndefined();
    expect(fillerOf([stored('5m', 0)], '1h')).toBeUndefined();
    expect(fillerOf([halfPast, stored('2h')], '4h')).toBe('2h');
    expect(fillerOf([halfPast], '4h')).toBeUndefined();
    expect(fillerOf([Object.assign(stored('2h'), { gridZone: 'UTC' })], '4h')).toBeUndefined();
    // Days that are stored are dates; what is built of minutes opens when the session does.
    expect(fillerOf([stored('1h')], '1d')).toBe('1h');
    expect(fillerOf([stored('1h')], '1d', newYork)).toBeUndefined();
    expect(fillerOf([stored('1h'), stored('1d')], '1w', newYork)).toBe('1d');
  });

  it('takes the finest series that fits into the timeframe', () => {
    const finest = stored('3m');
    expect(sourceSeries([stored('15m'), finest, stored('5m')], '30m', UTC_DAYS)?.id).toBe(
      finest.id,
    );
    const fits = stored('5m');
    expect(sourceSeries([stored('30m'), stored('3m'), fits], '5m', UTC_DAYS)?.id).toBe(fits.id);
  });

  it('finds nothing in coarser, unfit or empty series', () => {
    expect(sourceSeries([stored('1d')], '1h', UTC_DAYS)).toBeUndefined();
    expect(sourceSeries([stored('3m')], '5m', UTC_DAYS)).toBeUndefined();
    expect(sourceSeries([stored('1m', 0)], '1h', UTC_DAYS)).toBeUndefined();
    expect(sourceSeries([stored('1h', 0)], '1h', UTC_DAYS)).toBeUndefined();
  });
});

describe('a source for days of a session', () => {
  const bars = (timeframe: Timeframe, first: string, last: string, gridOffsetMs = 0) => {
    const extent = { first: new Date(first), last: new Date(last) };
    return Object.assign(stored(timeframe), { gridOffsetMs, ...extent });
  };
  const days = (sessionZone: string, dayStart: string) => ({
    sessionZone,
    dayStartMs: dayStartOf(dayStart),
  });
  const [winter, year] = [
    ['2024-01-08T00:00Z', '2024-02-28T12:00Z'],
    ['2024-01-08T00:00Z', '2024-12-10T12:00Z'],
  ] as const;
  const isFit = (
    [first, last]: readonly [string, string],
    timeframe: Timeframe,
    session: SessionDays,
    gridOffsetMs = 0,
    to: Timeframe = '1d',
  ) => sourceSeries([bars(timeframe, first, last, gridOffsetMs)], to, session) !== undefined;

  it('has no bar within which a day starts, whichever offset its zone has in the range', () => {
    // 17:00 in New York is 22:00 UTC in winter and 21:00 in summer.
    const evening = days('America/New_York', '17:00');
    expect(isFit(winter, '4h', evening)).toBe(false);
    expect(isFit(winter, '2h', evening)).toBe(true);
    expect(isFit(year, '2h', evening)).toBe(false);
    expect(isFit(year, '1h', evening)).toBe(true);
    for (const to of ['3d', '1w', '1M'] as const) {
      expect(isFit(year, '4h', evening, 0, to)).toBe(false);
      expect(isFit(year, '1h', evening, 0, to)).toBe(true);
    }
    expect(isFit(year, '4h', evening, 0, '12h')).toBe(true);
  });

  it('of half an hour is no bar on the hour, but one of half past', () => {
    const india = days('Asia/Kolkata', '00:00');
    expect(isFit(winter, '1h', india)).toBe(false);
    expect(isFit(winter, '30m', india)).toBe(true);
    expect(isFit(winter, '1h', india, HOUR / 2)).toBe(true);
    expect(isFit(winter, '1h', days('America/New_York', '09:30'))).toBe(false);
    expect(isFit(winter, '1h', days('America/New_York', '09:30'), HOUR / 2)).toBe(true);
    // 09:15 in India is 03:45 UTC.
    expect(isFit(winter, '30m', days('Asia/Kolkata', '09:15'))).toBe(false);
    expect(isFit(winter, '15m', days('Asia/Kolkata', '09:15'))).toBe(true);
    expect(isFit(winter, '1h', days('UTC', '09:15'))).toBe(false);
  });

  it('knows starts that clocks skip', () => {
    // On 8 September 2024 Santiago had no 00:00: its day began at 01:00, 04:00 UTC, as the days before did.
    const change = ['2024-09-07T08:00Z', '2024-09-08T20:00Z'] as const;
    expect(isFit(change, '4h', days('America/Santiago', '00:00'))).toBe(true);
    expect(isFit([change[0], '2024-09-09T20:00Z'], '4h', days('America/Santiago', '00:00'))).toBe(
      false,
    );
  });

  it('may be one bar that no day starts in', () => {
    const evening = days('America/New_York', '17:00');
    expect(isFit(['2024-01-08T12:00Z', '2024-01-08T12:00Z'], '4h', evening)).toBe(true);
    expect(isFit(['2024-01-08T20:00Z', '2024-01-08T20:00Z'], '4h', evening)).toBe(false);
  });

  it('that opens by the clocks of a zone is one for days of that zone only, and for no hours', () => {
    const fours = Object.assign(bars('4h', '2024-01-02T14:30Z', '2024-06-03T13:30Z'), {
      gridOffsetMs: 1.5 * HOUR,
      gridZone: 'America/New_York',
    });
    const from = (to: Timeframe, zone: string, start: string) =>
      sourceSeries([fours], to, days(zone, start)) !== undefined;
    expect(from('1d', 'America/New_York', '09:30')).toBe(true);
    expect(from('1w', 'America/New_York', '17:30')).toBe(true);
    expect(from('1d', 'America/New_York', '00:00')).toBe(false);
    expect(from('1d', 'Europe/London', '09:30')).toBe(false);
    expect(from('12h', 'America/New_York', '09:30')).toBe(false);
  });

  it('is a finer series where the finest does not fit, and days themselves fit always', () => {
    const evening = days('America/New_York', '17:00');
    const [halfPast, quarters] = [bars('30m', ...year, HOUR / 4), bars('1h', ...year)];
    expect(sourceSeries([halfPast, quarters], '1d', evening)?.id).toBe(quarters.id);
    const stamped = bars('1d', '2024-01-08', '2024-02-08');
    expect(sourceSeries([bars('4h', ...year), stamped], '1w', evening)?.id).toBe(stamped.id);
    expect(sourceSeries([bars('4h', ...year)], '1d', UTC_DAYS)).toBeDefined();
  });
});

describe('nests', () => {
  it('keeps every finer bar inside one coarser bar', () => {
    expect(nests('1d', '1w')).toBe(true);
    expect(nests('12h', '1M')).toBe(true);
    expect(nests('1d', '1M')).toBe(true);
    expect(nests('3d', '1w')).toBe(false);
    expect(nests('3d', '1M')).toBe(false);
    expect(nests('1w', '1M')).toBe(false);
    expect(nests('1M', '1w')).toBe(false);
    expect(nests('4h', '6h')).toBe(false);
    expect(nests('1h', '1h')).toBe(false);
  });
});
