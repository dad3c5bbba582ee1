import { describe, expect, it } from '@jest/globals';
import { accountSession, nextDay, nextPeriod, periodStart } from './session.js';

const at = (iso: string) => Date.parse(iso);

// New York: clocks went forward on 10 March and back on 3 November 2024, at 07:00 and 06:00 UTC.
const NEW_YORK = {
  sessionOffsets: [
    { from: 0, minutes: -300 },
    { from: at('2024-03-10T07:00Z'), minutes: -240 },
    { from: at('2024-11-03T06:00Z'), minutes: -300 },
  ],
};

describe('a day of a session', () => {
  it('ends at midnight of its zone', () => {
    expect(nextDay(NEW_YORK, at('2024-01-15T04:59Z'))).toBe(at('2024-01-15T05:00Z'));
    expect(nextDay(NEW_YORK, at('2024-01-15T05:00Z'))).toBe(at('2024-01-16T05:00Z'));
    expect(nextDay({}, at('2024-01-15T05:00Z'))).toBe(at('2024-01-16T00:00Z'));
  });

  it('of 23 or 25 hours ends at midnight, too', () => {
    expect(nextDay(NEW_YORK, at('2024-03-10T06:00Z'))).toBe(at('2024-03-11T04:00Z'));
    expect(nextDay(NEW_YORK, at('2024-11-03T05:00Z'))).toBe(at('2024-11-04T05:00Z'));
  });
});

describe('a week and a month of a session', () => {
  it('start and end at midnight of its zone, whatever the clocks do between', () => {
    const inside = at('2024-03-06T12:00Z');
    expect(periodStart(NEW_YORK, inside, '1w')).toBe(at('2024-03-04T05:00Z'));
    expect(nextPeriod(NEW_YORK, inside, '1w')).toBe(at('2024-03-11T04:00Z'));
    expect(periodStart(NEW_YORK, inside, '1M')).toBe(at('2024-03-01T05:00Z'));
    expect(nextPeriod(NEW_YORK, inside, '1M')).toBe(at('2024-04-01T04:00Z'));
  });

  it('leave what is shorter than a day on its grid', () => {
    expect(nextPeriod(NEW_YORK, at('2024-03-06T13:00Z'), '4h')).toBe(at('2024-03-06T16:00Z'));
  });
});

describe('the session of an account', () => {
  const tokyo = { sessionOffsets: [{ from: 0, minutes: 540 }] };

  it('is in the zone that all of its symbols share, else in UTC', () => {
    expect(accountSession([tokyo, { ...tokyo }]).sessionOffsets).toEqual(tokyo.sessionOffsets);
    expect(accountSession([tokyo, NEW_YORK]).sessionOffsets).toBeNull();
    expect(accountSession([tokyo, undefined]).sessionOffsets).toBeNull();
    expect(accountSession([undefined, { sessionOffsets: null }]).sessionOffsets).toBeNull();
  });

  it('is open through weekends as soon as one of them is, and asks the data where none says', () => {
    expect(accountSession([{ alwaysOpen: false }, { alwaysOpen: true }]).alwaysOpen).toBe(true);
    expect(accountSession([{ alwaysOpen: false }, {}]).alwaysOpen).toBeNull();
    expect(accountSession([{ alwaysOpen: false }, { alwaysOpen: false }]).alwaysOpen).toBe(false);
  });
});
