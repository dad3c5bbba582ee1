import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, START_MS, upload, type WireBar } from '../support/bars.js';
import { csvOf, importFile, sendFile, startImport, untilImported } from '../support/imports.js';
import type { Session } from '../support/session.js';
import { until } from '../support/until.js';

const HOUR = 3_600_000;
const louder = (bar: WireBar): WireBar => ({ ...bar, volume: bar.volume + 1 });
const file = (bars: WireBar[], name = 'bars.csv') => ({ name, bytes: csvOf(bars) });
const at = (hour: number) => new Date(START_MS + hour * HOUR).toISOString();

const part = (name: string, value: string) =>
  `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

describe('Importing a file', () => {
  let app: TestApp;
  let admin: Session;
  let ada: Session;
  let bob: Session;

  beforeAll(async () => {
    app = await startApp();
    admin = await app.session('admin');
    ada = await app.session('trader', 'ada');
    bob = await app.session('trader', 'bob');
  });

  afterAll(() => app?.close());

  const staged = async () => {
    const [row] = await app.query<{ count: number }>(
      `SELECT ((SELECT count(*) FROM import_files) + (SELECT count(*) FROM import_chunks))::int AS count`,
    );
    return row!.count;
  };
  const versionsOf = async (symbol: string) =>
    (await ada.get(`/kline/${symbol}/versions?timeframe=1h`)).body.data.items;
  const volumesOf = async (symbol: string) => {
    const { body } = await ada.get(`/kline/${symbol}?timeframe=1h&page_size=1000`);
    return body.data.items.map(({ volume }: WireBar) => volume);
  };

  /** Uploads the same bars to a series beside it, and expects both to be equal. */
  async function expectLikeUpload(symbol: string, bars: WireBar[]): Promise<void> {
    await upload(
      ada,
      bars.map((bar) => ({ ...bar, symbol: `${symbol}.UP` })),
    );
    const [imported] = await versionsOf(symbol);
    const [uploaded] = await versionsOf(`${symbol}.UP`);
    const { content_hash, count, first, last } = imported;
    expect({ content_hash, count, first, last }).toEqual({
      content_hash: uploaded.content_hash,
      count: uploaded.count,
      first: uploaded.first,
      last: uploaded.last,
    });
  }

  it.each([
    ['a plain file', 'PLAIN', 'x.csv', (text: string) => Buffer.from(text)],
    ['a gzipped file', 'GZIP', 'x.csv.gz', (text: string) => gzipSync(text)],
    ['a file of which only the form tells the symbol', 'FORM', 'x', Buffer.from],
  ])('writes and hashes the bars of %s like an upload', async (_, symbol, name, pack) => {
    const bars = randomWalk(symbol, 500);
    const done = await importFile(ada, { name, bytes: pack(csvOf(bars)) }, { symbol });
    expect(done).toMatchObject({
      status: 'COMPLETED',
      progress: 100,
      format: 'csv',
      kind: 'bars',
      symbol,
      timeframe: '1h',
      rows_read: 500,
      rows_written: 500,
      rows_rejected: 0,
      inserted_count: 500,
      version: 1,
      first: at(0),
      last: at(499),
      error: null,
    });
    await expectLikeUpload(symbol, bars);
    expect(await staged()).toBe(0);
  });

  it.each([
    ['newest first', 'FALLING', (bars: WireBar[]) => bars.toReversed(), 0],
    ['in no order', 'MIXED', (bars: WireBar[]) => [...bars.slice(50), ...bars.slice(0, 50)], 0],
    ['with whole rows twice', 'TWICE', (bars: WireBar[]) => [...bars, ...bars.slice(0, 30)], 30],
  ])('takes rows %s', async (_, symbol, arrange, duplicates) => {
    const bars = randomWalk(symbol, 200);
    const done = await importFile(ada, file(arrange(bars)), { symbol });
    expect(done).toMatchObject({
      status: 'COMPLETED',
      rows_read: 200 + duplicates,
      inserted_count: 200,
      duplicate_count: duplicates,
    });
    await expectLikeUpload(symbol, bars);
  });

  it('lets the last row of a time count', async () => {
    const bars = randomWalk('LAST', 100);
    const done = await importFile(ada, file([...bars, louder(bars[7]!)]), { symbol: 'LAST' });
    expect(done).toMatchObject({ inserted_count: 100, duplicate_count: 1 });
    expect((await volumesOf('LAST'))[7]).toBe(bars[7]!.volume + 1);
  });

  it('appends later bars, fills gaps, and leaves what it has', async () => {
    const bars = randomWalk('GROWS', 300);
    const some = [...bars.slice(0, 100), ...bars.slice(120, 200)];
    await importFile(ada, file(some), { symbol: 'GROWS' });
    const appended = await importFile(ada, file(bars.slice(200, 250)), { symbol: 'GROWS' });
    expect(appended).toMatchObject({ inserted_count: 50, unchanged_count: 0, version: 2 });
    const all = await importFile(bob, file(bars), { symbol: 'GROWS' });
    expect(all).toMatchObject({ inserted_count: 70, unchanged_count: 230, version: 3 });
    await expectLikeUpload('GROWS', bars);
    const again = await importFile(bob, file(bars), { symbol: 'GROWS' });
    expect(again).toMatchObject({ status: 'COMPLETED', rows_written: 0, version: null });
    expect((await versionsOf('GROWS')).length).toBe(3);
  });

  describe('whose rows differ from stored ones', () => {
    const bars = randomWalk('CONFLICT', 50);
    const sent = bars.map((bar, i) => (i === 3 || i === 9 ? louder(bar) : bar));

    const store = async (symbol: string) => {
      await upload(
        ada,
        bars.slice(0, 40).map((bar) => ({ ...bar, symbol })),
      );
    };
    const rowOf = (i: number) => {
      const { open, high, low, close, volume } = sent[i]!;
      return [at(i), open, high, low, close, volume].join(',');
    };
    const counts = { inserted_count: 10, unchanged_count: 38, differing_count: 2 };
    const difference = {
      time: at(3),
      stored: { volume: bars[3]!.volume, close: bars[3]!.close, trades: null },
      incoming: { volume: bars[3]!.volume + 1, close: bars[3]!.close },
    };

    it('replaces those, and keeps what they were', async () => {
      await store('REPLACE');
      const done = await importFile(ada, file(sent), { symbol: 'REPLACE' });
      expect(done).toMatchObject({ ...counts, status: 'COMPLETED', updated_count: 2 });
      expect(done.differences).toHaveLength(2);
      expect(done.differences[0]).toMatchObject(difference);
      await expectLikeUpload('REPLACE', sent);
      const [{ kept }] = await app.query<any>(
        `SELECT count(*)::int AS kept FROM kline_history
         WHERE series_id = (SELECT id FROM series WHERE symbol = 'REPLACE')
           AND (first_version, last_version) = (1, 1)`,
      );
      expect(kept).toBe(2);
    });

    it('keeps those when asked, and still writes new ones', async () => {
      await store('KEEP');
      const fields = { symbol: 'KEEP', on_conflict: 'keep' };
      const done = await importFile(ada, file(sent), fields);
      expect(done).toMatchObject({ ...counts, status: 'COMPLETED', updated_count: 0 });
      expect(done.differences[0]).toMatchObject(difference);
      await expectLikeUpload('KEEP', bars);
    });

    it('fails when asked, and writes nothing', async () => {
      await store('FAIL');
      const done = await importFile(ada, file(sent), { symbol: 'FAIL', on_conflict: 'fail' });
      expect(done).toMatchObject({
        status: 'FAILED',
        rows_written: 0,
        inserted_count: 0,
        differing_count: 2,
        error: { code: 'kline/import-conflict' },
      });
      expect(done.differences).toHaveLength(2);
      expect(await volumesOf('FAIL')).toEqual(bars.slice(0, 40).map(({ volume }) => volume));
      const same = await importFile(ada, file(bars), { symbol: 'FAIL', on_conflict: 'fail' });
      expect(same).toMatchObject({ status: 'COMPLETED', inserted_count: 10 });
    });

    it('rejects those of a series of somebody else, unless an admin sends them', async () => {
      await store('OTHERS');
      const id = await startImport(bob, file(sent), { symbol: 'OTHERS' });
      await until(
        async () => (await bob.get(`/kline/imports/${id}`)).body.data.status !== 'PENDING',
      );
      const { body } = await bob.get(`/kline/imports/${id}`);
      expect(body.data.import_id).toBe(id);
      const done = await importFile(bob, file(sent), { symbol: 'OTHERS' });
      expect(done).toMatchObject({ rows_rejected: 2, updated_count: 0, differing_count: 2 });
      const rejected = await bob.get(`/kline/imports/${done.import_id}/rejected`);
      expect(rejected.body.data.items).toEqual([
        { line: 5, reason: 'others-bar', row: rowOf(3), problem: expect.stringMatching('admin') },
        { line: 11, reason: 'others-bar', row: rowOf(9), problem: expect.stringMatching('admin') },
      ]);
      const byAdmin = await importFile(admin, file(sent), { symbol: 'OTHERS' });
      expect(byAdmin).toMatchObject({ updated_count: 2, rows_rejected: 0 });
    });

    it('fails when each differs from a bar of somebody else, and says so', async () => {
      await store('ALL.OTHERS');
      const louderOnes = file(bars.slice(0, 40).map(louder));
      const dry = await sendFile(bob, louderOnes, { symbol: 'ALL.OTHERS' }, '?dry_run=true');
      expect(dry.body.data.problems).toMatchObject([{ code: 'kline/import-no-rows' }]);
      const done = await importFile(bob, louderOnes, { symbol: 'ALL.OTHERS' });
      expect(done).toMatchObject({ status: 'FAILED', rows_rejected: 40, differing_count: 40 });
      expect(done.error.code).toBe('kline/import-no-rows');
      expect(done.error.message).toMatch(/^None of the 40 rows can be stored: .* another user/);
      const kept = { symbol: 'ALL.OTHERS', on_conflict: 'keep' };
      expect(await importFile(bob, louderOnes, kept)).toMatchObject({ status: 'COMPLETED' });
      const mixed = file(bars.map((bar, i) => (i < 40 ? louder(bar) : bar)));
      const some = await importFile(bob, mixed, { symbol: 'ALL.OTHERS' });
      expect(some).toMatchObject({ status: 'COMPLETED', inserted_count: 10, rows_rejected: 40 });
    });
  });

  describe('with rows that cannot be stored', () => {
    const bars = randomWalk('REJECT', 60);
    const lines = csvOf(bars).split('\n');
    lines[3] = lines[3]!.replace(/,[^,]+,/, ',-5,');
    lines[5] = 'not,a,row';
    lines[8] = `${START_MS + 7 * HOUR + 7},1,1,1,1,1`;
    const sent = { name: 'reject.csv', bytes: lines.join('\n') };
    const listed = [
      { line: 4, reason: 'price-not-positive' },
      { line: 6, reason: expect.any(String) },
      { line: 9, reason: 'open-time-off-grid' },
    ];

    it('lists them page by page and as CSV', async () => {
      const done = await importFile(ada, sent, { symbol: 'REJECT' });
      expect(done).toMatchObject({ status: 'COMPLETED', rows_read: 60, rows_rejected: 3 });
      expect(done.rows_written).toBe(57);
      const path = `/kline/imports/${done.import_id}/rejected`;
      const { body } = await ada.get(`${path}?page_size=2&page=2`);
      expect(body.data).toMatchObject({ total: 3, pages: 2, items: [listed[2]] });
      expect(body.data).toMatchObject({ rows_rejected: 3, complete: true });
      const all = await ada.get(path);
      expect(all.body.data.items).toMatchObject(listed);
      const csv = await ada.get(path).set('Accept', 'text/csv');
      expect(csv.headers['content-type']).toMatch('text/csv');
      expect(csv.text.split('\r\n')[0]).toBe('line,reason,row,problem');
      expect(csv.text.split('\r\n').filter(Boolean)).toHaveLength(4);
    });

    it('tells how many there are where not all are listed', async () => {
      const done = await importFile(ada, sent, { symbol: 'REJECT' });
      await app.query('DELETE FROM import_rejections WHERE import_id = $1 AND number > 0', [
        done.import_id,
      ]);
      const { body } = await ada.get(`/kline/imports/${done.import_id}/rejected`);
      expect(body.data).toMatchObject({ total: 1, rows_rejected: 3, complete: false });
    });

    it('writes no formulas into CSV', async () => {
      const evil = [...lines.slice(0, 4), '=cmd|calc,1,1,1,1,1', ...lines.slice(4)].join('\n');
      const done = await importFile(ada, { name: 'x.csv', bytes: evil }, { symbol: 'REJECT' });
      const path = `/kline/imports/${done.import_id}/rejected`;
      const csv = await ada.get(path).set('Accept', 'text/csv');
      expect(csv.text).toContain(`"'=cmd|calc,1,1,1,1,1"`);
      const { body } = await ada.get(path);
      expect(body.data.items[1].row).toBe('=cmd|calc,1,1,1,1,1');
    });

    it('says in the language asked for why they were left out', async () => {
      const done = await importFile(ada, sent, { symbol: 'REJECT' });
      const path = `/kline/imports/${done.import_id}/rejected`;
      const { body } = await ada.get(path).set('Accept-Language', 'zh');
      expect(body.data.items[0].problem).toBe('价格必须大于 0');
      const english = await ada.get(path);
      expect(english.body.data.items[0].problem).toBe('prices must be greater than 0');
    });

    it('tells them and all else in a dry run, and writes nothing', async () => {
      await upload(
        ada,
        bars.slice(20, 30).map((bar) => louder({ ...bar, symbol: 'DRY' })),
      );
      const { status, body } = await sendFile(ada, sent, { symbol: 'DRY' }, '?dry_run=true');
      expect(status).toBe(200);
      expect(body.data).toMatchObject({
        found: { format: 'csv', kind: 'bars', symbol: 'DRY', timeframe: '1h', timezone: 'UTC' },
        rows_read: 60,
        rows_rejected: 3,
        inserted_count: 47,
        updated_count: 10,
        differing_count: 10,
        rejected: listed,
        complete: true,
        problems: [],
      });
      expect(body.data.rows).toHaveLength(10);
      expect(body.data.rows[0]).toMatchObject({ line: 2, time: at(0), figures: { open: 100 } });
      expect((await versionsOf('DRY')).length).toBe(1);
      const unknown = await sendFile(ada, sent, { symbol: 'NEVER' }, '?dry_run=true');
      expect(unknown.body.data.inserted_count).toBe(57);
      expect(await app.query(`SELECT 1 FROM series WHERE symbol = 'NEVER'`)).toEqual([]);
      expect(await staged()).toBe(0);
    });

    it('says in a dry run of a very long file that it looked at the first rows', async () => {
      const row = (i: number) => `${START_MS + i * 60_000},5,7,4,6,1\n`;
      const bytes = gzipSync(Array.from({ length: 1_050_000 }, (_, i) => row(i)).join(''));
      const fields = { symbol: 'LONG', timeframe: '1m' };
      const { body } = await sendFile(ada, { name: 'x.csv.gz', bytes }, fields, '?dry_run=true');
      expect(body.data.complete).toBe(false);
      expect(body.data.rows_read).toBeGreaterThanOrEqual(1_000_000);
      expect(body.data.rows_read).toBeLessThan(1_050_000);
      expect(body.data.inserted_count).toBe(body.data.rows_read);
    });

    it('fails when that is all of them', async () => {
      const broken = bars.map((bar) => ({ ...bar, low: bar.high * 2 }));
      const done = await importFile(ada, file(broken), { symbol: 'NONE' });
      expect(done).toMatchObject({ status: 'FAILED', rows_rejected: 60 });
      expect(done.error.code).toBe('kline/import-no-rows');
      expect(done.error.message).toBe(
        'None of the 60 rows can be stored: high must be the highest price.',
      );
      const { body } = await ada.get(`/kline/imports/${done.import_id}/rejected`);
      expect(body.data.total).toBe(60);
    });
  });

  it('refuses a file that says too much twice, as two symbols in one do', async () => {
    const bars = randomWalk('BOTH', 100);
    const both = [...bars, ...bars.slice(0, 20).map(louder)];
    const done = await importFile(ada, file(both), { symbol: 'BOTH', timeframe: '1h' });
    expect(done).toMatchObject({ status: 'FAILED', rows_written: 0 });
    expect(done.error.code).toBe('kline/import-mixed');
    const dry = await sendFile(
      ada,
      file(both),
      { symbol: 'BOTH', timeframe: '1h' },
      '?dry_run=true',
    );
    expect(dry.body.data.problems).toMatchObject([{ code: 'kline/import-mixed' }]);
  });

  it('asks for a symbol and for a timeframe that cannot be told', async () => {
    const bars = randomWalk('ASK', 3);
    const one = { name: '1.csv', bytes: csvOf(bars.slice(0, 1)) };
    const dry = await sendFile(ada, one, { symbol: 'ASK' }, '?dry_run=true');
    expect([dry.status, dry.body.error?.code]).toEqual([422, 'kline/import-timeframe-missing']);
    const done = await importFile(ada, one, { symbol: 'ASK' });
    expect(done.error).toMatchObject({ code: 'kline/import-timeframe-missing' });
    const told = await importFile(ada, one, { symbol: 'ASK', timeframe: '1h' });
    expect(told).toMatchObject({ status: 'COMPLETED', rows_written: 1 });
    const nameless = await sendFile(
      ada,
      { name: '1.csv', bytes: csvOf(bars) },
      {},
      '?dry_run=true',
    );
    expect([nameless.status, nameless.body.error?.code]).toEqual([
      422,
      'kline/import-symbol-missing',
    ]);
  });

  it.each([
    ['an empty file', '', {}, '', 400, 'kline/import-empty'],
    ['an empty file on trial', '', {}, '?dry_run=true', 400, 'kline/import-empty'],
    ['an unknown field', 'x', { sybmol: 'X' }, '', 422, 'request/invalid'],
    ['a bad symbol', 'x', { symbol: 'a b' }, '', 422, 'request/invalid'],
    ['a bad timeframe', 'x', { timeframe: '7m' }, '', 422, 'request/invalid'],
    ['a bad zone', 'x', { timezone: 'Mars/Base' }, '', 422, 'request/invalid'],
    ['columns that are no JSON', 'x', { columns: '{' }, '', 422, 'request/invalid'],
    ['an unknown column', 'x', { columns: '{"vol":1}' }, '', 422, 'request/invalid'],
    ['an unknown policy', 'x', { on_conflict: 'merge' }, '', 422, 'request/invalid'],
    ['an unknown query', 'x', {}, '?dryrun=true', 422, 'request/invalid'],
    ['what is no file of data', 'hello', {}, '?dry_run=true', 422, 'kline/import-unreadable'],
  ])('refuses %s, and keeps nothing of it', async (_, bytes, fields, query, status, code) => {
    const sent = await sendFile(ada, { name: 'x.csv', bytes }, fields as {}, query as string);
    expect([sent.status, sent.body.error?.code]).toEqual([status, code]);
    await until(async () => (await staged()) === 0);
  });

  it('refuses a form without a file, with two, and what is no form', async () => {
    const none = await ada.form('/kline/import').field('symbol', 'X');
    expect([none.status, none.body.error.details]).toEqual([
      422,
      [{ field: 'file', problem: 'is required' }],
    ]);
    const two = ada.form('/kline/import').attach('file', Buffer.from('a'), 'a');
    expect((await two.attach('file', Buffer.from('b'), 'b')).status).toBe(422);
    const other = await ada.form('/kline/import').attach('data', Buffer.from('a'), 'a');
    expect(other.body.error.details[0].field).toBe('data');
    const json = await ada.post('/kline/import', { symbol: 'X' });
    expect([json.status, json.body.error.code]).toEqual([415, 'request/form-needed']);
    expect(json.body.error.hint).toMatch('multipart/form-data with the file in the field file');
    expect((await ada.form('/kline/import')).status).toBe(422);
    await until(async () => (await staged()) === 0);
  });

  it.each([
    ['names no boundary', 'multipart/form-data', 'x', 'names no boundary'],
    ['is cut', 'multipart/form-data; boundary=b', part('symbol', 'X'), 'breaks off before its end'],
    [
      'has a field that is too long',
      'multipart/form-data; boundary=b',
      `${part('columns', 'x'.repeat(20_000))}--b--\r\n`,
      'The field columns is longer than 16384 bytes.',
    ],
    [
      'has too many fields',
      'multipart/form-data; boundary=b',
      `${Array.from({ length: 40 }, (_, i) => part(`f${i}`, 'x')).join('')}--b--\r\n`,
      'more than 32 fields',
    ],
  ])('says what is wrong with a form that %s', async (_, type, body, said) => {
    const sent = await ada.form('/kline/import').set('Content-Type', type).send(body);
    expect([sent.status, sent.body.error.code]).toEqual([400, 'request/form-malformed']);
    expect(sent.body.message).toMatch(said);
    expect(sent.body.error.hint).not.toMatch('JSON');
  });

  it('says which formats there are, in letters of any case, and other fields in words', async () => {
    const send = (fields: Record<string, string>) =>
      sendFile(ada, file(randomWalk('FIELDS', 5)), fields, '?dry_run=true');
    for (const format of ['nope', '']) {
      const { status, body } = await send({ symbol: 'FIELDS', format });
      expect([status, body.error.code]).toEqual([422, 'request/invalid']);
      expect(body.error.details).toEqual([
        { field: 'format', problem: expect.stringMatching('binance.*parquet') },
      ]);
    }
    const upper = await send({ symbol: 'FIELDS', format: 'CSV' });
    expect(upper.body.data.found.format).toBe('csv');
    const decimal = await send({ symbol: 'FIELDS', decimal: ';' }).set('Accept-Language', 'zh');
    expect(decimal.body.error.details[0].problem).toBe('必须是点（.）或逗号（,）');
    const twice = await send({ symbol: 'FIELDS' }).field('symbol', 'OTHER');
    expect(twice.body.error.details).toEqual([{ field: 'symbol', problem: 'must be sent once' }]);
  });

  it('shows imports to their user, to viewers and to admins', async () => {
    const viewer = await app.session('viewer');
    const done = await importFile(ada, file(randomWalk('MINE', 5)), { symbol: 'MINE' });
    const path = `/kline/imports/${done.import_id}`;
    for (const session of [ada, viewer, admin]) expect((await session.get(path)).status).toBe(200);
    for (const part of ['', '/rejected']) {
      const { status, body } = await bob.get(`${path}${part}`);
      expect([status, body.error.code]).toEqual([404, 'kline/import-not-found']);
    }
    expect((await bob.post(`${path}/stop`)).status).toBe(404);
    expect((await viewer.post(`${path}/stop`)).status).toBe(403);
    expect((await sendFile(viewer, file(randomWalk('MINE', 5)))).status).toBe(403);
    expect((await sendFile(app.anonymous(), file(randomWalk('MINE', 5)))).status).toBe(401);
    const late = await ada.post(`${path}/stop`);
    expect([late.status, late.body.error.code]).toEqual([400, 'kline/import-not-stoppable']);
    const list = await ada.get('/kline/imports?symbol=MINE&status=COMPLETED&page_size=5');
    expect(list.body.data).toMatchObject({ total: 1, items: [{ import_id: done.import_id }] });
    expect((await bob.get('/kline/imports?symbol=MINE')).body.data.total).toBe(0);
  });

  it('stamps days of a zone by their dates, and keeps the zone where none is set', async () => {
    const bars = Array.from({ length: 60 }, (_, i) => {
      const day = Date.UTC(2024, 1, 1 + i);
      const opens = day + (day <= Date.UTC(2024, 2, 10) ? 5 : 4) * HOUR;
      return { ...randomWalk('ZONE', 1)[0]!, open_time: opens };
    });
    const fields = { timeframe: '1d', timezone: 'America/New_York' };
    const done = await importFile(ada, file(bars), { symbol: 'ZONE', ...fields });
    expect(done).toMatchObject({
      status: 'COMPLETED',
      rows_written: 60,
      first: '2024-02-01T00:00:00.000Z',
      found: { session_zone: 'America/New_York', day_start: '00:00' },
    });
    const zoneOf = async (symbol: string) =>
      (await ada.get(`/kline/${symbol}/settings`)).body.data.session_zone;
    expect(await zoneOf('ZONE')).toBe('America/New_York');
    await admin.put('/kline/ZONE.SET/settings', { session_zone: 'Asia/Tokyo' });
    await importFile(ada, file(bars), { symbol: 'ZONE.SET', ...fields });
    expect(await zoneOf('ZONE.SET')).toBe('Asia/Tokyo');
  });

  it('lets the zone of times say how the days of a symbol lie only where there are no bars yet', async () => {
    const hours = csvOf(randomWalk('HOURS', 72)).replaceAll(/^\d+/gm, (ms) =>
      new Date(Number(ms)).toISOString().slice(0, 19),
    );
    const tokyo = { name: 'tokyo.csv', bytes: hours };
    const asked = { symbol: 'HOURS', timezone: 'Asia/Tokyo' };
    const zoneOf = async (symbol: string) =>
      (await ada.get(`/kline/${symbol}/settings`)).body.data.session_zone;
    await importFile(ada, file(randomWalk('HOURS', 24)), { symbol: 'HOURS' });
    expect(await importFile(bob, tokyo, asked)).toMatchObject({ status: 'COMPLETED' });
    expect(await zoneOf('HOURS')).toBe('UTC');
    expect(await importFile(ada, tokyo, asked)).toMatchObject({ status: 'COMPLETED' });
    expect(await zoneOf('HOURS')).toBe('UTC');
    await importFile(bob, tokyo, { ...asked, symbol: 'HOURS.NEW' });
    expect(await zoneOf('HOURS.NEW')).toBe('Asia/Tokyo');
  });

  it('takes funding rates at their exact times', async () => {
    const rates = Array.from({ length: 20 }, (_, i) => ({
      time: START_MS + i * 8 * HOUR + 3,
      rate: (i - 10) / 100_000,
    }));
    const bytes = `fundingTime,fundingRate\n${rates.map(({ time, rate }) => `${time},${rate}`).join('\n')}\n`;
    const done = await importFile(ada, { name: 'funding.csv', bytes }, { symbol: 'PERP' });
    expect(done).toMatchObject({ status: 'COMPLETED', kind: 'funding', rows_written: 20 });
    const { body } = await ada.get('/kline/PERP/funding?page_size=100');
    expect(body.data.items.map((each: any) => [Date.parse(each.time), each.rate])).toEqual(
      rates.map(({ time, rate }) => [time, rate]),
    );
    const again = await importFile(bob, { name: 'funding.csv', bytes }, { symbol: 'PERP' });
    expect(again).toMatchObject({ unchanged_count: 20, rows_written: 0, version: null });
  });

  describe('of splits and dividends', () => {
    const factors =
      '20140507,0.8880899,0.1428571,592.33\n20140606,0.8926424,0.1428571,645.57\n20501231,1,1,0\n';
    const prices =
      'Date,Open,High,Low,Close,Volume\n2014-06-05,646.2,649.37,642.61,647.35,7000\n2014-06-06,649.9,651.26,644.47,645.57,7000\n2014-06-09,92.7,93.88,91.75,93.7,7000\n';
    const factorFile = { name: 'aapl.csv', bytes: factors };
    const priceFile = { name: 'raw.csv', bytes: prices };

    it('stores the factors of a symbol, which then make raw prices comparable', async () => {
      const fields = { symbol: 'SPLIT', adjust: 'true' };
      const early = await importFile(ada, priceFile, fields);
      expect(early).toMatchObject({
        status: 'FAILED',
        error: { code: 'kline/adjustments-missing' },
      });
      const dry = await sendFile(ada, factorFile, { symbol: 'SPLIT' }, '?dry_run=true');
      expect(dry.body.data).toMatchObject({ inserted_count: 3, found: { kind: 'adjustments' } });
      expect(dry.body.data.rows[0].figures).toMatchObject({ split_factor: 0.1428571 });
      expect((await ada.get('/kline/SPLIT/adjustments')).body.data.total).toBe(0);
      const stored = await importFile(ada, factorFile, { symbol: 'SPLIT' });
      expect(stored).toMatchObject({ status: 'COMPLETED', kind: 'adjustments', rows_written: 3 });
      const { body } = await ada.get('/kline/SPLIT/adjustments');
      expect(body.data.items[0]).toEqual({
        date: '2014-05-07',
        kind: 'factors',
        split_factor: 0.1428571,
        price_factor: 0.8880899,
        dividend: null,
        reference_price: 592.33,
        ticker: null,
        exchange: null,
      });
      expect(await importFile(ada, priceFile, fields)).toMatchObject({ status: 'COMPLETED' });
      const bars = (await ada.get('/kline/SPLIT?timeframe=1d')).body.data.items;
      expect(bars.map(({ close }: WireBar) => close)).toEqual([
        expect.closeTo(647.35 * 0.8926424 * 0.1428571, 9),
        expect.closeTo(645.57 * 0.8926424 * 0.1428571, 9),
        93.7,
      ]);
      expect(bars[0].volume).toBeCloseTo(7000 / 0.1428571, 6);
    });

    it('takes the factors together with the prices, both or none', async () => {
      const send = async (symbol: string, factorBytes: string) => {
        const form = ada.form('/kline/import').field('symbol', symbol);
        const { body } = await form
          .attach('factors', Buffer.from(factorBytes), 'aapl.csv')
          .attach('file', Buffer.from(prices), 'raw.csv');
        return untilImported(ada, body.data.import_id);
      };
      expect(await send('TOGETHER', factors)).toMatchObject({ status: 'COMPLETED', rows_read: 3 });
      const bars = (await ada.get('/kline/TOGETHER?timeframe=1d')).body.data.items;
      expect(bars[1].close).toBeCloseTo(645.57 * 0.8926424 * 0.1428571, 9);
      expect((await ada.get('/kline/TOGETHER/adjustments')).body.data.total).toBe(3);
      const unfit = await send('UNFIT', prices);
      expect(unfit.error).toMatchObject({ code: 'kline/import-factors-unfit' });
      const broken = await send('UNFIT', 'x\0\0\0\0');
      expect(broken.error).toMatchObject({
        code: 'kline/import-factors-unreadable',
        details: [{ field: 'factors' }],
      });
      expect(broken.error.message).toMatch('of the field factors');
      const uncovered = await send('UNFIT', 'date,dividend\n2014-08-07,0.47\n');
      expect(uncovered.error).toMatchObject({ code: 'kline/dividend-uncovered' });
      expect((await ada.get('/kline/UNFIT/adjustments')).body.data.total).toBe(0);
      expect(await staged()).toBe(0);
    });

    it('lists the text of events that cannot be', async () => {
      const bytes = 'date,split,dividend\n2014-06-06,,1.5\n2014-06-09,-7,\n';
      const done = await importFile(ada, { name: 'events.csv', bytes }, { symbol: 'ODD' });
      const { body } = await ada.get(`/kline/imports/${done.import_id}/rejected`);
      expect(body.data.items).toMatchObject([
        { line: 3, reason: 'adjustment-invalid', row: '2014-06-09,,-7,,' },
      ]);
    });

    it('takes no factors without prices, nor two files of them', async () => {
      const form = () => ada.form('/kline/import').attach('factors', Buffer.from(factors), 'a');
      expect((await form()).body.error.details[0].field).toBe('file');
      const two = form().attach('factors', Buffer.from(factors), 'b');
      expect((await two.attach('file', Buffer.from(prices), 'c')).status).toBe(422);
      await until(async () => (await staged()) === 0);
    });

    it('makes raw prices comparable by splits and dividends alone', async () => {
      const bytes = 'date,split,dividend\n2014-06-06,,1.5\n2014-06-09,7:1,\n';
      await importFile(ada, { name: 'events.csv', bytes }, { symbol: 'EVENTS' });
      const fields = { symbol: 'EVENTS', adjust: 'true' };
      expect(await importFile(ada, priceFile, fields)).toMatchObject({ rows_read: 3 });
      const bars = (await ada.get('/kline/EVENTS?timeframe=1d')).body.data.items;
      expect(bars.map(({ close }: WireBar) => close)).toEqual([
        expect.closeTo((647.35 - 1.5) / 7, 9),
        expect.closeTo(645.57 / 7, 9),
        93.7,
      ]);
      expect(bars.map(({ volume }: WireBar) => Math.round(volume))).toEqual([49_000, 49_000, 7000]);
    });

    it('refuses a dividend beyond the file, and writes nothing', async () => {
      const bytes = 'date,dividend\n2014-08-07,0.47\n';
      await importFile(ada, { name: 'events.csv', bytes }, { symbol: 'BEYOND' });
      const done = await importFile(ada, priceFile, { symbol: 'BEYOND', adjust: 'true' });
      expect(done.error).toMatchObject({ code: 'kline/dividend-uncovered' });
      expect(done.error.message).toMatch('2014-08-07');
    });

    it('takes a map file as the tickers of a symbol, beside its factors', async () => {
      const map = { name: 'aapl.csv', bytes: '19980102,aapl,Q\n20501231,aapl,Q\n' };
      const renamed = { ...map, bytes: '19980102,old,Q\n20501231,aapl,P\n' };
      await importFile(ada, factorFile, { symbol: 'MAP' });
      const stored = async () => {
        const { items } = (await ada.get('/kline/MAP/adjustments?page_size=1000')).body.data;
        const [tickers, others] = [[] as unknown[], [] as unknown[]];
        for (const { date, kind, ticker, exchange } of items) {
          if (kind === 'tickers') tickers.push([date, ticker, exchange]);
          else others.push([date, kind]);
        }
        return { tickers, others };
      };
      const { others } = await stored();
      expect(others.length).toBeGreaterThan(0);
      const done = await importFile(ada, map, { symbol: 'MAP' });
      expect(done).toMatchObject({ status: 'COMPLETED', rows_read: 2, inserted_count: 2 });
      const { body } = await ada
        .get(`/kline/imports/${done.import_id}`)
        .set('Accept-Language', 'zh');
      expect(body.data.found.notes).toEqual(['代码变更表：每个代码使用到该日为止。']);
      const again = await importFile(ada, renamed, { symbol: 'MAP' });
      expect(again).toMatchObject({ updated_count: 2, differing_count: 2 });
      expect(again.differences[1]).toMatchObject({
        stored: { ticker: 'aapl', exchange: 'Q' },
        incoming: { ticker: 'aapl', exchange: 'P' },
      });
      const tickers = [
        ['1998-01-02', 'old', 'Q'],
        ['2050-12-31', 'aapl', 'P'],
      ];
      expect(await stored()).toEqual({ tickers, others });
    });

    it('does not take tickers for what prices are adjusted by', async () => {
      const map = { name: 'aapl.csv', bytes: '19980102,aapl,Q\n20501231,aapl,Q\n' };
      await importFile(ada, map, { symbol: 'MAPPED' });
      const done = await importFile(ada, priceFile, { symbol: 'MAPPED', adjust: 'true' });
      expect(done.error).toMatchObject({ code: 'kline/adjustments-missing' });
    });

    describe('that belong to another user', () => {
      const mine = (symbol: string) => ada.get(`/kline/${symbol}/adjustments`);
      const others = { name: 'aapl.csv', bytes: '20140507,0.5,0.1428571,592.33\n20501231,1,1,0\n' };

      it('are for their owner and admins to replace, as a whole', async () => {
        await importFile(ada, factorFile, { symbol: 'PZ' });
        const { data } = (await mine('PZ')).body;
        const dry = await sendFile(bob, others, { symbol: 'PZ' }, '?dry_run=true');
        expect(dry.body.data.problems).toMatchObject([{ code: 'kline/adjustments-others' }]);
        const done = await importFile(bob, others, { symbol: 'PZ' });
        expect(done).toMatchObject({ status: 'FAILED', rows_written: 0, removed_count: 0 });
        expect(done.error).toMatchObject({ code: 'kline/adjustments-others' });
        expect(done.error.message).toMatch('of PZ');
        expect((await mine('PZ')).body.data).toEqual(data);
        const same = await importFile(bob, factorFile, { symbol: 'PZ' });
        expect(same).toMatchObject({ status: 'COMPLETED', unchanged_count: 3, rows_written: 0 });
        const failed = await importFile(ada, others, { symbol: 'PZ', on_conflict: 'fail' });
        expect(failed.error.code).toBe('kline/import-conflict');
        expect(failed).toMatchObject({ differing_count: 1, updated_count: 0, removed_count: 0 });
        const byAdmin = await importFile(admin, others, { symbol: 'PZ' });
        expect(byAdmin).toMatchObject({ updated_count: 1, removed_count: 1, unchanged_count: 1 });
        expect((await mine('PZ')).body.data.total).toBe(2);
        const again = await importFile(ada, factorFile, { symbol: 'PZ' });
        expect(again).toMatchObject({ updated_count: 1, inserted_count: 1, removed_count: 0 });
        expect((await mine('PZ')).body.data).toEqual(data);
      });

      it('are not to be brought, alone or with prices, for a symbol of which they have bars', async () => {
        await importFile(ada, priceFile, { symbol: 'PZ.BARS' });
        const done = await importFile(bob, others, { symbol: 'PZ.BARS' });
        expect(done.error).toMatchObject({ code: 'kline/adjustments-others' });
        const form = bob.form('/kline/import').field('symbol', 'PZ.BARS');
        const { body } = await form
          .attach('factors', Buffer.from(factors), 'aapl.csv')
          .attach('file', Buffer.from(prices), 'raw.csv');
        const together = await untilImported(bob, body.data.import_id);
        expect(together.error).toMatchObject({ code: 'kline/adjustments-others' });
        expect((await mine('PZ.BARS')).body.data.total).toBe(0);
        expect(await importFile(ada, factorFile, { symbol: 'PZ.BARS' })).toMatchObject({
          status: 'COMPLETED',
          inserted_count: 3,
        });
      });

      it('are removed by their owner and by admins, alone or with the bars', async () => {
        const remove = (session: Session, path: string) => session.delete(`/kline/${path}`);
        await importFile(ada, factorFile, { symbol: 'PZ.GO' });
        const denied = await remove(bob, 'PZ.GO/adjustments');
        expect([denied.status, denied.body.error.code]).toEqual([403, 'kline/adjustments-others']);
        const removed = await remove(ada, 'PZ.GO/adjustments');
        expect(removed.body.data).toEqual({ removed_count: 3 });
        const none = await remove(ada, 'PZ.GO/adjustments');
        expect([none.status, none.body.error.code]).toEqual([404, 'kline/adjustments-unknown']);
        await importFile(ada, factorFile, { symbol: 'PZ.GO' });
        const alone = await remove(admin, 'PZ.GO');
        expect(alone.body.data).toEqual({ removed_count: 0, removed_adjustments_count: 3 });
        await importFile(ada, factorFile, { symbol: 'PZ.GO' });
        await importFile(ada, priceFile, { symbol: 'PZ.GO' });
        const part = await remove(admin, 'PZ.GO?timeframe=1d&end_date=2014-06-05');
        expect(part.body.data).toEqual({ removed_count: 1, removed_adjustments_count: 0 });
        const all = await remove(admin, 'PZ.GO');
        expect(all.body.data).toEqual({ removed_count: 2, removed_adjustments_count: 3 });
        expect((await remove(admin, 'PZ.GO')).status).toBe(404);
      });
    });
  });
});
