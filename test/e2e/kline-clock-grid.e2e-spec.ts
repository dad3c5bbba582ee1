import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { importFile } from '../support/imports.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The open times of bars of four hours from 9:30 and 13:30 in New York, whose clock is `behind` hours behind UTC, on weekdays. */
function opens(from: string, to: string, behind: number): number[] {
  const times: number[] = [];
  for (let day = Date.parse(from); day < Date.parse(to); day += DAY) {
    const isWeekend = [0, 6].includes(new Date(day).getUTCDay());
    if (!isWeekend) times.push(day + (9.5 + behind) * HOUR, day + (13.5 + behind) * HOUR);
  }
  return times;
}

const WINTER = opens('2024-01-02', '2024-03-08', 5);
const SUMMER = opens('2024-03-11', '2024-06-01', 4);

const priceAt = (i: number) => 100 + 10 * Math.sin(i / 9);
const figures = (i: number) => {
  const [open, close] = [priceAt(i), priceAt(i + 1)];
  return [open, Math.max(open, close) + 1, Math.min(open, close) - 1, close, 1000].join(',');
};
const tradingView = (times: number[]) =>
  Buffer.from(
    ['time,open,high,low,close,volume', ...times.map((time, i) => `${time / 1000},${figures(i)}`)]
      .join('\n')
      .concat('\n'),
  );

describe('Bars of some hours that open by the clocks of a zone', () => {
  let app: TestApp;
  let ada: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 1 });
    ada = await app.session('trader', 'ada');
  });

  afterAll(() => app?.close());

  const rowsOf = async (symbol: string, timeframe = '4h') => {
    const { body } = await ada.get(`/kline/${symbol}?timeframe=${timeframe}&page_size=1000`);
    if (!body.data) throw new Error(JSON.stringify(body));
    return body.data.items;
  };

  it('are taken in summer and winter', async () => {
    const bytes = tradingView([...WINTER, ...SUMMER]);
    const data = await importFile(ada, { name: 'BATS_AAA, 240.csv', bytes });
    expect(data).toMatchObject({ status: 'COMPLETED', rows_rejected: 0 });
    const rows = await rowsOf('AAA');
    expect(rows.map(({ open_time }: { open_time: string }) => Date.parse(open_time))).toEqual([
      ...WINTER,
      ...SUMMER,
    ]);
  });

  it('are taken after those of a winter, of which none could know it', async () => {
    const name = 'BATS_BBB, 240.csv';
    const first = await importFile(ada, { name, bytes: tradingView(WINTER) });
    const second = await importFile(ada, { name, bytes: tradingView(SUMMER) });
    expect([first.rows_rejected, second.rows_rejected]).toEqual([0, 0]);
    expect(await rowsOf('BBB')).toHaveLength(WINTER.length + SUMMER.length);
    const wrong = tradingView([SUMMER.at(-1)! + DAY + HOUR]);
    const third = await importFile(ada, { name, bytes: wrong });
    expect(third.error.message).toContain('01:30, 05:30, … America/New_York');
  });

  it('are uploaded by the same rules', async () => {
    const bars = [...WINTER, ...SUMMER].map((open_time, i) => {
      const [open, high, low, close, volume] = figures(i).split(',').map(Number);
      return { symbol: 'CCC', timeframe: '4h', open_time, open, high, low, close, volume };
    });
    const { body } = await ada.post('/kline/upload', bars);
    expect(body.data).toMatchObject({ uploaded_count: bars.length, rejected: [] });
  });

  it('build days of their session, and nothing of some hours', async () => {
    const admin = await app.session('admin', 'admin');
    const session = { session_zone: 'America/New_York', day_start: '09:30' };
    const { status } = await admin.put('/kline/AAA/settings', session);
    expect(status).toBe(200);
    const days = await rowsOf('AAA', '1d');
    // The last one, which lasts until 9:30 of the next, is not over.
    expect(days).toHaveLength((WINTER.length + SUMMER.length) / 2 - 1);
    const { body } = await ada.get('/kline/AAA?timeframe=12h');
    expect([body.error.code, body.message]).toEqual([
      'kline/timeframe-unknown',
      expect.stringContaining('open at 01:30, 05:30, … America/New_York'),
    ]);
  });

  it('run, and tell a strategy which timeframes they cannot build', async () => {
    const range = { start_date: '2024-01-02', end_date: '2024-06-01' };
    const asked = { symbol: 'AAA', timeframe: '4h', ...range };
    const id = await startRun(ada, { strategy_name: 'sma-cross', ...asked });
    await untilStatus(ada, id, ['COMPLETED']);
    const rules = {
      name: 'half-days',
      entry: { long: { '>': ['12h:close', 1] } },
    };
    expect((await ada.post('/strategy', { rules })).status).toBe(200);
    const failing = await startRun(ada, { strategy_name: 'half-days', ...asked });
    const { status, message } = await untilStatus(ada, failing);
    expect([status, message]).toEqual(['FAILED', expect.stringContaining('clocks of a zone')]);
  });

  it('are read from files in local times', async () => {
    const local = (time: number) => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
    const times = Array.from({ length: 6 * 150 }, (_, i) => Date.UTC(2024, 0, 1) + 4 * i * HOUR);
    const lines = times.map((time, i) => `${local(time).replaceAll('-', '.')},${figures(i)}`);
    const bytes = Buffer.from(lines.join('\n'));
    const data = await importFile(
      ada,
      { name: 'EURUSD240.csv', bytes },
      { timezone: 'Europe/Athens', symbol: 'EURUSD', timeframe: '4h' },
    );
    expect(data).toMatchObject({ status: 'COMPLETED', rows_rejected: 0 });
  });
});
