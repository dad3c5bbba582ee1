import { describe, expect, it } from '@jest/globals';
import type { Timeframe } from '@app/engine';
import { readFile, refusalOf, someBars } from '../../../../test/support/market-files.js';
import { otherTimeframe } from './timeframe-of.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const START = Date.UTC(2024, 0, 1);

const every = (stepMs: number, count: number) =>
  Float64Array.from({ length: count }, (_, i) => START + i * stepMs);
const weekdays = every(DAY, 120).filter((time) => ![0, 6].includes(new Date(time).getUTCDay()));
const months = Float64Array.from({ length: 24 }, (_, i) => Date.UTC(2022, i, 1));
// Trades come at random minutes, a fifth of which have any.
const illiquid = every(MINUTE, 5000).filter((_, i) => (i * 7919) % 101 < 20);
const session = Float64Array.from({ length: 70 }, (_, i) => {
  return START + Math.floor(i / 7) * DAY + (14 + (i % 7)) * HOUR;
});
const newYorkDays = Float64Array.from({ length: 60 }, (_, i) => {
  const day = Date.UTC(2024, 1, 1 + i);
  return day + (day <= Date.UTC(2024, 2, 10) ? 5 : 4) * HOUR;
});

describe('otherTimeframe', () => {
  it.each<[string, Float64Array, Timeframe, Timeframe | null]>([
    ['hours called days', every(HOUR, 720), '1d', '1h'],
    ['hours called minutes', every(HOUR, 720), '1m', '1h'],
    ['hours called hours', every(HOUR, 720), '1h', null],
    ['hours of a session called minutes', session, '5m', '1h'],
    ['hours of a session called days', session, '1d', '1h'],
    ['days with weekends', weekdays, '1d', null],
    ['days with weekends called hours', weekdays, '1h', '1d'],
    ['days of a zone with summer time', newYorkDays, '1d', null],
    ['days called months', every(DAY, 90), '1M', '1d'],
    ['months', months, '1M', null],
    ['months called days', months, '1d', '1M'],
    ['weeks called days', every(7 * DAY, 50), '1d', '1w'],
    ['minutes that trade rarely', illiquid, '1m', null],
    ['a few rows that lie hours apart by chance', every(HOUR, 5), '1m', null],
    ['two rows', every(HOUR, 2), '1d', null],
  ])('of %s as told is as it should be', (_, times, told, other) => {
    expect(otherTimeframe(times, told)).toBe(other);
  });
});

describe('a file whose rows contradict the timeframe that was told', () => {
  const csv = [
    'time,open,high,low,close,volume',
    ...someBars(100, HOUR).map((bar) => Object.values(bar).join(',')),
  ].join('\n');

  it('is refused, and both are named', async () => {
    for (const timeframe of ['1d', '1m'] as const) {
      const refusal = await refusalOf('x.csv', csv, { timeframe });
      expect([refusal.code, refusal.hint]).toEqual([
        'timeframe-differs',
        `Rows lie 1h apart, not ${timeframe}: send timeframe=1h, or leave it out.`,
      ]);
    }
    expect((await readFile('x.csv', csv, { timeframe: '1h' })).found.timeframe).toBe('1h');
  });
});
