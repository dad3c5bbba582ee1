import { describe, expect, it } from '@jest/globals';
import { daySessionOf } from './day-session.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const EVENING = { sessionZone: 'America/New_York', dayStartMs: 17 * HOUR };
const MORNING = { sessionZone: 'America/New_York', dayStartMs: 9.5 * HOUR };
const at = (iso: string) => Date.parse(iso);
const daysFrom = (iso: string, count = 10) =>
  Array.from({ length: count }, (_, i) => at(iso) + i * DAY);
// 17:00 in New York, on either side of 10 March 2024.
const WINTER = daysFrom('2024-02-05T22:00Z');
const SUMMER = daysFrom('2024-04-08T21:00Z');
const storedAt = (times: number[], mayMove = true) => ({
  times,
  gridOffsetMs: ((times[0]! % DAY) + DAY) % DAY,
  mayMove,
});
const find = (
  times: number[],
  stored: ReturnType<typeof storedAt> | null = null,
  candidates = [EVENING],
) => daySessionOf({ timeframe: '1d', times, stored, candidates });

describe('the session of bars of days', () => {
  it('is the first that fits, on either side of a change of clocks and across it', () => {
    for (const times of [WINTER, SUMMER, [...WINTER, ...SUMMER]]) {
      expect(find(times, null, [MORNING, EVENING])).toMatchObject({
        days: EVENING,
        movedTo: null,
      });
    }
  });

  it('is none for dates, for days that start elsewhere, and for what is shorter', () => {
    expect(find(daysFrom('2024-02-05'))).toBeNull();
    expect(find(daysFrom('2024-02-05T15:00Z'))).toBeNull();
    const hour = { timeframe: '1h', times: WINTER, stored: null, candidates: [EVENING] } as const;
    expect(daySessionOf(hour)).toBeNull();
    expect(find(WINTER, null, [{ sessionZone: 'UTC', dayStartMs: 22 * HOUR }])).toBeNull();
  });

  it('bears wrong stamps, if it fits more than the grid does', () => {
    expect(find([...WINTER, at('2024-02-20T22:00:07Z')])).not.toBeNull();
    const allYear = [...WINTER, ...daysFrom('2024-04-08T22:00Z', 20)];
    expect(find(allYear)).toBeNull();
  });

  it('moves stored days to their dates, where each of them is a day of it', () => {
    expect(find(SUMMER, storedAt(WINTER))).toMatchObject({ days: EVENING, movedTo: 0 });
    expect(find(SUMMER, storedAt(daysFrom('2024-02-05')))).toMatchObject({ movedTo: null });
    expect(find(SUMMER, storedAt(daysFrom('2024-02-05T20:00Z')))).toBeNull();
    expect(find(SUMMER, storedAt(WINTER, false))).toBeNull();
    expect(find(SUMMER, storedAt([...WINTER, ...daysFrom('2024-05-01T22:00Z')]))).toBeNull();
  });

  it('moves weeks of a session to Mondays', () => {
    const weeks = (iso: string) => Array.from({ length: 4 }, (_, i) => at(iso) + i * 7 * DAY);
    const [winter, summer] = [weeks('2024-02-04T22:00Z'), weeks('2024-04-07T21:00Z')];
    const stored = { times: winter, gridOffsetMs: 6 * DAY + 22 * HOUR, mayMove: true };
    const found = daySessionOf({ timeframe: '1w', times: summer, stored, candidates: [EVENING] });
    expect(found?.movedTo).toBe(0);
    expect(found?.stamper.dateOf(summer[0]!)).toBe(at('2024-04-08'));
  });
});
