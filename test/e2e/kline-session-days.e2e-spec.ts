import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload, type WireBar } from '../support/bars.js';
import { csvOf, importFile, sendFile } from '../support/imports.js';
import { isHere } from '../support/is-here.js';
import type { Session } from '../support/session.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NEW_YORK = { session_zone: 'America/New_York', day_start: '17:00' };
const TSLA = new URL('../../../shared/data/tradingview/BATS_TSLA, 1D.csv', import.meta.url);

// Days of 2024 from `from` on that open at an hour of UTC in winter, and an hour before that in summer, as in New York.
function days(from: string, count: number, winterHour: number): WireBar[] {
  const first = Date.parse(from);
  return randomWalk('X', count, '1d').map((bar, i) => {
    const day = first + i * DAY;
    const isSummer = day >= Date.UTC(2024, 2, 10) && day < Date.UTC(2024, 10, 3);
    return { ...bar, open_time: day + (winterHour - (isSummer ? 1 : 0)) * HOUR };
  });
}

const fileOf = (bars: WireBar[]) => ({ name: 'days.csv', bytes: csvOf(bars) });

describe('days of a session that are brought', () => {
  let app: TestApp;
  let trader: Session;
  let admin: Session;

  beforeAll(async () => {
    app = await startApp();
    [trader, admin] = [await app.session('trader'), await app.session('admin')];
  }, 60_000);

  afterAll(() => app?.close());

  const csv = async (symbol: string) =>
    (await trader.get(`/kline/${symbol}?timeframe=1d`).set('Accept', 'text/csv')).text;
  const settingsOf = async (symbol: string) => {
    const { session_zone, day_start } = (
      await trader.get(`/kline/${encodeURIComponent(symbol)}/settings`)
    ).body.data;
    return `${session_zone} ${day_start}`;
  };
  const importDays = (symbol: string, bars: WireBar[], session = trader) =>
    importFile(session, fileOf(bars), { symbol, timeframe: '1d' });

  (isHere(TSLA) ? describe : describeMissing)('by a real file, and its last 20 lines', () => {
    const lines = isHere(TSLA) ? readFileSync(TSLA, 'utf8').trimEnd().split(/\r?\n/) : [];
    const part = (from: number, to?: number) => ({
      name: 'BATS_TSLA, 1D.csv',
      bytes: [lines[0], ...lines.slice(1).slice(from, to)].join('\n'),
    });
    const [all, last] = [() => part(0), () => part(-20)];
    const fields = (symbol: string) => ({ symbol, timeframe: '1d' });

    it('take the session that the first file showed', async () => {
      const first = await importFile(trader, part(0, -20), fields('TSLA/1'));
      expect([first.status, first.rows_written]).toEqual(['COMPLETED', 3148]);
      const next = await importFile(trader, last(), fields('TSLA/1'));
      expect(next).toMatchObject({ status: 'COMPLETED', inserted_count: 20, rows_rejected: 0 });
      expect(next.found).toMatchObject({ session_zone: 'America/New_York', day_start: '09:30' });
      expect(next.found.notes).toContain(
        'Days start at 09:30 in America/New_York, as is known of the symbol.',
      );
      const again = await importFile(trader, last(), fields('TSLA/1'));
      expect(again).toMatchObject({ status: 'COMPLETED', unchanged_count: 20, version: null });
    });

    it('take the session that a later file shows, and move what is stored', async () => {
      const first = await importFile(trader, last(), fields('TSLA/2'));
      expect([first.rows_written, first.first]).toEqual([20, '2022-12-29T14:30:00.000Z']);
      expect(await settingsOf('TSLA/2')).toBe('UTC 14:30');
      const query = '?dry_run=true';
      const dry = (await sendFile(trader, all(), fields('TSLA/2'), query)).body.data;
      expect(dry).toMatchObject({ inserted_count: 3148, unchanged_count: 20, problems: [] });
      const { body: before } = await trader.get('/kline/TSLA%2F2?timeframe=1d');
      expect([before.data.total, before.data.items[0].open_time]).toEqual([20, first.first]);
      const whole = await importFile(trader, all(), fields('TSLA/2'));
      expect(whole).toMatchObject({
        status: 'COMPLETED',
        inserted_count: 3148,
        unchanged_count: 20,
        rows_rejected: 0,
        version: 3,
      });
      expect(whole.found.notes).toContain(
        'The 20 bars that are stored are stamped with their dates, too.',
      );
      expect(await settingsOf('TSLA/2')).toBe('America/New_York 09:30');
      expect(await csv('TSLA%2F2')).toBe(await csv('TSLA%2F1'));
      const [second, first1] = await Promise.all(
        ['TSLA%2F2', 'TSLA%2F1'].map(
          async (name) =>
            (await trader.get(`/kline/${name}/versions?timeframe=1d`)).body.data.items,
        ),
      );
      expect(
        second.map((each: any) => [each.version, each.inserted_count, each.deleted_count]),
      ).toEqual([
        [3, 3148, 0],
        [2, 20, 20],
        [1, 20, 0],
      ]);
      expect(second[0].content_hash).toBe(first1[0].content_hash);
    });
  });

  it('are days of a session that was set before, on either side of a change of clocks', async () => {
    await admin.put('/kline/FX/settings', NEW_YORK);
    const [summer, winter] = [days('2024-09-02', 20, 22), days('2024-11-11', 20, 22)];
    expect(await importDays('FX', summer)).toMatchObject({
      rows_written: 20,
      first: '2024-09-03T00:00:00.000Z',
      found: NEW_YORK,
    });
    expect(await importDays('FX', winter)).toMatchObject({ rows_written: 20, rows_rejected: 0 });
    expect((await csv('FX')).split('\r\n')[1]).toMatch(/^2024-09-03T00:00:00.000Z,/);
  });

  it('are the same by a file, by an upload, and under their dates', async () => {
    const bars = days('2024-02-20', 40, 22);
    for (const symbol of ['BY/FILE', 'BY/UPLOAD', 'BY/DATE']) {
      await admin.put(`/kline/${encodeURIComponent(symbol)}/settings`, NEW_YORK);
    }
    const uploaded = (symbol: string, sent: WireBar[]) =>
      trader.post(
        '/kline/upload',
        sent.map((bar) => ({ ...bar, symbol })),
      );
    await importDays('BY/FILE', bars);
    const { data } = (await uploaded('BY/UPLOAD', bars)).body;
    expect([data.inserted_count, data.rejected]).toEqual([40, []]);
    const dated = bars.map((bar) => ({
      ...bar,
      open_time: Math.ceil(bar.open_time / DAY) * DAY,
    }));
    await uploaded('BY/DATE', dated);
    const file = await csv('BY%2FFILE');
    expect(file.split('\r\n')[1]).toMatch(/^2024-02-21T00:00:00.000Z,/);
    expect(await csv('BY%2FUPLOAD')).toBe(file);
    expect(await csv('BY%2FDATE')).toBe(file);
    const again = (await uploaded('BY/DATE', bars)).body.data;
    expect([again.inserted_count, again.updated_count]).toEqual([0, 0]);
  });

  it('are taken as the api gave them: built days of a year, and weeks', async () => {
    await upload(trader, randomWalk('HOURS', 300 * 24));
    for (const symbol of ['HOURS', 'COPY']) {
      await admin.put(`/kline/${symbol}/settings`, NEW_YORK);
    }
    for (const timeframe of ['1d', '1w', '1M']) {
      const { data } = (await trader.get(`/kline/HOURS?timeframe=${timeframe}`)).body;
      const items = data.items.map((bar: any) => ({ ...bar, symbol: 'COPY' }));
      expect(items.length).toBeGreaterThan(8);
      const { body } = await trader.post('/kline/upload', items);
      expect([timeframe, body.data.inserted_count, body.data.rejected]).toEqual([
        timeframe,
        items.length,
        [],
      ]);
      const copied = (await trader.get(`/kline/COPY?timeframe=${timeframe}`)).body.data.items;
      expect(copied.map(({ close }: any) => close)).toEqual(items.map(({ close }: any) => close));
      expect(copied.every(({ open_time }: any) => open_time.endsWith('T00:00:00.000Z'))).toBe(true);
    }
  });

  it('of both sides of a change show their zone together, where neither does alone', async () => {
    await importDays('SIDES', days('2024-01-08', 20, 22));
    expect(await settingsOf('SIDES')).toBe('UTC 22:00');
    const done = await importDays('SIDES', days('2024-05-06', 20, 22));
    expect(done).toMatchObject({ status: 'COMPLETED', rows_written: 20, found: NEW_YORK });
    expect(await settingsOf('SIDES')).toBe('America/New_York 17:00');
  });

  it('move at an upload, too, when the session was set in between', async () => {
    const sent = (bars: WireBar[]) =>
      trader.post(
        '/kline/upload',
        bars.map((bar) => ({ ...bar, symbol: 'LATE' })),
      );
    await sent(days('2024-01-08', 20, 22));
    await admin.put('/kline/LATE/settings', NEW_YORK);
    const { data } = (await sent(days('2024-05-06', 20, 22))).body;
    expect([data.inserted_count, data.rejected]).toEqual([20, []]);
    expect((await csv('LATE')).split('\r\n')[1]).toMatch(/^2024-01-09T00:00:00.000Z,/);
  });

  it('move for the owner of the stored ones and for admins only, and never what was set', async () => {
    const other = await app.session('trader', 'bob');
    await importDays('OWNED', days('2024-01-08', 20, 22));
    const refused = await importDays('OWNED', days('2024-05-06', 20, 22), other);
    expect([refused.status, refused.rows_rejected]).toEqual(['FAILED', 20]);
    await admin.put('/kline/OWNED/settings', { session_zone: 'UTC', day_start: '22:00' });
    const done = await importDays('OWNED', days('2024-05-06', 20, 22), admin);
    expect([done.status, done.rows_written]).toEqual(['COMPLETED', 20]);
    expect(await settingsOf('OWNED')).toBe('UTC 22:00');
  });

  it('are refused with the name of the session where they do not fit it', async () => {
    await admin.put('/kline/ODD/settings', NEW_YORK);
    await importDays('ODD', days('2024-01-08', 20, 22));
    const refused = await importDays('ODD', days('2024-02-05', 20, 15));
    expect(refused).toMatchObject({ status: 'FAILED', error: { code: 'kline/import-no-rows' } });
    const said =
      '20 off the grid of 1d bars, which open at 17:00 America/New_York. Where days start elsewhere, set session_zone and day_start with PUT kline/{symbol}/settings. Send timezone where times are local.';
    expect(refused.error.message).toBe(
      `None of the 20 rows can be stored: open_time must lie on the grid of the series. ${said}`,
    );
    expect(refused.found.notes).toContain(said);
    const { body } = await trader.post(
      '/kline/upload',
      days('2024-02-05', 2, 15).map((bar) => ({ ...bar, symbol: 'ODD' })),
    );
    expect(body.data.notes).toEqual([`ODD: ${said.replace('20', '2')}`]);
    const query = '?dry_run=true';
    const fields = { symbol: 'ODD', timeframe: '1d' };
    const dry = await sendFile(trader, fileOf(days('2024-02-05', 20, 15)), fields, query);
    expect(dry.body.data.problems[0].message).toContain('which open at 17:00 America/New_York');
  });
});

function describeMissing(name: string): void {
  describe(name, () => {
    it(`is NOT CHECKED: there is no ${TSLA.pathname}`, () => {
      expect(isHere(TSLA)).toBe(false);
    });
  });
}
