import { describe, expect, it } from '@jest/globals';
import { sessionOffsets } from './session-days.js';

const at = (iso: string) => Date.parse(iso);
const HOUR = 3_600_000;

describe('the days of a symbol', () => {
  const minutesOf = (sessionZone: string, dayStartMs: number) =>
    sessionOffsets({ sessionZone, dayStartMs }, at('2024-02-20'), at('2024-04-20'))?.map(
      ({ minutes }) => minutes,
    );

  it('are those of UTC without a word, in whichever zone shows its time', () => {
    expect(minutesOf('UTC', 0)).toBeUndefined();
    expect(minutesOf('Africa/Abidjan', 0)).toBeUndefined();
  });

  it('start later than the day of UTC when they start in the morning', () => {
    expect(minutesOf('UTC', 9.5 * HOUR)).toEqual([-570]);
    expect(minutesOf('America/New_York', 9.5 * HOUR)).toEqual([-870, -810]);
  });

  it('that start at noon or later are those of the next date', () => {
    expect(minutesOf('America/New_York', 17 * HOUR)).toEqual([120, 180]);
    expect(minutesOf('UTC', 12 * HOUR)).toEqual([720]);
  });

  it('know the clocks of a month before and after', () => {
    const offsets = sessionOffsets(
      { sessionZone: 'America/New_York', dayStartMs: 0 },
      at('2024-03-11'),
      at('2024-10-20'),
    );
    expect(offsets?.map(({ minutes }) => minutes)).toEqual([-300, -240, -300]);
  });
});
