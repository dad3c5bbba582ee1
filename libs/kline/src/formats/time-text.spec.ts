import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { timeStyle } from './time-style.js';
import { TimeText } from './time-text.js';
import { ZoneClock } from './zone-clock.js';

function read(text: string, dayFirst = false) {
  const reader = new TimeText({ seconds: true, compact: true, dayFirst });
  const bytes = Buffer.from(text);
  const time = reader.read(bytes, 0, bytes.length);
  const offset = Number.isNaN(reader.offset) ? 0 : reader.offset;
  return Number.isNaN(time) ? null : new Date(time - offset * 60_000).toISOString();
}

describe('a text of a time', () => {
  it.each([
    ['1704067200', '2024-01-01T00:00:00.000Z'],
    ['1704067200123', '2024-01-01T00:00:00.123Z'],
    ['1704067200123456', '2024-01-01T00:00:00.123Z'],
    ['1704067200123000000', '2024-01-01T00:00:00.123Z'],
    ['1704067200.5', '2024-01-01T00:00:00.500Z'],
    ['-2208988800', '1900-01-01T00:00:00.000Z'],
    ['2024-01-31', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31 09:05', '2024-01-31T09:05:00.000Z'],
    ['2024-01-31T09:05:07.250Z', '2024-01-31T09:05:07.250Z'],
    ['2024-01-31T09:05:07.250999+01:00', '2024-01-31T08:05:07.250Z'],
    ['2024-01-31 09:05:00-0530', '2024-01-31T14:35:00.000Z'],
    ['2024-01-31 09:05:00 UTC', '2024-01-31T09:05:00.000Z'],
    ['31.01.2024 09:05:00.000 GMT+0300', '2024-01-31T06:05:00.000Z'],
    ['2024.01.31 9:05', '2024-01-31T09:05:00.000Z'],
    ['2024/1/31 9:05', '2024-01-31T09:05:00.000Z'],
    ['20240131', '2024-01-31T00:00:00.000Z'],
    ['20240131 09:05', '2024-01-31T09:05:00.000Z'],
    ['20240131 090500', '2024-01-31T09:05:00.000Z'],
    ['202401310905', '2024-01-31T09:05:00.000Z'],
    ['20240131090507', '2024-01-31T09:05:07.000Z'],
    ['2024-01-31 09-AM', '2024-01-31T09:00:00.000Z'],
    ['2024-01-31 12-AM', '2024-01-31T00:00:00.000Z'],
    ['2024-01-31 12-PM', '2024-01-31T12:00:00.000Z'],
    ['1/31/2024 9:30', '2024-01-31T09:30:00.000Z'],
    ['1/31/24 9:30 PM', '2024-01-31T21:30:00.000Z'],
    ['Jan 31, 2024', '2024-01-31T00:00:00.000Z'],
    ['31-Jan-2024', '2024-01-31T00:00:00.000Z'],
    ['31-Jan-99', '1999-01-31T00:00:00.000Z'],
    ['Wed, 31 Jan 2024 09:05:00 GMT', '2024-01-31T09:05:00.000Z'],
    ['2024-01-31 24:00', '2024-02-01T00:00:00.000Z'],
  ])('%s is %s', (text, time) => {
    expect(read(text, text.startsWith('31.'))).toBe(time);
  });

  it.each([
    '',
    'abc',
    '2024-02-30',
    '2024-13-01',
    '2024-01-01 25:00',
    '2024-01-01 10:60',
    '2024-01-01 10:00:61',
    '1-2',
    '12:30',
    '2024-01-01 nonsense',
    '2024-01-01 10:00 EST',
    `2024-01-01${' '.repeat(100)}`,
    'a a '.repeat(20_000),
  ])('%.30j is none', (text) => expect(read(text)).toBeNull());

  it('of any moment is read back in ISO', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2199-01-01'), noInvalidDate: true }),
        (date) => {
          expect(read(date.toISOString())).toBe(date.toISOString());
        },
      ),
    );
  });
});

describe('the style of a column of times', () => {
  const dayFirst = (...texts: string[]) => timeStyle(texts, []).dayFirst;

  it('has the day first when a first number is above 12, and the month when a second one is', () => {
    expect(dayFirst('01/02/2024', '13/02/2024')).toBe(true);
    expect(dayFirst('01/02/2024', '02/13/2024')).toBe(false);
  });

  it('is judged by which reading wanders least, where no day is above 12', () => {
    expect(dayFirst('01/02/2024', '02/02/2024', '05/02/2024')).toBe(true);
    expect(dayFirst('01/02/2024', '01/03/2024', '01/04/2024')).toBe(false);
  });

  it('counts milliseconds for old times too, when the others do', () => {
    expect(timeStyle(['-86400000', '86400000', '1704067200000'], []).seconds).toBe(false);
    expect(timeStyle(['86400', '1704067200'], []).seconds).toBe(true);
  });
});

describe('the clock of a zone', () => {
  const clock = new ZoneClock('America/New_York');
  const utc = (local: string, previous = NaN, falling = false) => {
    const time = clock.toUtc(Date.parse(`${local}Z`), previous, falling);
    return Number.isNaN(time) ? null : new Date(time).toISOString().slice(0, 16);
  };

  it('is five hours behind in winter and four in summer', () => {
    expect(utc('2024-01-15T09:30')).toBe('2024-01-15T14:30');
    expect(utc('2024-07-15T09:30')).toBe('2024-07-15T13:30');
    expect(utc('2024-12-31T23:59')).toBe('2025-01-01T04:59');
  });

  it('skips an hour in spring', () => {
    expect(utc('2024-03-10T01:59')).toBe('2024-03-10T06:59');
    expect(utc('2024-03-10T02:30')).toBeNull();
    expect(utc('2024-03-10T03:00')).toBe('2024-03-10T07:00');
  });

  it('repeats an hour in autumn, and goes on from the row before', () => {
    expect(utc('2024-11-03T01:00', Date.parse('2024-11-03T04:59Z'))).toBe('2024-11-03T05:00');
    expect(utc('2024-11-03T01:00', Date.parse('2024-11-03T05:59Z'))).toBe('2024-11-03T06:00');
    expect(utc('2024-11-03T01:59', Date.parse('2024-11-03T07:00Z'), true)).toBe('2024-11-03T06:59');
    expect(utc('2024-11-03T01:59', Date.parse('2024-11-03T06:00Z'), true)).toBe('2024-11-03T05:59');
  });

  it('may be a plain offset', () => {
    expect(new ZoneClock('+05:30').toUtc(Date.UTC(2024, 0, 1, 5, 30), NaN, false)).toBe(
      Date.UTC(2024, 0, 1),
    );
    expect(new ZoneClock('-0300').toUtc(Date.UTC(2024, 0, 1), NaN, false)).toBe(
      Date.UTC(2024, 0, 1, 3),
    );
  });

  it('refuses what is no zone', () => {
    expect(() => new ZoneClock('Mars/Olympus')).toThrow(/zone is unknown/);
  });
});
