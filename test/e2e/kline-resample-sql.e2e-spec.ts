import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { BAR_COLUMNS, type Bars, type Timeframe, timeframeMs } from '@app/engine';
import {
  BarStore,
  dayStartOf,
  KlineModule,
  type SeriesBar,
  type Uploader,
  UploadService,
} from '@app/kline';
import { DatabaseService } from '@app/platform';
import { type InProcess, startInProcess } from '../support/in-process.js';
import { bitfinexBars, hasBitfinex } from '../support/bitfinex.js';
import { resampleSql, straddlingSql } from '../support/sql-resample.js';

const MINUTE = 60_000;
const UPLOADER: Uploader = { id: '00000000-0000-4000-8000-000000000001', role: 'trader' };
const TIMEFRAMES: Timeframe[] = ['5m', '15m', '1h', '4h', '12h', '1d', '3d', '1w', '1M'];
const DAYS = [
  { sessionZone: 'UTC', dayStart: '00:00' },
  { sessionZone: 'America/New_York', dayStart: '17:00' },
  { sessionZone: 'America/New_York', dayStart: '09:30' },
  { sessionZone: 'Asia/Kolkata', dayStart: '09:15' },
];
const FLAT = {
  open: 1,
  high: 1,
  low: 1,
  close: 1,
  volume: 1,
  quoteVolume: null,
  trades: null,
};

// In UTC without a session days start on the grid of their bars, so they never end within one.
const STRADDLING_DAYS = [
  { sessionZone: 'America/New_York', dayStart: '17:00' },
  { sessionZone: 'America/New_York', dayStart: '09:30' },
  { sessionZone: 'America/New_York', dayStart: '00:00' },
  { sessionZone: 'America/New_York', dayStart: '20:00' },
  { sessionZone: 'Asia/Kolkata', dayStart: '09:15' },
  { sessionZone: 'Asia/Kolkata', dayStart: '00:00' },
  { sessionZone: 'Asia/Tokyo', dayStart: '00:00' },
  { sessionZone: 'Asia/Shanghai', dayStart: '20:00' },
];

// Five minutes apart, with holes of minutes, of hours and of days, over both clock changes of a year; any bits that are a price.
function randomBars(count: number, seed: number): SeriesBar[] {
  let state = seed;
  const word = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0);
  const price = () => (1 + word() / 2 ** 32 + word() / 2 ** 60) * 2 ** ((word() >>> 8) % 20);
  let openTimeMs = Date.UTC(2024, 1, 28, 5, 5);
  return Array.from({ length: count }, () => {
    const roll = word() >>> 8;
    const hole = roll % 997 === 0 ? 2880 : roll % 89 === 0 ? 240 : roll % 3 === 0 ? 15 : 5;
    openTimeMs += hole * MINUTE;
    const [low, open, close, high] = [price(), price(), price(), price()].toSorted((a, b) => a - b);
    const figures = { open: open!, high: high!, low: low!, close: close!, volume: price() };
    return {
      symbol: 'RANDOM',
      timeframe: '5m' as const,
      openTimeMs,
      ...figures,
      quoteVolume: null,
      trades: null,
    };
  });
}

// With the hole that the exchange's outage of January 2018 left, and others.
function realBars(): SeriesBar[] {
  return bitfinexBars(2018)
    .slice(0, 20_000)
    .map(({ open_time: openTimeMs, ...bar }) => ({
      ...bar,
      timeframe: '1m' as const,
      openTimeMs,
      quoteVolume: null,
      trades: null,
    }));
}

const bytesOf = (bars: Bars) =>
  BAR_COLUMNS.map((name) => Buffer.from(bars[name].slice().buffer).toString('hex'));

describe('bars that are built of finer ones', () => {
  let part: InProcess;
  let app: INestApplicationContext;
  let store: BarStore;

  beforeAll(async () => {
    part = await startInProcess(KlineModule);
    ({ app } = part);
    store = app.get(BarStore);
  });

  afterAll(async () => {
    await part?.close();
  });

  async function upload(bars: SeriesBar[]): Promise<void> {
    const uploads = app.get(UploadService);
    for (let i = 0; i < bars.length; i += 10_000) {
      await uploads.upload(bars.slice(i, i + 10_000), UPLOADER);
    }
  }

  // Half a year without a gap, over a change of clocks.
  async function evenBars(symbol: string, timeframe: '30m' | '1h' | '2h' | '4h', offset: number) {
    const step = timeframeMs(timeframe)!;
    const from = Date.UTC(2024, 0, 1) + offset * MINUTE;
    const bars = Array.from({ length: Math.floor((182 * 1440 * MINUTE) / step) }, (_, i) => ({
      ...FLAT,
      symbol,
      timeframe,
      openTimeMs: from + i * step,
    }));
    await upload(bars);
    const { seriesId } = await store.load(symbol, timeframe, 0, Date.UTC(2030, 0));
    return { seriesId, bars: bars.length };
  }

  async function countBySql(sql: string): Promise<number> {
    const { rows } = await app
      .get(DatabaseService)
      .withClient((client) => client.query<{ count: number }>(sql));
    return rows[0]!.count;
  }

  async function bySql(sql: string): Promise<Bars> {
    const { rows } = await app
      .get(DatabaseService)
      .withClient((client) => client.query<Record<(typeof BAR_COLUMNS)[number], number>>(sql));
    const column = (name: (typeof BAR_COLUMNS)[number]) =>
      Float64Array.from(rows, (row) => row[name]);
    return {
      time: column('time'),
      open: column('open'),
      high: column('high'),
      low: column('low'),
      close: column('close'),
      volume: column('volume'),
    };
  }

  async function expectSame(
    symbol: string,
    stored: string,
    timeframes = TIMEFRAMES,
  ): Promise<number> {
    let bars = 0;
    for (const timeframe of timeframes) {
      for (const { sessionZone, dayStart } of DAYS) {
        const days = { sessionZone, dayStartMs: dayStartOf(dayStart) };
        const loaded = await store.load(symbol, timeframe, 0, Date.UTC(2030, 0), { days });
        const { seriesId } = loaded;
        const sql = resampleSql({ seriesId, stored, timeframe, sessionZone, dayStart });
        const expected = await bySql(sql);
        const what = `${timeframe} ${sessionZone} ${dayStart}`;
        expect([what, ...bytesOf(loaded.columns)]).toEqual([what, ...bytesOf(expected)]);
        bars += expected.time.length;
      }
    }
    return bars;
  }

  it('have the same bits as those that PostgreSQL builds: random bars with gaps, in four sessions', async () => {
    await upload(randomBars(25_000, 42));
    const coarser = TIMEFRAMES.slice(1);
    expect(await expectSame('RANDOM', '5 minutes', coarser)).toBeGreaterThan(50_000);
  });

  it('are offered just where no bar lies across the end of one by the calendar of PostgreSQL', async () => {
    const told: Record<string, number> = { offered: 0, refused: 0 };
    for (const [stored, offset] of [
      ['30m', 0],
      ['1h', 0],
      ['1h', 30],
      ['2h', 0],
      ['4h', 0],
    ] as const) {
      const symbol = `EVEN/${stored}/${offset}`;
      const { seriesId, bars } = await evenBars(symbol, stored, offset);
      expect(bars).toBeGreaterThan(800);
      for (const timeframe of ['1d', '3d', '1w', '1M'] as const) {
        for (const { sessionZone, dayStart } of STRADDLING_DAYS) {
          const days = { sessionZone, dayStartMs: dayStartOf(dayStart) };
          const isOffered = await store
            .load(symbol, timeframe, 0, Date.UTC(2030, 0), { days })
            .then(
              () => true,
              () => false,
            );
          const length = `${stored.slice(0, -1)} ${stored.endsWith('h') ? 'hours' : 'minutes'}`;
          const asked = { seriesId, stored: length, timeframe, sessionZone, dayStart };
          const across = await countBySql(straddlingSql(asked));
          const what = `${symbol} ${timeframe} ${sessionZone} ${dayStart}`;
          expect([what, isOffered]).toEqual([what, across === 0]);
          told[isOffered ? 'offered' : 'refused']! += 1;
        }
      }
    }
    expect(told.offered).toBeGreaterThan(20);
    expect(told.refused).toBeGreaterThan(20);
  });

  (hasBitfinex(2018) ? it : it.skip)(
    'have the same bits as those that PostgreSQL builds: real minutes',
    async () => {
      await upload(realBars());
      expect(await expectSame('BTCUSD', '1 minute')).toBeGreaterThan(20_000);
    },
  );
});
