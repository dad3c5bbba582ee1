import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Timeframe } from '@app/engine';
import { largestGaps } from './gap-list.js';
import { findGaps } from './fixtures/find-gaps.js';
import { gapsIn, type GapReport, learnWeek } from './gaps.js';
import { findHoles } from './holes.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const at = (iso: string) => Date.parse(iso);

/** Lists every open time of a range that `isOpen` lets through. */
function times(
  from: string,
  to: string,
  stepMs: number,
  isOpen: (timeMs: number) => boolean = () => true,
): number[] {
  const list: number[] = [];
  for (let time = at(from); time < at(to); time += stepMs) if (isOpen(time)) list.push(time);
  return list;
}

function gapsOf(list: number[], timeframe: Timeframe, zone = 'UTC'): GapReport {
  const range = { startMs: list[0], endMs: list[list.length - 1] + 1 };
  return findGaps(Float64Array.from(list), { timeframe, range, zone });
}

const summary = ({ gaps, missingBars, closedDays }: GapReport) => [
  gaps.length,
  missingBars,
  closedDays,
];
const weekday = (timeMs: number) => new Date(timeMs).getUTCDay();
const isWeekday = (timeMs: number) => weekday(timeMs) % 6 !== 0;

function localClock(zone: string): (timeMs: number) => { day: string; minute: number } {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (timeMs) => {
    const parts = new Map(format.formatToParts(timeMs).map(({ type, value }) => [type, value]));
    return {
      day: String(parts.get('weekday')),
      minute: Number(parts.get('hour')) * 60 + Number(parts.get('minute')),
    };
  };
}

/** Says when a market of some hours of its weekdays is open. */
function openHours(zone: string, opens: number, closes: number): (timeMs: number) => boolean {
  const clock = localClock(zone);
  return (timeMs) => {
    const { day, minute } = clock(timeMs);
    return !day.startsWith('S') && minute >= opens * 60 && minute < closes * 60;
  };
}

/** Says when currencies trade: from Sunday to Friday, 17:00 in New York. */
function forexHours(): (timeMs: number) => boolean {
  const clock = localClock('America/New_York');
  return (timeMs) => {
    const { day, minute } = clock(timeMs);
    if (day === 'Sat') return false;
    if (day === 'Sun') return minute >= 17 * 60;
    return day !== 'Fri' || minute < 17 * 60;
  };
}

describe('the gaps of a market that never closes', () => {
  it('are all places that hold no bar', () => {
    const list = times('2024-01-01', '2024-01-01T00:10Z', MINUTE);
    expect(summary(gapsOf(list, '1m'))).toEqual([0, 0, 0]);
    const holed = list.filter((_, i) => ![2, 5, 6].includes(i));
    const report = gapsOf(holed, '1m');
    expect(summary(report)).toEqual([2, 3, 0]);
    expect(report.sessions).toBeNull();
    expect(largestGaps(report, 10)).toEqual([
      { fromMs: at('2024-01-01T00:05Z'), toMs: at('2024-01-01T00:07Z'), missing: 2 },
      { fromMs: at('2024-01-01T00:02Z'), toMs: at('2024-01-01T00:03Z'), missing: 1 },
    ]);
  });

  it('may be days long, and no holidays', () => {
    const list = times('2024-01-01', '2024-03-01', HOUR).filter(
      (time) => time < at('2024-01-20') || time >= at('2024-01-21'),
    );
    expect(summary(gapsOf(list, '1h'))).toEqual([1, 24, 0]);
    const days = times('2024-01-01', '2024-12-01', DAY).filter((time) => time !== at('2024-06-01'));
    expect(summary(gapsOf(days, '1d'))).toEqual([1, 1, 0]);
  });

  it('may be whole days also where it rests for an hour of each', () => {
    const list = times('2024-01-01', '2024-03-01', HOUR).filter((time) => time % DAY !== 4 * HOUR);
    expect(summary(gapsOf(list, '1h'))).toEqual([0, 0, 0]);
    const isLost = (time: number) => time >= at('2024-02-06') && time < at('2024-02-07T12:00Z');
    const rest = list.filter((time) => !isLost(time));
    expect(summary(gapsOf(rest, '1h'))).toEqual([1, 34, 0]);
  });

  it('are found where most of the bars are missing', () => {
    const list = times('2024-01-01', '2024-07-01', HOUR).filter((_, i) => i % 1000 < 200);
    expect(gapsOf(list, '1h').missingBars).toBe(182 * 24 - list.length - 168);
  });

  it.each([8, 10, 13, 17, 20, 24, 31, 45, 60, 90])(
    'are all that lacks where only pages of bars are known, for %d days',
    (days) => {
      // 200 minutes of each 1000: a page moves by 80 minutes from week to week, so that some places stay empty for weeks.
      const list = times('2024-09-10', '2024-12-20', MINUTE).filter((_, i) => i % 1000 < 200);
      const part = list.filter((time) => time < list[0] + days * DAY);
      const { missingBars, sessions } = gapsOf(part, '1m');
      const places = (part[part.length - 1] - part[0]) / MINUTE + 1;
      expect([missingBars, sessions]).toEqual([places - part.length, null]);
    },
  );

  it('count at both ends of a range in which bars are expected', () => {
    const time = Float64Array.from(times('2024-01-02', '2024-01-03', HOUR));
    const range = { startMs: at('2024-01-01T21:30Z'), endMs: at('2024-01-03T02:00Z') };
    const report = findGaps(time, { timeframe: '1h', range, zone: 'UTC' });
    expect(report.missing).toEqual([2, 2]);
    expect(largestGaps(report, 1)[0].fromMs).toBe(at('2024-01-01T22:00Z'));
  });
});

describe('the gaps of a single day', () => {
  const list = times('2024-01-03', '2024-01-04', 15 * MINUTE);

  it('are holes that are shorter than a night', () => {
    const holed = (hours: number) =>
      gapsOf(
        list.filter((_, i) => i < 8 || i >= 8 + 4 * hours),
        '15m',
      );
    expect(summary(holed(5.75))).toEqual([1, 23, 0]);
    expect(summary(holed(6))).toEqual([0, 0, 0]);
  });
});

describe('the gaps of weeks and months', () => {
  it('are counted on the calendar', () => {
    const months = ['2024-01-01', '2024-02-01', '2024-05-01', '2024-12-01', '2025-01-01'].map(at);
    const report = gapsOf(months, '1M');
    expect(report.missing).toEqual([2, 6]);
    expect(largestGaps(report, 1)).toEqual([
      { fromMs: at('2024-06-01'), toMs: at('2024-12-01'), missing: 6 },
    ]);
    const weeks = ['2024-01-01', '2024-01-08', '2024-01-29'].map(at);
    expect(gapsOf(weeks, '1w').missing).toEqual([2]);
  });
});

describe('the gaps of daily bars of a stock', () => {
  const days = times('2023-01-02', '2024-01-01', DAY, isWeekday);
  const without = (...dates: string[]) => days.filter((time) => !dates.map(at).includes(time));

  it('are no weekends', () => {
    expect(summary(gapsOf(days, '1d'))).toEqual([0, 0, 0]);
  });

  it('are no single days, which may be holidays and are counted as such', () => {
    expect(summary(gapsOf(without('2023-01-16', '2023-05-29', '2023-07-04'), '1d'))).toEqual([
      0, 0, 3,
    ]);
  });

  it('are more than three trading days in a row', () => {
    const easter = ['2023-04-06', '2023-04-07', '2023-04-10'];
    expect(summary(gapsOf(without(...easter), '1d'))).toEqual([0, 0, 3]);
    const report = gapsOf(without(...easter, '2023-04-11'), '1d');
    expect(summary(report)).toEqual([1, 4, 0]);
    expect(largestGaps(report, 1)).toEqual([
      { fromMs: at('2023-04-06'), toMs: at('2023-04-12'), missing: 4 },
    ]);
  });

  it('are single days where more than a tenth of all is absent', () => {
    const sparse = days.filter((_, i) => i % 8 !== 4);
    const report = gapsOf(sparse, '1d');
    expect(report.closedDays).toBe(0);
    expect(report.missingBars).toBe(days.length - sparse.length);
  });
});

describe('the gaps of currencies', () => {
  const list = times('2023-01-02', '2024-01-01', HOUR, forexHours());

  it('are no weekends, in summer or in winter', () => {
    const report = gapsOf(list, '1h');
    expect(summary(report)).toEqual([0, 0, 0]);
    expect(report.sessions?.zone).toBe('America/New_York');
  });

  it('are no trading days of their own, from 17:00 to 17:00 in New York', () => {
    const isChristmas = (time: number) =>
      time >= at('2023-12-24T22:00Z') && time < at('2023-12-25T22:00Z');
    expect(
      summary(
        gapsOf(
          list.filter((time) => !isChristmas(time)),
          '1h',
        ),
      ),
    ).toEqual([0, 0, 1]);
  });

  it('may lie on both sides of a weekend', () => {
    const lost = [at('2023-06-09T20:00Z'), at('2023-06-11T21:00Z')];
    const report = gapsOf(
      list.filter((time) => !lost.includes(time)),
      '1h',
    );
    expect(largestGaps(report, 5)).toEqual([{ fromMs: lost[0], toMs: lost[1] + HOUR, missing: 2 }]);
  });

  it('of one week are told by its Saturday', () => {
    const week = times('2023-06-07', '2023-06-14', HOUR, forexHours());
    expect(summary(gapsOf(week, '1h'))).toEqual([0, 0, 0]);
    const holed = week.filter((time) => time !== at('2023-06-08T10:00Z'));
    expect(summary(gapsOf(holed, '1h'))).toEqual([1, 1, 0]);
  });
});

describe('the gaps of a stock exchange', () => {
  it.each([
    ['America/New_York', 9.5, 16, '2023-02-20', '2023-04-10', 5 * MINUTE, '5m'],
    ['America/New_York', 9.5, 16, '2023-10-16', '2023-12-04', 5 * MINUTE, '5m'],
    ['Europe/Berlin', 9, 17.5, '2023-02-20', '2023-05-08', 15 * MINUTE, '15m'],
    ['Europe/Berlin', 9, 17.5, '2023-09-18', '2023-12-04', 15 * MINUTE, '15m'],
    ['America/New_York', 9.5, 16, '2023-01-02', '2024-01-01', 30 * MINUTE, '30m'],
  ] as const)(
    'in %s from %d to %d do not come with the change of clocks',
    (zone, opens, closes, from, to, step, timeframe) => {
      const list = times(from, to, step, openHours(zone, opens, closes));
      // Found by itself, and with the zone of the settings.
      expect(summary(gapsOf(list, timeframe))).toEqual([0, 0, 0]);
      expect(summary(gapsOf(list, timeframe, zone))).toEqual([0, 0, 0]);
    },
  );

  it('come with the change of clocks where the settings name a zone without it', () => {
    const list = times(
      '2023-02-20',
      '2023-04-10',
      5 * MINUTE,
      openHours('America/New_York', 9.5, 16),
    );
    expect(gapsOf(list, '5m', 'Asia/Tokyo').missingBars).toBeGreaterThan(0);
  });

  it('are no hours of coarse bars that daylight saving moves', () => {
    const hours = openHours('America/New_York', 9.5, 16);
    const list = times('2023-01-02', '2024-01-01', 4 * HOUR, (time) =>
      [0, 1, 2, 3, 4, 5, 6, 7].some((half) => hours(time + half * 30 * MINUTE)),
    );
    expect(summary(gapsOf(list, '4h'))).toEqual([0, 0, 0]);
  });

  it('are no break at noon, of every day or of the whole day', () => {
    const isOpen = openHours('Asia/Hong_Kong', 9.5, 16);
    const noon = openHours('Asia/Hong_Kong', 12, 13);
    const list = times('2023-05-01', '2023-07-01', 5 * MINUTE, (t) => isOpen(t) && !noon(t));
    expect(summary(gapsOf(list, '5m'))).toEqual([0, 0, 0]);
    const isFree = (time: number) => time > at('2023-05-26') && time < at('2023-05-27');
    expect(
      summary(
        gapsOf(
          list.filter((time) => !isFree(time)),
          '5m',
        ),
      ),
    ).toEqual([0, 0, 1]);
  });

  it('of three days are no nights', () => {
    const list = times('2023-05-02', '2023-05-05', MINUTE, openHours('America/New_York', 9.5, 16));
    expect(summary(gapsOf(list, '1m'))).toEqual([0, 0, 0]);
    expect(
      summary(
        gapsOf(
          list.filter((_, i) => i !== 400 && i !== 401),
          '1m',
        ),
      ),
    ).toEqual([1, 2, 0]);
  });
});

describe('the gaps of a future', () => {
  const clock = localClock('America/Chicago');
  const isBreak = (time: number) => Math.floor(clock(time).minute / 60) === 16;
  const isOpen = forexHours();
  const list = times('2023-02-20', '2023-04-24', 15 * MINUTE, (t) => isOpen(t) && !isBreak(t));

  it('are no daily breaks', () => {
    expect(summary(gapsOf(list, '15m'))).toEqual([0, 0, 0]);
  });

  it('are what is missing of a session that ends early', () => {
    const isEarly = (t: number) => t >= at('2023-04-07T13:15Z') && t < at('2023-04-07T21:00Z');
    const rest = list.filter((time) => !isEarly(time));
    expect(summary(gapsOf(rest, '15m'))).toEqual([1, list.length - rest.length, 0]);
  });
});

describe('the gaps of a stock that is seldom traded', () => {
  // Every second minute has a trade, drawn by a generator of Lehmer's with a fixed seed.
  let state = 42;
  const isTraded = () => (state = (state * 48_271) % 2_147_483_647) % 2 === 0;
  const isOpen = openHours('America/New_York', 9.5, 16);
  const minutes = times('2023-05-01', '2023-05-29', MINUTE, isOpen);

  it('are no nights or weekends in four weeks', () => {
    const list = minutes.filter((_, i) => i === 0 || i === minutes.length - 1 || isTraded());
    expect(summary(gapsOf(list, '1m'))[1]).toBe(minutes.length - list.length);
  });
});

describe('the gaps of a range', () => {
  const zone = 'UTC';
  const rangeOf = (list: readonly number[]) => ({
    startMs: list[0],
    endMs: list[list.length - 1] + 1,
  });
  const inWeekOf = (whole: number[], list: number[], timeframe: Timeframe) => {
    const learnt = learnWeek(findHoles(Float64Array.from(whole), timeframe, rangeOf(whole)), zone);
    return gapsIn(findHoles(Float64Array.from(list), timeframe, rangeOf(list)), learnt);
  };

  it('are told by the week of the whole series', () => {
    // One bar a day for two years, then the hours of currencies for three.
    const days = times('2018-01-01', '2020-01-01', DAY, isWeekday);
    const hours = times('2020-01-01', '2023-01-01', HOUR, isWeekday);
    const whole = [...days, ...hours];
    const year = days.filter((time) => time < at('2019-01-01'));
    expect(summary(gapsOf(year, '1h'))).toEqual([0, 0, 0]);
    const { missingBars, sessions } = inWeekOf(whole, year, '1h');
    // The last day ends with its only bar.
    expect([missingBars, sessions?.zone]).toEqual([23 * (year.length - 1), 'UTC']);
  });

  it('are no holidays where the whole series has too many days without a bar', () => {
    const days = times('2023-01-02', '2024-01-01', DAY, isWeekday);
    const whole = days.filter((_, i) => i % 8 !== 4);
    const month = whole.filter((time) => time < at('2023-02-01'));
    expect(summary(gapsOf(month, '1d'))).toEqual([0, 0, 3]);
    expect(summary(inWeekOf(whole, month, '1d'))).toEqual([3, 3, 0]);
  });
});

describe('any bars taken out of sessions', () => {
  const stock = times(
    '2023-02-20',
    '2023-04-17',
    15 * MINUTE,
    openHours('America/New_York', 9.5, 16),
  );
  const crypto = times('2023-02-20', '2023-04-17', 30 * MINUTE);

  it.each([
    ['a stock', stock, '15m'],
    ['crypto', crypto, '30m'],
  ] as const)('are just what is missing of %s', (_, list, timeframe) => {
    const inner = fc.uniqueArray(fc.integer({ min: 1, max: list.length - 2 }), { maxLength: 60 });
    fc.assert(
      fc.property(inner, (lost) => {
        const rest = list.filter((_, i) => !lost.includes(i));
        const report = gapsOf(rest, timeframe);
        expect(report.missingBars).toBe(lost.length);
        const listed = largestGaps(report, 1000);
        expect(listed.reduce((sum, { missing }) => sum + missing, 0)).toBe(lost.length);
        for (const { fromMs, toMs, missing } of listed) {
          const within = lost.filter((i) => list[i] >= fromMs && list[i] < toMs);
          expect(within).toHaveLength(missing);
        }
      }),
      { numRuns: 60 },
    );
  });
});
