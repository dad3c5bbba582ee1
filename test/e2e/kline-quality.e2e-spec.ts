import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, START_MS, upload, type WireBar } from '../support/bars.js';
import { csvOf, importFile } from '../support/imports.js';
import { isHere } from '../support/is-here.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const at = (hour: number) => new Date(START_MS + hour * HOUR).toISOString();
/** A month of real minutes with one hole of 284, on 2021-04-25. */
const MINUTES = new URL(
  '../../../shared/data/freqtrade-json-1m/BTC_USDT-1m.json.gz',
  import.meta.url,
);
/** Days of an index, seven of which break a rule. */
const INDEX = new URL(
  '../../../shared/data/dirty/SSE-index-daily-ohlc-violations.csv',
  import.meta.url,
);

describe('The quality of bars', () => {
  let app: TestApp;
  let ada: Session;

  beforeAll(async () => {
    app = await startApp();
    ada = await app.session('trader', 'ada');
  });

  afterAll(() => app?.close());

  const qualityOf = async (symbol: string, query = '') => {
    const { status, body } = await ada.get(`/kline/${symbol}/quality${query}`);
    expect([status, body.message]).toEqual([200, 'Quality of the bars.']);
    return body.data;
  };
  const without = (bars: WireBar[], ...hours: number[]) =>
    bars.filter((_, hour) => !hours.includes(hour));
  const gapsListed = async (symbol: string) => {
    const { body } = await ada.get('/kline/series?page_size=100');
    return body.data.items.find((item: any) => item.symbol === symbol).gaps;
  };
  const gapsOf = ({ warnings }: any) => warnings.filter(({ code }: any) => code === 'data_gaps');
  const run = async (changes: Record<string, unknown>) => {
    const id = await startRun(ada, changes);
    expect((await untilStatus(ada, id)).status).toBe('COMPLETED');
    return (await ada.get(`/backtest/${id}/result`)).body.data;
  };

  describe('of a series with holes', () => {
    const bars = without(randomWalk('HOLED', 1000), 5, 100, 101, 102);

    beforeAll(() => upload(ada, bars));

    it('is told with gaps, map and score', async () => {
      const { map, ...quality } = await qualityOf('HOLED');
      expect(quality).toMatchObject({
        symbol: 'HOLED',
        timeframe: '1h',
        version: 1,
        first: at(0),
        last: at(999),
        bars: 996,
        score: 99.6,
        parts: { completeness: 99.6, violations: 100, spikes: 100, stale: 100, duplicates: 100 },
        session_zone: null,
        closed_days: 0,
        duplicates: 0,
        out_of_order: 0,
        violations: { stored: 0, rejected: 0, reasons: {} },
      });
      expect(quality.gaps).toEqual({
        count: 2,
        missing_bars: 4,
        missing_share: 0.004,
        limit: 1000,
        items: [
          { from: at(100), to: at(103), missing_bars: 3 },
          { from: at(5), to: at(6), missing_bars: 1 },
        ],
      });
      expect(map.step).toBe('day');
      expect(map.items).toHaveLength(42);
      expect(map.items[0]).toEqual({ from: at(0), expected: 24, present: 23 });
      expect(map.items[4]).toEqual({ from: at(96), expected: 24, present: 21 });
    });

    it('may be that of a range, also without a bar', async () => {
      const { gaps, bars: count } = await qualityOf(
        'HOLED',
        `?timeframe=1h&start_date=${at(101)}&end_date=${at(110)}`,
      );
      expect([count, gaps.count, gaps.missing_bars]).toEqual([7, 1, 2]);
      const none = await qualityOf('HOLED', `?start_date=${at(100)}&end_date=${at(102)}`);
      expect(none).toMatchObject({ bars: 0, score: null, parts: null, first: null });
    });

    it('gives the list of series its gaps, until they change', async () => {
      await upload(ada, without(randomWalk('LISTED', 100), 5, 50));
      expect(await gapsListed('LISTED')).toBeNull();
      await qualityOf('LISTED', `?end_date=${at(20)}`);
      expect(await gapsListed('LISTED')).toBeNull();
      await qualityOf('LISTED');
      expect(await gapsListed('LISTED')).toBe(2);
      await upload(ada, randomWalk('LISTED', 10));
      expect(await gapsListed('LISTED')).toBeNull();
      expect((await qualityOf('LISTED')).gaps.count).toBe(1);
      expect(await gapsListed('LISTED')).toBe(1);
    });

    it('is told while somebody writes to the series', async () => {
      await upload(ada, without(randomWalk('BUSY', 100), 5));
      const client = new Client({ connectionString: app.databaseUrl });
      await client.connect();
      await client.query(`BEGIN; SELECT 1 FROM series WHERE symbol = 'BUSY' FOR UPDATE`);
      expect((await qualityOf('BUSY')).gaps.count).toBe(1);
      expect(await gapsListed('BUSY')).toBeNull();
      await client.end();
      await qualityOf('BUSY');
      expect(await gapsListed('BUSY')).toBe(1);
    });

    it('is a warning of the runs that read them, in both languages', async () => {
      const warned = await run({ symbol: 'HOLED' });
      const values = {
        symbol: 'HOLED',
        timeframe: '1h',
        gaps: 2,
        missing_bars: 4,
        missing_share: 0.004,
      };
      const message =
        'HOLED: the 1h bars that the run read have gaps. Gaps: 2; missing bars: 4, 0.4 % of all.';
      expect(gapsOf(warned)).toEqual([{ code: 'data_gaps', message, values }]);
      const { body } = await ada
        .get(`/backtest/${warned.backtest_id}/result`)
        .set('Accept-Language', 'zh');
      expect(body.data.warnings[0].message).toContain('有 2 处缺口');
      const later = await run({ symbol: 'HOLED', start_date: START_MS + 5 * DAY });
      expect(gapsOf(later)).toEqual([]);
    });

    it('is a warning for each symbol that has any', async () => {
      await upload(ada, randomWalk('WHOLE', 1000));
      const both = await run({ symbol: undefined, symbols: ['HOLED', 'WHOLE'] });
      expect(gapsOf(both).map(({ values }: any) => values.symbol)).toEqual(['HOLED']);
    });
  });

  describe('of stocks', () => {
    it('knows weekends and holidays, and what is missing', async () => {
      const days = randomWalk('STOCK', 200, '1d').filter(
        ({ open_time }) => new Date(open_time).getUTCDay() % 6 !== 0,
      );
      // 2024-01-15 is a holiday, the week of 2024-03-04 is lost.
      const lost = [14, 63, 64, 65, 66, 67].map((day) => START_MS + day * DAY);
      await upload(
        ada,
        days.filter(({ open_time }) => !lost.includes(open_time)),
      );
      expect(await qualityOf('STOCK')).toMatchObject({
        session_zone: 'UTC',
        closed_days: 1,
        gaps: {
          count: 1,
          missing_bars: 5,
          items: [{ from: '2024-03-04T00:00:00.000Z', to: '2024-03-09T00:00:00.000Z' }],
        },
      });
    });
  });

  describe('of an imported file', () => {
    it('tells what was wrong with its rows', async () => {
      const bars = randomWalk('FILE', 500);
      const lines = csvOf(bars).trimEnd().split('\n');
      const [head, ...rows] = lines;
      // The third row breaks a rule, the tenth stands late, and the last ten stand there twice.
      rows[2] = `${bars[2]!.open_time},1,1,2,1,1`;
      rows.splice(20, 0, ...rows.splice(9, 1));
      const bytes = [head, ...rows, ...rows.slice(-10)].join('\n');
      const done = await importFile(ada, { name: 'file.csv', bytes }, { symbol: 'FILE' });
      expect(done).toMatchObject({ status: 'COMPLETED', rows_rejected: 1, duplicate_count: 10 });
      expect(await qualityOf('FILE')).toMatchObject({
        bars: 499,
        duplicates: 10,
        out_of_order: 2,
        violations: { stored: 0, rejected: 1, reasons: { 'high-not-highest': 1 } },
        gaps: { count: 1, missing_bars: 1 },
        // 1 of 500 rows, a hundredfold; 10 of 509, tenfold.
        parts: { violations: 80, duplicates: 80.35 },
      });
    });

    const dirty = (symbol: string) => {
      const rows = csvOf(randomWalk(symbol, 500)).trimEnd().split('\n');
      rows[3] = `${START_MS + 2 * HOUR},1,1,2,1,1`;
      return rows.join('\n');
    };
    const rejectedOf = async (symbol: string) => {
      const { violations, parts } = await qualityOf(symbol);
      return [violations.rejected, parts.violations];
    };

    it('forgets what was wrong when its bars are gone', async () => {
      await importFile(ada, { name: 'a.csv', bytes: dirty('GONE') }, { symbol: 'GONE' });
      expect(await rejectedOf('GONE')).toEqual([1, 80]);
      const admin = await app.session('admin');
      const { body } = await admin.delete('/kline/GONE');
      expect(body.data).toMatchObject({ removed_count: 499 });
      const good = csvOf(without(randomWalk('GONE', 500), 2));
      await importFile(ada, { name: 'b.csv', bytes: good }, { symbol: 'GONE' });
      expect(await rejectedOf('GONE')).toEqual([0, 100]);
    });

    it('forgets it when its range goes, and others stay', async () => {
      await upload(ada, randomWalk('PART', 600).slice(500));
      await importFile(ada, { name: 'a.csv', bytes: dirty('PART') }, { symbol: 'PART' });
      const admin = await app.session('admin');
      await admin.delete(`/kline/PART?timeframe=1h&end_date=${at(499)}`);
      // One of 102, a hundredfold.
      expect(await rejectedOf('PART')).toEqual([1, 1.96]);
      await admin.delete(`/kline/PART?timeframe=1h&end_date=${at(500)}`);
      expect(await rejectedOf('PART')).toEqual([0, 100]);
      await upload(ada, randomWalk('PART', 500));
      expect(await rejectedOf('PART')).toEqual([0, 100]);
    });

    it('forgets it when a later import brings the rows of its range', async () => {
      await importFile(ada, { name: 'a.csv', bytes: dirty('MENDED') }, { symbol: 'MENDED' });
      const part = csvOf(randomWalk('MENDED', 600).slice(400));
      await importFile(ada, { name: 'b.csv', bytes: part }, { symbol: 'MENDED' });
      expect((await rejectedOf('MENDED'))[0]).toBe(1);
      const whole = csvOf(randomWalk('MENDED', 500));
      await importFile(ada, { name: 'c.csv', bytes: whole }, { symbol: 'MENDED' });
      expect(await rejectedOf('MENDED')).toEqual([0, 100]);
    });

    const index = isHere(INDEX) ? it : it.skip;

    index('forgets the rows of a real one', async () => {
      const file = { name: 'index.csv', bytes: readFileSync(INDEX) };
      const fields = { symbol: 'DQ', timeframe: '1d' };
      expect((await importFile(ada, file, fields)).rows_rejected).toBe(7);
      expect(await qualityOf('DQ')).toMatchObject({ bars: 2554, score: 93.91 });
      const { text } = await ada.get('/kline/DQ?timeframe=1d').set('Accept', 'text/csv');
      await (await app.session('admin')).delete('/kline/DQ');
      const good = await importFile(ada, { name: 'good.csv', bytes: text }, fields);
      expect([good.rows_rejected, good.rows_written]).toEqual([0, 2554]);
      expect(await qualityOf('DQ')).toMatchObject({ bars: 2554, violations: { rejected: 0 } });
      expect((await qualityOf('DQ')).score).toBeGreaterThan(93.91);
    });

    const real = isHere(MINUTES) ? it : it.skip;

    real(
      'finds the hole of real minutes, and warns of it',
      async () => {
        const bytes = readFileSync(MINUTES);
        const fields = { symbol: 'BTCUSDT', timeframe: '1m' };
        const done = await importFile(ada, { name: 'BTC_USDT-1m.json.gz', bytes }, fields);
        expect(done.rows_written).toBe(42_915);
        const quality = await qualityOf('BTCUSDT');
        expect(quality.gaps).toMatchObject({
          count: 1,
          missing_bars: 284,
          missing_share: 284 / 43_199,
          items: [{ from: '2021-04-25T04:01:00.000Z', to: '2021-04-25T08:45:00.000Z' }],
        });
        expect(quality.score).toBe(99.34);
        const { warnings } = await run({
          symbol: 'BTCUSDT',
          timeframe: '1m',
          start_date: '2021-04-25',
          end_date: '2021-04-25',
        });
        expect(warnings).toMatchObject([
          { code: 'data_gaps', values: { gaps: 1, missing_bars: 284, missing_share: 284 / 1440 } },
        ]);
        const resampled = await run({
          symbol: 'BTCUSDT',
          start_date: '2021-04-24',
          end_date: '2021-04-26',
        });
        // The hours are built of minutes, whose gap it is.
        expect(gapsOf(resampled)).toMatchObject([
          { values: { timeframe: '1m', gaps: 1, missing_bars: 284, missing_share: 284 / 4320 } },
        ]);
      },
      120_000,
    );
  });

  describe('that cannot be told', () => {
    const problemOf = async (path: string) => {
      const { status, body } = await ada.get(path);
      return [status, body.error?.code];
    };

    it('is refused with the reason', async () => {
      await upload(ada, randomWalk('BOTH', 50, '1h'));
      await upload(ada, randomWalk('BOTH', 50, '1d'));
      expect(await problemOf('/kline/NONE/quality')).toEqual([404, 'kline/symbol-unknown']);
      expect(await problemOf('/kline/BOTH/quality')).toEqual([422, 'kline/timeframe-needed']);
      const { body } = await ada.get('/kline/BOTH/quality');
      expect(body.error.hint).toBe('Give timeframe: one of 1h, 1d.');
      expect(await problemOf('/kline/BOTH/quality?timeframe=4h')).toEqual([
        404,
        'kline/timeframe-not-stored',
      ]);
      expect(await problemOf('/kline/BOTH/quality?timeframe=1d')).toEqual([200, undefined]);
      const backwards = '?timeframe=1d&start_date=2024-02-01&end_date=2024-01-01';
      expect(await problemOf(`/kline/BOTH/quality${backwards}`)).toEqual([
        422,
        'kline/range-invalid',
      ]);
    });
  });
});
