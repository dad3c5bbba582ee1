import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, START_MS, upload, type WireBar } from '../support/bars.js';
import { importFile } from '../support/imports.js';
import { isHere } from '../support/is-here.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

const HOUR = 3_600_000;
const EURUSD = new URL('../../../shared/data/fx/EURUSD-1h-backtesting.py.csv', import.meta.url);
const NEW_YORK = { session_zone: 'America/New_York', day_start: '17:00' };
const RANGE = 'start_date=2024-03-01&end_date=2024-03-31';

// Hours of a currency: open from Sunday 17:00 to Friday 17:00 of New York, whose clocks went forward on 10 March 2024.
// Each bar's volume is 1, so that a sum counts bars; its open and close are its number.
function currencyHours(symbol: string): WireBar[] {
  const weeks = [
    ['2024-03-03T22:00Z', '2024-03-08T22:00Z'],
    ['2024-03-10T21:00Z', '2024-03-15T21:00Z'],
    ['2024-03-17T21:00Z', '2024-03-22T12:00Z'],
  ] as const;
  const bars: WireBar[] = [];
  for (const [from, to] of weeks) {
    for (let time = Date.parse(from); time < Date.parse(to); time += HOUR) {
      const n = bars.length + 1;
      const prices = { open: n, high: n + 0.5, low: n - 0.5, close: n, volume: 1 };
      bars.push({ symbol, timeframe: '1h', open_time: time, ...prices });
    }
  }
  return bars;
}

describe('days of a session', () => {
  let app: TestApp;
  let trader: Session;
  let admin: Session;

  beforeAll(async () => {
    app = await startApp();
    [trader, admin] = [await app.session('trader'), await app.session('admin')];
    await upload(trader, currencyHours('EURUSD'));
    await upload(trader, currencyHours('GBPUSD').slice(24));
    for (const symbol of ['EURUSD', 'GBPUSD']) {
      const { status } = await admin.put(`/kline/${symbol}/settings`, NEW_YORK);
      expect(status).toBe(200);
    }
  }, 60_000);

  afterAll(() => app?.close());

  const read = async (timeframe: string, symbol = 'EURUSD') => {
    const { body } = await trader.get(`/kline/${symbol}?timeframe=${timeframe}&${RANGE}`);
    return body.data.items.map((bar: any) => [bar.open_time.slice(0, 16), bar.volume, bar.close]);
  };

  it('start at their hour of their zone, across the change of its clocks', async () => {
    const days = await read('1d');
    const at = (date: string, hour: number) => `2024-03-${date}T${hour}:00`;
    expect(days.map(([time]: [string]) => time)).toEqual([
      ...['03', '04', '05', '06', '07'].map((date) => at(date, 22)),
      ...['10', '11', '12', '13', '14'].map((date) => at(date, 21)),
      // The day of the 22nd is not over at noon.
      ...['17', '18', '19', '20'].map((date) => at(date, 21)),
    ]);
    expect(days.every(([, volume]: [string, number]) => volume === 24)).toBe(true);
    expect(days[5]).toEqual(['2024-03-10T21:00', 24, 144]);
  });

  it('make weeks that start on Sunday evening, and months on the evening before the first', async () => {
    expect(await read('1w')).toEqual([
      ['2024-03-03T22:00', 120, 120],
      ['2024-03-10T21:00', 120, 240],
    ]);
    expect(await read('1M')).toEqual([]);
    const latest = await trader.get('/kline/EURUSD/latest?timeframe=1d');
    expect(latest.body.data).toBe('2024-03-20T21:00:00.000Z');
    const month = await trader.get('/kline/EURUSD?timeframe=1M&start_date=2024-02-29T22:00:00Z');
    expect(month.body.data.items).toEqual([]);
  });

  it('leave what is shorter than a day on its grid', async () => {
    expect((await read('4h')).slice(0, 2)).toEqual([
      ['2024-03-03T20:00', 2, 2],
      ['2024-03-04T00:00', 4, 6],
    ]);
  });

  it('are in the whole files too', async () => {
    const { text } = await trader
      .get(`/kline/EURUSD?timeframe=1w&${RANGE}`)
      .set('Accept', 'text/csv');
    expect(text.trimEnd().split('\r\n').slice(1)).toEqual([
      '2024-03-03T22:00:00.000Z,1,120.5,0.5,120,120,,',
      '2024-03-10T21:00:00.000Z,121,240.5,120.5,240,120,,',
    ]);
  });

  it('are the days of a run: its bars, its higher timeframes, its returns', async () => {
    const id = await startRun(trader, {
      strategy_name: 'buy-and-hold',
      symbol: undefined,
      symbols: ['EURUSD', 'GBPUSD'],
      timeframe: '1d',
      start_date: '2024-03-01',
      end_date: '2024-03-31',
    });
    expect((await untilStatus(trader, id)).status).toBe('COMPLETED');
    const { data } = (await trader.get(`/backtest/${id}/result`)).body;
    expect(data.config.symbol_settings.EURUSD).toMatchObject(NEW_YORK);
    const equity = (await trader.get(`/backtest/${id}/equity`)).body.data;
    expect(JSON.stringify(equity)).toContain('2024-03-10T21:00');
  });

  it('change what is read at once when they are set anew, and what was read before is not fresh', async () => {
    const path = `/kline/GBPUSD?timeframe=1d&${RANGE}`;
    const before = await trader.get(path);
    const same = await trader.get(path).set('If-None-Match', before.headers.etag!);
    expect(same.status).toBe(304);
    await admin.put('/kline/GBPUSD/settings', { session_zone: 'UTC' });
    const after = await trader.get(path).set('If-None-Match', before.headers.etag!);
    expect([after.status, after.body.data.items[0].open_time]).toEqual([
      200,
      '2024-03-04T00:00:00.000Z',
    ]);
    const refused = await trader.get(`${path}&page_size=2`);
    await admin.put('/kline/GBPUSD/settings', NEW_YORK);
    const cursor = encodeURIComponent(refused.body.data.next_cursor);
    const next = await trader.get(`${path}&page_size=2&cursor=${cursor}`);
    expect(next.body.error.code).toBe('kline/cursor-invalid');
  });
});

describe('days that straddle', () => {
  let app: TestApp;
  let trader: Session;
  let admin: Session;

  beforeAll(async () => {
    app = await startApp();
    [trader, admin] = [await app.session('trader'), await app.session('admin')];
  }, 60_000);

  afterAll(() => app?.close());

  const walk = (symbol: string, timeframe: '1h' | '4h', count: number) =>
    randomWalk(symbol, count).map((bar, i) => ({
      ...bar,
      timeframe,
      open_time: START_MS + i * (timeframe === '4h' ? 4 : 1) * HOUR,
    }));
  const statusOf = async (symbol: string, timeframe: string) =>
    (await trader.get(`/kline/${symbol}?timeframe=${timeframe}`)).status;

  it('are not built, which says why; as soon as a finer series fits, they are of that', async () => {
    await upload(trader, walk('FOURS', '4h', 240));
    expect(await statusOf('FOURS', '1d')).toBe(200);
    await admin.put('/kline/FOURS/settings', NEW_YORK);
    for (const timeframe of ['1d', '3d', '1w', '1M']) {
      const { status, body } = await trader.get(`/kline/FOURS?timeframe=${timeframe}`);
      expect(status).toBe(404);
      expect(body.error.code).toBe('kline/timeframe-unknown');
      expect(body.message).toContain(
        'days of its session start at 17:00 America/New_York, within bars of 4h, which open at 00:00, 04:00, … UTC',
      );
    }
    expect(await statusOf('FOURS', '12h')).toBe(200);
    const csv = trader.get('/kline/FOURS?timeframe=1d').set('Accept', 'text/csv');
    expect((await csv).status).toBe(404);
    const { body } = await trader.get('/kline/FOURS/latest?timeframe=1d');
    expect(body.data).toBeNull();
    await upload(trader, walk('FOURS', '1h', 960));
    expect(await statusOf('FOURS', '1d')).toBe(200);
  });

  it('of half an hour are not built of hours, nor run on', async () => {
    await upload(trader, walk('NIFTY', '1h', 720));
    await admin.put('/kline/NIFTY/settings', { session_zone: 'Asia/Kolkata' });
    expect(await statusOf('NIFTY', '1d')).toBe(404);
    const { status, body } = await trader.post('/backtest/run', {
      strategy_name: 'buy-and-hold',
      symbol: 'NIFTY',
      timeframe: '1d',
      start_date: '2024-01-01',
      end_date: '2024-01-20',
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(body)).toContain('days of its session start at 00:00 Asia/');
  });
});

describe('names of zones', () => {
  let app: TestApp;
  let admin: Session;

  beforeAll(async () => {
    app = await startApp();
    admin = await app.session('admin');
  }, 60_000);

  afterAll(() => app?.close());

  it('are kept in one form, however they are spelt', async () => {
    for (const [spelt, name] of [
      ['utc', 'UTC'],
      ['Etc/UTC', 'UTC'],
      ['GMT', 'UTC'],
      ['america/new_york', 'America/New_York'],
    ]) {
      const put = await admin.put('/kline/ZONES/settings', { session_zone: spelt });
      const { body } = await admin.get('/kline/ZONES/settings');
      const both = [put.body.data.session_zone, body.data.session_zone];
      expect([spelt, ...both]).toEqual([spelt, name, name]);
    }
  });

  it('read what was stored before in that form, too', async () => {
    await app.query(`UPDATE symbol_settings SET session_zone = 'Etc/UTC' WHERE symbol = 'ZONES'`);
    const { body } = await admin.get('/kline/ZONES/settings');
    expect(body.data.session_zone).toBe('UTC');
  });

  it('change nothing of the quality of a market, however they are spelt', async () => {
    if (!isHere(EURUSD)) {
      process.stderr.write(`NOT CHECKED: there is no ${EURUSD.pathname}\n`);
      return;
    }
    const file = { name: 'EURUSD.csv', bytes: readFileSync(EURUSD) };
    const fields = { symbol: 'ZONES', timeframe: '1h' };
    expect((await importFile(admin, file, fields)).status).toBe('COMPLETED');
    for (const session_zone of ['UTC', 'utc', 'Etc/UTC', 'GMT']) {
      await admin.put('/kline/ZONES/settings', { session_zone });
      const { data } = (await admin.get('/kline/ZONES/quality')).body;
      expect([session_zone, data.gaps.count, data.score]).toEqual([session_zone, 0, 100]);
    }
  });

  it('refuse a start of day that is no time of day in words', async () => {
    for (const day_start of ['24:00', '9:30', '17', 17]) {
      const { status, body } = await admin.put('/kline/ZONES/settings', { day_start });
      expect([status, body.error.details]).toEqual([
        422,
        [{ field: 'day_start', problem: 'must be HH:MM from 00:00 to 23:59' }],
      ]);
    }
  });
});
