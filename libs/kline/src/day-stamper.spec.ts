import { describe, expect, it } from '@jest/globals';
import type { RowBatch } from './formats/index.js';
import { DayStamper, stamperFor } from './day-stamper.js';

const HOUR = 3_600_000;

const batchOf = (...times: string[]): RowBatch => {
  const all = new Float64Array(times.length + 1);
  const time = Float64Array.from([...times.map((each) => Date.parse(each)), 0]);
  return {
    count: times.length,
    line: all,
    time,
    open: all,
    high: all,
    low: all,
    close: all,
    volume: all,
    quoteVolume: all,
    trades: all,
  };
};
const datesOf = (stamper: DayStamper, ...times: string[]) =>
  [...stamper.stamp(batchOf(...times)).time].map((each) => new Date(each).toISOString());

describe('DayStamper', () => {
  it('takes the date of midnight in the zone, in winter and in summer', () => {
    const stamper = new DayStamper('America/New_York', 0);
    expect(datesOf(stamper, '1998-01-02T05:00:00Z', '2014-06-06T04:00:00Z')).toEqual([
      '1998-01-02T00:00:00.000Z',
      '2014-06-06T00:00:00.000Z',
    ]);
  });

  it('takes the date of a session that opens in the morning, and of one east of UTC', () => {
    const newYork = new DayStamper('America/New_York', 9.5 * HOUR);
    expect(datesOf(newYork, '2024-03-08T14:30:00Z', '2024-03-11T13:30:00Z')).toEqual([
      '2024-03-08T00:00:00.000Z',
      '2024-03-11T00:00:00.000Z',
    ]);
    expect(datesOf(new DayStamper('Asia/Tokyo', 0), '2024-03-10T15:00:00Z')).toEqual([
      '2024-03-11T00:00:00.000Z',
    ]);
  });

  it('takes a day that starts in the evening for the next one', () => {
    const stamper = new DayStamper('America/New_York', 17 * HOUR);
    expect(datesOf(stamper, '2024-01-07T22:00:00Z')).toEqual(['2024-01-08T00:00:00.000Z']);
  });

  it('takes the first minute after a start that clocks skip for it', () => {
    // On 8 September 2024 Santiago's clocks went from 24:00 to 01:00, at 04:00 UTC.
    const stamper = new DayStamper('America/Santiago', 0);
    expect(datesOf(stamper, '2024-09-07T04:00:00Z', '2024-09-08T04:00:00Z')).toEqual([
      '2024-09-07T00:00:00.000Z',
      '2024-09-08T00:00:00.000Z',
    ]);
    expect(datesOf(stamper, '2024-09-08T05:00:00Z')).toEqual(['2024-09-08T05:00:00.000Z']);
  });

  it('leaves a time that starts no day as it is', () => {
    const stamper = new DayStamper('America/New_York', 0);
    expect(datesOf(stamper, '2024-01-02T05:00:07Z')).toEqual(['2024-01-02T05:00:07.000Z']);
  });
});

describe('stamperFor', () => {
  it('makes none for bars within days, for those of UTC, and for what has no timeframe', () => {
    const session = { sessionZone: 'America/New_York', dayStartMs: 0 };
    expect(stamperFor(session, '1d')).not.toBeNull();
    expect(stamperFor(session, '1M')).not.toBeNull();
    expect(stamperFor(session, '1h')).toBeNull();
    expect(stamperFor(session, '')).toBeNull();
    expect(stamperFor({ sessionZone: 'UTC', dayStartMs: 13.5 * HOUR }, '1d')).toBeNull();
  });
});
