import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { isHere } from '../../../../test/support/is-here.js';
import { bytesSource, openMarketFile, type RowBatch } from '../formats/index.js';
import { emptyBatch } from '../formats/row-batch.js';
import { ClosesBefore, eventsOf, factorsOf, type MarketEvent } from './event-factors.js';
import { PriceAdjuster } from './price-adjuster.js';

const DAILY = '../shared/data/lean/equity/usa/daily/aapl.zip';

const dayMs = (day: string) => Date.parse(`${day}T00:00:00Z`);
const event = (day: string, splitFactor: number | null, dividend: number | null): MarketEvent => ({
  date: new Date(day),
  splitFactor,
  dividend,
});
const batchOf = (bars: [time: string | number, close: number][]): RowBatch => {
  const batch = emptyBatch(bars.length);
  for (const [i, [time, close]] of bars.entries()) {
    batch.time[i] = typeof time === 'number' ? time : dayMs(time);
    for (const column of [batch.open, batch.high, batch.low, batch.close]) column[i] = close;
    batch.volume[i] = 100;
  }
  batch.count = bars.length;
  return batch;
};
const closesOf = (events: MarketEvent[], rows: RowBatch, zone: string | null = null) => {
  const closes = new ClosesBefore(
    events.map(({ date }) => date.getTime()),
    zone,
  );
  closes.add(rows);
  return closes;
};
const adjusted = (events: MarketEvent[], rows: RowBatch) =>
  new PriceAdjuster(factorsOf(events, closesOf(events, rows)), null).adjust(rows);

describe('eventsOf', () => {
  it('puts a split and a dividend of one day together, and leaves other days apart', () => {
    const apart = [
      event('2014-06-06', null, 0.47),
      event('2014-06-09', null, 1.5),
      event('2014-06-09', 7, null),
    ];
    expect(eventsOf(apart)).toEqual([event('2014-06-06', null, 0.47), event('2014-06-09', 7, 1.5)]);
  });
});

describe('factorsOf', () => {
  // Yahoo's own example: a split of 2 for 1 on the 18th, and 0.08 paid on the 19th of February 2003.
  const EVENTS = [event('2003-02-18', 2, null), event('2003-02-19', null, 0.08)];
  const BARS: [string, number][] = [
    ['2003-02-13', 46.99],
    ['2003-02-14', 48.3],
    ['2003-02-18', 24.96],
    ['2003-02-19', 24.53],
  ];

  it.each([
    ['oldest first', BARS],
    ['newest first', BARS.toReversed()],
  ])('makes the adjusted closes that Yahoo shows, of rows %s', (_, bars) => {
    const { close, volume, count } = adjusted(EVENTS, batchOf(bars));
    const shown = new Map(bars.map(([day], i) => [day, close[i]!.toFixed(2)]));
    expect(BARS.map(([day]) => shown.get(day))).toEqual(['23.42', '24.07', '24.88', '24.53']);
    expect(volume.slice(0, count).toSorted()).toEqual(Float64Array.of(100, 100, 200, 200));
  });

  it('takes a dividend of the day of a split for one of a share after it', () => {
    const events = [event('2003-02-18', 2, 0.5)];
    // 1 of the 50 that the share cost was paid for it, and it became two.
    const { close } = adjusted(
      events,
      batchOf([
        ['2003-02-14', 50],
        ['2003-02-18', 24.5],
      ]),
    );
    expect(close[0]).toBeCloseTo((50 * 0.98) / 2, 12);
  });

  it('carries a close on, without the split, where no bar lies between two events', () => {
    const events = [event('2003-02-17', 2, null), event('2003-02-18', null, 1)];
    const { close } = adjusted(
      events,
      batchOf([
        ['2003-02-14', 50],
        ['2003-02-18', 24],
      ]),
    );
    expect(close[0]).toBeCloseTo((50 / 2) * (1 - 1 / 25), 12);
  });

  it('counts days by the calendar of the exchange', () => {
    const events = [event('2014-06-09', null, 1)];
    const evening = Date.UTC(2014, 5, 9, 3, 59);
    const rows = batchOf([
      [evening, 50],
      [evening + 60_000, 40],
    ]);
    expect(closesOf(events, rows, 'America/New_York').of(0)).toBe(50);
    expect(closesOf(events, rows, 'UTC').of(0)).toBeNaN();
  });

  it('refuses a dividend after the end of the file, for its close is not there', () => {
    const rows = batchOf([['2003-02-14', 50]]);
    expect(() => adjusted(EVENTS, rows)).toThrow('ends before the dividend of 2003-02-19');
    // A split needs no close, and a dividend before the first row changes none.
    expect(adjusted(EVENTS.slice(0, 1), rows).close[0]).toBe(25);
    const later = batchOf([
      ['2003-02-19', 24.53],
      ['2003-02-20', 25],
    ]);
    expect(adjusted(EVENTS, later).close).toEqual(Float64Array.of(24.53, 25));
  });

  it('refuses a dividend that is no less than the close', () => {
    const events = [event('2003-02-18', null, 50)];
    const rows = batchOf([
      ['2003-02-14', 50],
      ['2003-02-18', 24],
    ]);
    expect(() => adjusted(events, rows)).toThrow('2003-02-18 is 50 for a share whose close');
  });

  (isHere(DAILY) ? it : it.skip)('finds the factors of LEAN again for AAPL in 2014', async () => {
    const events = [
      event('2014-05-08', null, 3.29),
      event('2014-06-09', 7, null),
      event('2014-08-07', null, 0.47),
    ];
    const file = await openMarketFile(bytesSource('aapl.zip', readFileSync(DAILY)));
    const closes = closesOf(events, emptyBatch(0));
    for await (const { rows } of file.batches()) closes.add(rows);
    expect([0, 1, 2].map((place) => closes.of(place))).toEqual([592.33, 645.57, 94.97]);
    const factors = factorsOf(events, closes);
    // Of its factor file; what came later is divided out: 0.9056639 and a split of 4 for 1.
    const lean = [0.8961764, 0.9011818, 0.9011818].map((factor) => factor / 0.9056639);
    for (const [i, { priceFactor }] of factors.entries())
      expect(priceFactor).toBeCloseTo(lean[i]!, 6);
    expect(factors.map(({ splitFactor }) => splitFactor)).toEqual([1 / 7, 1 / 7, 1]);
    expect(factors.map(({ date }) => date.toISOString().slice(0, 10))).toEqual([
      '2014-05-07',
      '2014-06-08',
      '2014-08-06',
    ]);
  });
});
