import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Client } from 'pg';
import { BAR_COLUMNS, type Bars, resample, sliceBars } from '@app/engine';
import {
  BarStore,
  FundingService,
  KlineModule,
  KlineService,
  type SeriesBar,
  SeriesService,
  type Uploader,
  UploadService,
} from '@app/kline';
import { type InProcess, startInProcess } from '../support/in-process.js';
import { until } from '../support/until.js';

const HOUR = 3_600_000;
const START_MS = Date.UTC(2024, 0, 1);
const END_MS = Date.UTC(2030, 0, 1);
const USER: Uploader = { id: '00000000-0000-4000-8000-000000000001', role: 'trader' };

const at = (hour: number) => START_MS + hour * HOUR;

function bar(symbol: string, hour: number, price: number): SeriesBar {
  const prices = { open: price, high: price + 1, low: price / 2, close: price + 0.5, volume: hour };
  const openTimeMs = at(hour);
  return { symbol, timeframe: '1h', openTimeMs, ...prices, quoteVolume: null, trades: null };
}

const run = (symbol: string, from: number, to: number, price: number) =>
  Array.from({ length: to - from }, (_, i) => bar(symbol, from + i, price + i));

function columnsOf(bars: SeriesBar[]): Bars {
  const sorted = bars.toSorted((a, b) => a.openTimeMs - b.openTimeMs);
  const column = (of: (each: SeriesBar) => number) => Float64Array.from(sorted, of);
  return {
    time: column(({ openTimeMs }) => openTimeMs),
    open: column(({ open }) => open),
    high: column(({ high }) => high),
    low: column(({ low }) => low),
    close: column(({ close }) => close),
    volume: column(({ volume }) => volume),
  };
}

const bytesOf = (bars: Bars) =>
  BAR_COLUMNS.map((name) => Buffer.from(bars[name].slice().buffer).toString('hex'));

function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 4294967296) * below);
  };
}

describe('Bars as of a time', () => {
  let part: InProcess;
  let app: INestApplicationContext;
  let database: Client;
  let store: BarStore;
  let uploads: UploadService;
  let klines: KlineService;
  let series: SeriesService;

  beforeAll(async () => {
    part = await startInProcess(KlineModule);
    ({ app } = part);
    database = new Client({ connectionString: part.databaseUrl });
    await database.connect();
    store = app.get(BarStore);
    uploads = app.get(UploadService);
    klines = app.get(KlineService);
    series = app.get(SeriesService);
  });

  afterAll(async () => {
    await database?.end();
    await part?.close();
  });

  const upload = (bars: SeriesBar[]) => uploads.upload(bars, USER);
  const remove = (symbol: string, from: number, to: number) =>
    klines.remove(symbol, '1h', { startMs: at(from), endMs: at(to) }, USER.id);
  /** Returns the times (epoch ms) at which the versions of a series were made, the first first. */
  const timesOf = async (symbol: string): Promise<number[]> => {
    const name = { symbol, kind: 'bars', timeframe: '1h' } as const;
    const [versions] = await series.history(name, 1, 1000);
    return versions.map(({ createdAt }) => createdAt.getTime()).toReversed();
  };
  const load = (symbol: string, asOfMs?: number, warmUpBars = 0, startMs = START_MS) =>
    store.load(symbol, '1h', startMs, END_MS, { asOfMs, warmUpBars });

  const untilWaiting = (count: number) =>
    until(async () => {
      const { rows } = await database.query(
        `SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid)
         WHERE NOT granted AND datname = current_database()`,
      );
      return rows.length === count;
    });

  it('are those of every version, bit for bit, whatever was changed and deleted since', async () => {
    const random = seeded(5);
    const now = new Map<number, SeriesBar>();
    const states: Bars[] = [];
    for (let version = 1; version <= 40; version++) {
      const from = random(150);
      const length = 1 + random(40);
      if (version % 4 === 0) {
        for (let hour = from; hour < from + length; hour++) now.delete(at(hour));
        await remove('EVERY', from, from + length);
      } else {
        const bars = run('EVERY', from, from + length, 10 + random(3));
        for (const each of bars) now.set(each.openTimeMs, each);
        await upload(bars);
      }
      const { version: made } = await load('EVERY');
      if (made > states.length) states.push(columnsOf([...now.values()]));
    }
    const times = await timesOf('EVERY');
    expect(states.length).toBeGreaterThan(30);
    expect(times).toHaveLength(states.length);
    for (const [i, expected] of states.entries()) {
      const asOfMs = times[i];
      const loaded = await load('EVERY', asOfMs);
      expect([loaded.version, bytesOf(loaded.columns)]).toEqual([i + 1, bytesOf(expected)]);
      expect(await store.count('EVERY', '1h', 0, END_MS, { asOfMs })).toBe(expected.time.length);
      // A millisecond before the next version it is still this one.
      const until = times[i + 1];
      if (until !== undefined) expect((await load('EVERY', until - 1)).version).toBe(i + 1);
      const start = at(60);
      const warm = await load('EVERY', asOfMs, 7, start);
      const first = expected.time.findIndex((time) => time >= start);
      const row = first < 0 ? expected.time.length : first;
      expect(bytesOf(warm.columns)).toEqual(bytesOf(sliceBars(expected, Math.max(0, row - 7))));
      const coarse = await store.load('EVERY', '4h', 0, END_MS, { asOfMs });
      const whole = resample(expected, '1h', '4h', { dropIncomplete: true });
      expect(bytesOf(coarse.columns)).toEqual(bytesOf(whole));
    }
  });

  it('never take the place of the newest in memory, nor the newest theirs', async () => {
    await upload(run('MEMORY', 0, 20, 10));
    await upload(run('MEMORY', 0, 20, 90));
    const [first, second] = await timesOf('MEMORY');
    const priceOf = async (asOfMs?: number) => (await load('MEMORY', asOfMs)).columns.open[0];
    const all = await Promise.all([priceOf(first), priceOf(), priceOf(second), priceOf(first)]);
    expect(all).toEqual([10, 90, 90, 10]);
    expect([await priceOf(), await priceOf(first), await priceOf(second)]).toEqual([90, 10, 90]);
    const [one, same] = [await load('MEMORY', second), await load('MEMORY')];
    expect(same.columns.time.buffer).toBe(one.columns.time.buffer);
    const [old, again] = [await load('MEMORY', first), await load('MEMORY', second! - 1)];
    expect(again.columns.time.buffer).toBe(old.columns.time.buffer);
  });

  it('are those that were the newest when they were asked for, though a write came before they were read', async () => {
    await upload(run('RACED', 0, 20, 10));
    const found = await series.source('RACED', '1h');
    await upload(run('RACED', 0, 30, 90));
    await remove('RACED', 5, 10);
    jest.spyOn(series, 'source').mockResolvedValueOnce(found);
    const older = await load('RACED');
    expect([older.version, bytesOf(older.columns)]).toEqual([
      1,
      bytesOf(columnsOf(run('RACED', 0, 20, 10))),
    ]);
    const newest = await load('RACED');
    expect([newest.version, newest.columns.time.length]).toEqual([3, 25]);
    const [first] = await timesOf('RACED');
    expect(bytesOf((await load('RACED', first)).columns)).toEqual(bytesOf(older.columns));
  });

  it('stay the same while others write, and what is the newest is one version whole', async () => {
    await upload(run('WRITES', 0, 500, 1000));
    await upload(run('WRITES', 0, 500, 2000));
    const [first] = await timesOf('WRITES');
    const before = bytesOf((await load('WRITES', first)).columns);
    const writing = (async () => {
      for (let price = 3; price <= 12; price++) {
        await upload(run('WRITES', 0, 500, price * 1000));
        if (price % 3 === 0) await remove('WRITES', 100, 200);
      }
    })();
    for (let i = 0; i < 25; i++) {
      const old = await load('WRITES', first, 0, START_MS - i);
      expect([old.version, bytesOf(old.columns)]).toEqual([1, before]);
      const { columns } = await load('WRITES', undefined, 0, START_MS - i);
      expect([400, 500]).toContain(columns.time.length);
      const prices = Array.from(
        columns.open,
        (open, row) => open - (columns.time[row]! - START_MS) / HOUR,
      );
      expect(new Set(prices).size).toBe(1);
    }
    await writing;
  });

  it('are read where they stood then: a finer series, when the timeframe was not stored yet', async () => {
    const minutes = run('FINER', 0, 12, 50).flatMap((hour) =>
      [0, 30].map((minute) => ({
        ...hour,
        timeframe: '30m' as const,
        openTimeMs: hour.openTimeMs + minute * 60_000,
      })),
    );
    await upload(minutes);
    const before = await load('FINER');
    await upload(run('FINER', 0, 12, 70));
    const [hoursMs] = await timesOf('FINER');
    const now = await load('FINER');
    const then = await load('FINER', hoursMs! - 1);
    expect([before.storedTimeframe, now.storedTimeframe]).toEqual(['30m', '1h']);
    expect([then.storedTimeframe, then.columns.open[0], now.columns.open[0]]).toEqual([
      '30m',
      50,
      70,
    ]);
    expect(bytesOf(then.columns)).toEqual(bytesOf(before.columns));
  });

  it('keep the grid of their time', async () => {
    const shifted = run('GRID', 0, 8, 10).map((each) => ({
      ...each,
      openTimeMs: each.openTimeMs + HOUR / 2,
    }));
    await upload(shifted);
    await remove('GRID', 0, 100);
    await upload(run('GRID', 0, 8, 20));
    const [first, emptied] = await timesOf('GRID');
    const { columns } = await store.load('GRID', '4h', 0, END_MS, { asOfMs: first });
    expect([...columns.time]).toEqual([at(0.5), at(4.5)]);
    await expect(load('GRID', emptied)).rejects.toMatchObject({ code: 'kline/version-unknown' });
  });

  it('wait for a write that is under way, also for the first of a series', async () => {
    await upload(run('WAIT-B', 0, 5, 10));
    await database.query('BEGIN');
    await database.query("SELECT 1 FROM series WHERE symbol = 'WAIT-B' FOR UPDATE");
    // Has written its first series, and waits for the second.
    const writing = upload([...run('WAIT-A', 0, 5, 20), ...run('WAIT-B', 0, 5, 20)]);
    await untilWaiting(1);
    let isDone = false;
    const { rows } = await database.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    const loading = load('WAIT-A', rows[0]!.now.getTime()).finally(() => (isDone = true));
    await untilWaiting(2);
    expect(isDone).toBe(false);
    await database.query('COMMIT');
    await writing;
    expect((await loading).columns.open[0]).toBe(20);
  });

  it('of before the first upload, or of symbols that are not there, are unknown', async () => {
    await upload(run('YOUNG', 0, 5, 10));
    const [first] = await timesOf('YOUNG');
    await expect(load('YOUNG', first! - 1)).rejects.toMatchObject({
      code: 'kline/version-unknown',
      message: `Nothing of YOUNG was stored at ${new Date(first! - 1).toISOString()}.`,
    });
    await expect(load('NOBODY', first)).rejects.toMatchObject({ code: 'kline/version-unknown' });
    await expect(store.load('YOUNG', '1m', 0, END_MS, { asOfMs: first })).rejects.toMatchObject({
      code: 'kline/timeframe-unknown',
    });
  });

  it('are dropped when what replaced them is old enough, and only those', async () => {
    await upload(run('OLD', 0, 10, 10));
    await upload(run('OLD', 10, 20, 10));
    await upload(run('OLD', 0, 5, 90));
    await upload(run('OLD', 20, 30, 10));
    await upload(run('OLD', 20, 25, 70));
    await app.get(FundingService).upload('OLD', [{ timeMs: START_MS, rate: 0.1 }], USER);
    await app.get(FundingService).upload('OLD', [{ timeMs: START_MS, rate: 0.2 }], USER);
    // The third version is 31 days old, the fifth 29.
    await database.query(
      `UPDATE series_versions SET created_at = series_versions.created_at - CASE
         WHEN series_versions.version <= 3 THEN interval '31 days' ELSE interval '29 days' END
       FROM series WHERE series.id = series_id AND symbol = 'OLD'`,
    );
    const times = await timesOf('OLD');
    expect((await load('OLD', times[0])).columns.open[0]).toBe(10);
    // Five bars of the third version and one rate of the second.
    expect(await series.removeSuperseded(30)).toBe(6);
    expect(await series.removeSuperseded(30)).toBe(0);
    for (const asOfMs of times.slice(0, 2)) {
      await expect(load('OLD', asOfMs)).rejects.toMatchObject({ code: 'kline/version-expired' });
    }
    const range = { startMs: 0, endMs: END_MS };
    const funding = { symbol: 'OLD', kind: 'funding', timeframe: '' } as const;
    const [[second, first]] = await series.history(funding, 1, 10);
    const ratesOf = (made?: { createdAt: Date }) =>
      app.get(FundingService).load('OLD', range, made?.createdAt.getTime());
    await expect(ratesOf(first)).rejects.toMatchObject({ code: 'kline/version-expired' });
    expect((await ratesOf(second)).columns.rate[0]).toBe(0.2);
    const opens = async (asOfMs?: number) => {
      const { columns } = await load('OLD', asOfMs);
      return [columns.time.length, columns.open[0], columns.open[20]];
    };
    expect(await opens(times[2])).toEqual([20, 90, undefined]);
    expect(await opens(times[3])).toEqual([30, 90, 10]);
    expect(await opens(times[4])).toEqual([30, 90, 70]);
    expect(await opens()).toEqual([30, 90, 70]);
    const [versions] = await series.history(
      { symbol: 'OLD', kind: 'bars', timeframe: '1h' },
      1,
      10,
    );
    expect(versions.map(({ held }) => held)).toEqual([true, true, true, false, false]);
  });
});
