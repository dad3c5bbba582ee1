import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { csvOf, importFile } from '../support/imports.js';
import { randomWalk } from '../support/bars.js';
import { SHARED_DATA } from '../support/bitfinex.js';
import { isHere } from '../support/is-here.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

/** A year of minutes of a market that never closes, of which pages of 200 lie apart. */
const PAGES = new URL('parquet/LTCUSDT_1m-bybit-page-gaps.parquet', SHARED_DATA);
/** Gold, of which there is a bar a day until 2018, and hours since. */
const GOLD = new URL('fx/XAUUSD_H1-2007-2026.csv.gz', SHARED_DATA);
const MINUTE = 60_000;
const at = (iso: string) => Date.parse(iso);

describe('The quality of a range', () => {
  let app: TestApp;
  let ada: Session;

  beforeAll(async () => {
    app = await startApp();
    ada = await app.session('trader', 'ada');
  });

  afterAll(() => app?.close());

  const load = async (symbol: string, timeframe: string, name: string, bytes: string | Buffer) => {
    const done = await importFile(ada, { name, bytes }, { symbol, timeframe });
    expect([done.status, done.error]).toEqual(['COMPLETED', null]);
  };
  const qualityOf = async (symbol: string, start: string, end: string, timeframe = '1m') => {
    const query = `timeframe=${timeframe}&start_date=${start}&end_date=${end}`;
    return (await ada.get(`/kline/${symbol}/quality?${query}`)).body.data;
  };
  const gapsOf = async (
    symbol: string,
    timeframe: string,
    start: string,
    end: string,
    changes: Record<string, unknown> = {},
  ) => {
    const range = { start_date: start, end_date: end };
    const id = await startRun(ada, { symbol, timeframe, ...range, ...changes });
    expect((await untilStatus(ada, id)).status).toBe('COMPLETED');
    const { warnings } = (await ada.get(`/backtest/${id}/result`)).body.data;
    return warnings
      .filter(({ code }: any) => code === 'data_gaps')
      .map(({ values }: any) => values);
  };

  describe('over bars that are resampled', () => {
    const [from, to] = [at('2024-03-24T00:00Z'), at('2024-03-25T06:00Z')];

    beforeAll(async () => {
      const shift = at('2024-03-04T00:00Z') - at('2024-01-01T00:00Z');
      const minutes = randomWalk('LOST', 40 * 1440, '1m')
        .map((bar) => ({ ...bar, open_time: bar.open_time + shift }))
        .filter(({ open_time }) => open_time < from || open_time >= to);
      await load('LOST', '1m', 'lost.csv', csvOf(minutes));
    }, 120_000);

    it.each([
      ['at its end', '2024-03-20T00:00Z', '2024-03-24T12:00Z', 720, 6480],
      ['at its start', '2024-03-24T08:00Z', '2024-03-27T00:00Z', 1320, 3840],
      ['in it', '2024-03-20T00:00Z', '2024-03-27T00:00Z', 1800, 10_080],
    ])('counts the minutes that lack %s', async (_, start, end, missing, all) => {
      const values = { symbol: 'LOST', timeframe: '1m', gaps: 1, missing_bars: missing };
      const expected = [{ ...values, missing_share: missing / all }];
      expect((await qualityOf('LOST', start, end)).gaps.missing_bars).toBe(missing);
      for (const timeframe of ['1m', '1h', '4h']) {
        expect([timeframe, await gapsOf('LOST', timeframe, start, end)]).toEqual([
          timeframe,
          expected,
        ]);
      }
    });

    it('says nothing of a whole one', async () => {
      expect(await gapsOf('LOST', '1h', '2024-03-05', '2024-03-22')).toEqual([]);
    });
  });

  const pages = isHere(PAGES) ? describe : describe.skip;

  pages('of a market that is known in pages', () => {
    beforeAll(() => load('LTC', '1m', 'LTC.parquet', readFileSync(PAGES)), 120_000);

    it('is judged by the whole series', async () => {
      const whole = (await ada.get('/kline/LTC/quality')).body.data;
      expect([whole.gaps.missing_bars, whole.session_zone]).toEqual([419_724, null]);
      const january = await qualityOf('LTC', '2025-01-01', '2025-01-31');
      expect(january).toMatchObject({
        bars: 9000,
        session_zone: null,
        parts: { completeness: 20.16 },
        gaps: { missing_bars: 44_640 - 9000, missing_share: 35_640 / 44_640 },
      });
      // Eleven days and a week.
      const november = await qualityOf('LTC', '2024-11-20', '2024-11-30');
      expect(november.bars + november.gaps.missing_bars).toBe(11 * 1440);
      expect(november.gaps.missing_bars).toBe(12_640);
      const june = await qualityOf('LTC', '2025-06-01', '2025-06-07');
      expect(june.gaps.missing_bars).toBe(8010);
    });

    it('is what its runs warn of, resampled or not', async () => {
      const { gaps } = await qualityOf('LTC', '2025-01-01', '2025-01-31');
      const values = {
        symbol: 'LTC',
        timeframe: '1m',
        gaps: gaps.count,
        missing_bars: 35_640,
        missing_share: gaps.missing_share,
      };
      for (const timeframe of ['1m', '1h', '1d']) {
        expect(await gapsOf('LTC', timeframe, '2025-01-01', '2025-01-31')).toEqual([values]);
      }
    });

    it('knows that days made of two hours are not whole', async () => {
      const { gaps } = await qualityOf('LTC', '2024-09-10', '2024-12-01');
      const [values] = await gapsOf('LTC', '1d', '2024-09-10', '2024-12-01');
      expect(values).toMatchObject({ timeframe: '1m', missing_bars: gaps.missing_bars });
      expect(values.missing_share).toBeCloseTo(0.8, 2);
    });

    it('is no better where only a month is stored', async () => {
      const { text } = await ada
        .get('/kline/LTC?timeframe=1m&start_date=2025-01-01&end_date=2025-01-31')
        .set('Accept', 'text/csv');
      await load('MONTH', '1m', 'month.csv', text);
      const { gaps, session_zone } = (await ada.get('/kline/MONTH/quality')).body.data;
      expect([gaps.missing_bars > 34_000, session_zone]).toEqual([true, null]);
    });
  });

  const gold = isHere(GOLD) ? it : it.skip;

  gold(
    'knows days that are stored as hours by the hours of later years',
    async () => {
      await load('XAU', '1h', 'XAUUSD_H1.csv.gz', readFileSync(GOLD));
      const whole = (await ada.get('/kline/XAU/quality')).body.data;
      expect([whole.gaps.missing_bars, whole.score]).toEqual([66_181, 43.61]);
      const year = await qualityOf('XAU', '2009-01-01', '2009-12-31', '1h');
      expect([year.bars, year.session_zone]).toEqual([259, 'UTC']);
      // Five days of a week with at least 22 hours.
      expect(year.gaps.missing_bars).toBeGreaterThan(259 * 21);
      expect(year.score).toBeLessThan(5);
      const [values] = await gapsOf('XAU', '1h', '2007-06-22', '2017-12-31');
      expect(values).toMatchObject({ symbol: 'XAU', timeframe: '1h' });
      expect(values.missing_share).toBeGreaterThan(0.9);
      const same = await qualityOf('XAU', '2007-06-22', '2017-12-31', '1h');
      expect(values.missing_bars).toBe(same.gaps.missing_bars);
    },
    120_000,
  );

  it('is that of the version that was read', async () => {
    const bars = randomWalk('AGAIN', 28 * 1440, '1m');
    const isNight = (time: number) => time % (1440 * MINUTE) < 600 * MINUTE;
    const days = bars.filter(({ open_time }) => !isNight(open_time));
    await load('AGAIN', '1m', 'days.csv', csvOf(days));
    const night = ['2024-01-03T00:00Z', '2024-01-03T12:00Z'] as const;
    expect((await qualityOf('AGAIN', ...night)).gaps.missing_bars).toBe(0);
    const before = (await ada.get('/kline/AGAIN/versions?timeframe=1m')).body.data.items[0];
    // With half of the nights there, they are no longer closed.
    const half = bars.filter(({ open_time }) => open_time >= at('2024-01-15T00:00Z'));
    await load('AGAIN', '1m', 'nights.csv', csvOf(half));
    expect((await qualityOf('AGAIN', ...night)).gaps.missing_bars).toBe(600);
    expect(await gapsOf('AGAIN', '1h', ...night)).toMatchObject([{ missing_bars: 600 }]);
    const past = { data_as_of: before.created_at };
    const wide = ['2024-01-02T12:00Z', '2024-01-04T00:00Z'] as const;
    expect(await gapsOf('AGAIN', '1h', ...wide, past)).toEqual([]);
    expect(await gapsOf('AGAIN', '1h', ...wide)).toMatchObject([{ missing_bars: 600 }]);
  });
});
