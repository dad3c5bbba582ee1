import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { accountSession, nextDay, nextPeriod, opensSessions, periodStart } from './session.js';

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

// Days that start at 17:00 in New York are dated by the day on which they end: seven hours ahead of its clocks.
const CURRENCIES = {
  sessionOffsets: NEW_YORK.sessionOffsets.map(({ from, minutes }) => ({
    from,
    minutes: minutes + 420,
  })),
};

describe('a session that starts in the evening', () => {
  it('has days from 22:00 UTC in winter and from 21:00 UTC in summer', () => {
    expect(periodStart(CURRENCIES, at('2024-01-15T12:00Z'), '1d')).toBe(at('2024-01-14T22:00Z'));
    expect(periodStart(CURRENCIES, at('2024-07-15T12:00Z'), '1d')).toBe(at('2024-07-14T21:00Z'));
    // The clocks went forward early on the Sunday, before the week opened.
    expect(nextDay(CURRENCIES, at('2024-03-08T12:00Z'))).toBe(at('2024-03-08T22:00Z'));
    expect(nextDay(CURRENCIES, at('2024-03-09T12:00Z'))).toBe(at('2024-03-09T22:00Z'));
    expect(nextDay(CURRENCIES, at('2024-03-10T12:00Z'))).toBe(at('2024-03-10T21:00Z'));
  });

  it('starts its week on Sunday evening and its month on the evening before the first', () => {
    const tuesday = at('2024-03-12T12:00Z');
    expect(periodStart(CURRENCIES, tuesday, '1w')).toBe(at('2024-03-10T21:00Z'));
    expect(nextPeriod(CURRENCIES, tuesday, '1w')).toBe(at('2024-03-17T21:00Z'));
    expect(periodStart(CURRENCIES, tuesday, '1M')).toBe(at('2024-02-29T22:00Z'));
    expect(nextPeriod(CURRENCIES, tuesday, '1M')).toBe(at('2024-03-31T21:00Z'));
  });
});

describe('where the clocks change at the start of a day', () => {
  // Cairo skipped the midnight of 26 April 2024 (22:00 UTC) and showed 23:00 to 24:00 of 31 October twice.
  const cairo = {
    sessionOffsets: [
      { from: at('2024-01-01'), minutes: 120 },
      { from: at('2024-04-25T22:00Z'), minutes: 180 },
      { from: at('2024-10-31T21:00Z'), minutes: 120 },
    ],
  };

  it('a day whose midnight is skipped starts with the first minute that there is', () => {
    expect(periodStart(cairo, at('2024-04-25T21:59Z'), '1d')).toBe(at('2024-04-24T22:00Z'));
    expect(nextDay(cairo, at('2024-04-25T21:59Z'))).toBe(at('2024-04-25T22:00Z'));
    expect(periodStart(cairo, at('2024-04-25T22:30Z'), '1d')).toBe(at('2024-04-25T22:00Z'));
  });

  it('what the clocks show again after a midnight still belongs to the day that has begun', () => {
    const half = { sessionOffsets: cairo.sessionOffsets.map((each) => ({ ...each })) };
    // Days that start at 23:30: reached first at 20:30 UTC, shown again at 21:30 UTC.
    for (const each of half.sessionOffsets) each.minutes += 30;
    expect(periodStart(half, at('2024-10-31T20:29Z'), '1d')).toBe(at('2024-10-30T20:30Z'));
    expect(periodStart(half, at('2024-10-31T21:10Z'), '1d')).toBe(at('2024-10-31T20:30Z'));
    expect(nextDay(half, at('2024-10-31T21:10Z'))).toBe(at('2024-11-01T21:30Z'));
  });
});

describe('the periods of a session', () => {
  const offsets = fc
    .array(fc.tuple(fc.integer({ min: 20, max: 300 }), fc.integer({ min: -56, max: 56 })), {
      minLength: 1,
      maxLength: 6,
    })
    .map((steps) => {
      let from = at('2020-01-01');
      return steps.map(([days, quarters], k) => {
        from += k === 0 ? 0 : days * 86_400_000 + quarters * 900_000;
        return { from, minutes: quarters * 15 };
      });
    });

  it('follow each other without gap or overlap, whatever the clocks do', () => {
    fc.assert(
      fc.property(
        offsets,
        fc.integer({ min: at('2019-11-01'), max: at('2025-01-01') }),
        fc.constantFrom('1d' as const, '1w' as const, '1M' as const),
        (sessionOffsets, timeMs, timeframe) => {
          const start = periodStart({ sessionOffsets }, timeMs, timeframe);
          const end = nextPeriod({ sessionOffsets }, timeMs, timeframe);
          expect(start).toBeLessThanOrEqual(timeMs);
          expect(end).toBeGreaterThan(timeMs);
          expect(periodStart({ sessionOffsets }, end, timeframe)).toBe(end);
          expect(nextPeriod({ sessionOffsets }, start, timeframe)).toBe(end);
          expect(nextPeriod({ sessionOffsets }, end - 1, timeframe)).toBe(end);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('stamps of days', () => {
  it('are starts of sessions or dates', () => {
    const starts = ['2024-03-07T22:00Z', '2024-03-10T21:00Z', '2024-03-11T21:00Z'].map(at);
    const dates = ['2024-03-08', '2024-03-11', '2024-03-12'].map(at);
    expect(opensSessions(CURRENCIES, starts)).toBe(true);
    expect(opensSessions(CURRENCIES, dates)).toBe(false);
    expect(opensSessions({}, dates)).toBe(false);
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
