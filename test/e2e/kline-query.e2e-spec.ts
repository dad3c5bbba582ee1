import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tableFromIPC } from 'apache-arrow';
import request from 'supertest';
import { type Bars, resample, type Timeframe } from '@app/engine';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, START_MS, upload, type WireBar } from '../support/bars.js';
import { holdTable } from '../support/locks.js';
import type { Session } from '../support/session.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const COUNT = 5000;

// A walk with holes, so that coarse bars miss finer ones and some are missing whole.
const walk = randomWalk('WALK', COUNT, '1m').filter(
  (_, i) => i % 7 !== 3 && (i < 2000 || i > 2300),
);

function asRead(bar: WireBar): Record<string, unknown> {
  return { ...bar, open_time: new Date(bar.open_time).toISOString() };
}

function within(fromMs: number, toMs: number): Record<string, unknown>[] {
  return walk.filter(({ open_time }) => open_time >= fromMs && open_time < toMs).map(asRead);
}

function columnsOf(bars: WireBar[]): Bars {
  const column = (name: 'open_time' | 'open' | 'high' | 'low' | 'close' | 'volume') =>
    Float64Array.from(bars, (bar) => bar[name]);
  return {
    time: column('open_time'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}

function resampled(timeframe: Timeframe): Record<string, unknown>[] {
  const bars = resample(columnsOf(walk), '1m', timeframe, { dropIncomplete: true });
  return Array.from(bars.time, (time, i) => ({
    symbol: 'WALK',
    timeframe,
    open_time: new Date(time).toISOString(),
    open: bars.open[i],
    high: bars.high[i],
    low: bars.low[i],
    close: bars.close[i],
    volume: bars.volume[i],
  }));
}

// Enough that they fit into no buffer between the database and a reader who does not read.
function manyBars(part: number): WireBar[] {
  const length = 10_000;
  return randomWalk('MANY', length, '1m', part).map((bar) => ({
    ...bar,
    open_time: bar.open_time + part * length * MINUTE,
  }));
}

async function untilNoExport(app: TestApp): Promise<void> {
  const sql = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database()
    AND application_name = 'barline-api' AND state LIKE 'idle in transaction%'`;
  while ((await app.query(sql)).length > 0) await delay(20);
}

describe('Reading bars', () => {
  let app: TestApp;
  let viewer: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0, env: { MAX_BACKTEST_BARS: '4400' } });
    await upload(await app.session('trader'), walk);
    viewer = await app.session('viewer');
  });

  afterAll(() => app?.close());

  const read = async (query: string, symbol = 'WALK') => {
    const { status, body } = await viewer.get(`/kline/${symbol}?${query}`);
    return { status, data: body.data, error: body.error };
  };
  const ask = (tag: string, accept = 'application/json') =>
    viewer.get('/kline/FRESH?timeframe=1m').set('Accept', accept).set('If-None-Match', tag);
  const codeOf = async (query: string, symbol?: string) => {
    const { status, error } = await read(query, symbol);
    return [status, error.code, ...error.details.map(({ field }: { field: string }) => field)];
  };
  const file = (query: string, accept: string) =>
    request(app.url)
      .get(`/api/v1/kline/WALK?${query}`)
      .set('Authorization', `Bearer ${viewer.token}`)
      .set('Accept', accept)
      .buffer(true)
      .parse((response, done) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => done(null, Buffer.concat(pieces)));
      });

  it('lists symbols and series', async () => {
    expect((await viewer.get('/kline/symbols')).body.data).toEqual(['WALK']);
    const { body } = await viewer.get('/kline/series');
    expect(body.data).toEqual({
      items: [
        {
          symbol: 'WALK',
          kind: 'bars',
          timeframe: '1m',
          first: new Date(walk[0]!.open_time).toISOString(),
          last: new Date(walk.at(-1)!.open_time).toISOString(),
          count: walk.length,
          gaps: null,
          version: 1,
        },
      ],
      total: 1,
      page: 1,
      page_size: 20,
      pages: 1,
    });
    expect((await viewer.get('/kline/series?page=2')).body.data.items).toEqual([]);
  });

  it('gives pages, oldest first, that join to the whole', async () => {
    const first = await read('timeframe=1m');
    expect(first.data).toMatchObject({ total: walk.length, page: 1, page_size: 1000, pages: 5 });
    const items = [];
    for (let page = 1; page <= 5; page++) {
      items.push(...(await read(`timeframe=1m&page=${page}`)).data.items);
    }
    expect(items).toEqual(walk.map(asRead));
    expect((await read('timeframe=1m&page=6')).data).toMatchObject({
      items: [],
      next_cursor: null,
    });
    expect((await read('timeframe=1m&page_size=10000')).data.items).toHaveLength(walk.length);
  });

  it.each(['1m', '15m'])('gives the same %s bars by cursor as by page', async (timeframe) => {
    const query = `timeframe=${timeframe}&page_size=50&start_date=${START_MS + HOUR}&end_date=${START_MS + 20 * HOUR}`;
    let cursor = '';
    let page = 0;
    do {
      page += 1;
      const byPage = await read(`${query}&page=${page}`);
      const byCursor = await read(cursor ? `${query}&cursor=${cursor}` : query);
      expect(byCursor.data).toEqual(byPage.data);
      expect(byCursor.data.page).toBe(page);
      cursor = byCursor.data.next_cursor;
    } while (cursor);
    expect((await read(query)).data.pages).toBe(page);
  });

  it('goes on behind a cursor although bars were written before it', async () => {
    const trader = await app.session('trader');
    const bars = randomWalk('GROWS', 30, '1m');
    await upload(trader, bars.slice(10));
    const first = await read('timeframe=1m&page_size=10', 'GROWS');
    await upload(trader, bars.slice(0, 10));
    const query = `timeframe=1m&page_size=10&cursor=${first.data.next_cursor}`;
    const second = await read(query, 'GROWS');
    expect(second.data.items).toEqual(bars.slice(20).map(asRead));
    expect(second.data).toMatchObject({ total: 30, next_cursor: null });
  });

  it('refuses a cursor of another query', async () => {
    const { data } = await read('timeframe=1m&page_size=10');
    for (const query of [
      `timeframe=1m&page_size=11&cursor=${data.next_cursor}`,
      `timeframe=1m&page_size=10&start_date=2024-01-02&cursor=${data.next_cursor}`,
      'timeframe=1m&cursor=nonsense',
    ]) {
      const { status, error } = await read(query);
      expect([status, error.code]).toEqual([422, 'kline/cursor-invalid']);
    }
  });

  it('reads [start, end) by open time, and a bare end date to the end of its day', async () => {
    const hour = await read('timeframe=1m&start_date=2024-01-01T01:00&end_date=2024-01-01T02:00Z');
    expect(hour.data.items).toEqual(within(START_MS + HOUR, START_MS + 2 * HOUR));
    expect(hour.data.total).toBe(hour.data.items.length);
    const zone = await read(
      `timeframe=1m&start_date=${encodeURIComponent('2024-01-01T10:00+09:00')}&end_date=${START_MS + 2 * HOUR}`,
    );
    expect(zone.data.items).toEqual(hour.data.items);
    const day = await read('timeframe=1m&page_size=10000&end_date=2024-01-01');
    expect(day.data.items).toEqual(within(0, START_MS + 24 * HOUR));
    const none = await read('timeframe=1m&start_date=2030-01-01');
    expect(none.data).toMatchObject({ items: [], total: 0, pages: 0, next_cursor: null });
  });

  it('refuses bad ranges, timeframes, pages, fields and symbols', async () => {
    const swapped = 'timeframe=1m&start_date=2024-01-02T00:00&end_date=2024-01-02T00:00';
    expect(await codeOf(swapped)).toEqual([422, 'kline/range-invalid', 'end_date']);
    const many = await codeOf('timeframe=7m&start_date=soon&page=0&page_size=10001&foo=1');
    expect(many.slice(0, 2)).toEqual([422, 'request/invalid']);
    expect(new Set(many.slice(2))).toEqual(
      new Set(['foo', 'timeframe', 'start_date', 'page', 'page_size']),
    );
    expect(await codeOf('')).toEqual([422, 'request/invalid', 'timeframe']);
    expect(await codeOf('timeframe=1m', 'upload')).toEqual([422, 'request/invalid', 'symbol']);
    expect(await codeOf('timeframe=1m', 'a%20b')).toEqual([422, 'request/invalid', 'symbol']);
    expect(await codeOf('timeframe=1m', 'walk')).toEqual([404, 'kline/symbol-unknown']);
    expect((await app.anonymous().get('/kline/WALK?timeframe=1m')).status).toBe(401);
  });

  it.each(['3m', '5m', '15m', '1h', '4h', '12h', '1d', '1w', '1M'] as Timeframe[])(
    'builds %s bars exactly as the engine does',
    async (timeframe) => {
      const { data } = await read(`timeframe=${timeframe}&page_size=10000`);
      expect(data.items).toEqual(resampled(timeframe));
    },
  );

  it('pages over built bars and cuts them by open time', async () => {
    const all = resampled('1h');
    const { data } = await read('timeframe=1h&page=2&page_size=30');
    expect(data.items).toEqual(all.slice(30, 60));
    expect(data).toMatchObject({ total: all.length, pages: Math.ceil(all.length / 30) });
    const cut = await read('timeframe=1h&start_date=2024-01-01T00:30&end_date=2024-01-01T05:30');
    expect(cut.data.items).toEqual(all.slice(1, 6));
  });

  it('builds no bars of a timeframe that nothing stored fits into', async () => {
    await upload(await app.session('trader'), randomWalk('HOURS', 10, '1h'));
    const { status, error } = await read('timeframe=1m', 'HOURS');
    expect([status, error.code]).toEqual([404, 'kline/timeframe-unknown']);
    expect(error.hint).toContain('1h');
  });

  it('refuses to build bars out of more than MAX_BACKTEST_BARS', async () => {
    const trader = await app.session('trader');
    await upload(trader, randomWalk('LONG', 4401, '1m'));
    const answer = await viewer.get('/kline/LONG?timeframe=1h');
    expect([answer.status, answer.body.error.code]).toEqual([422, 'kline/range-too-large']);
    // Files are built as they are read, and take no memory for what is behind.
    const file = await viewer.get('/kline/LONG?timeframe=1h').set('Accept', 'text/csv');
    expect(file.status).toBe(200);
    expect((await read('timeframe=1h&end_date=2024-01-02', 'LONG')).status).toBe(200);
  });

  it('tells the last open time, of built bars the last that is over, or null', async () => {
    const latest = async (symbol: string, timeframe: string) =>
      (await viewer.get(`/kline/${symbol}/latest?timeframe=${timeframe}`)).body.data;
    expect(await latest('WALK', '1m')).toBe(new Date(walk.at(-1)!.open_time).toISOString());
    for (const timeframe of ['1h', '1d', '1w'] as Timeframe[]) {
      expect(await latest('WALK', timeframe)).toBe(resampled(timeframe).at(-1)?.open_time ?? null);
    }
    expect(await latest('HOURS', '1m')).toBeNull();
    expect(await latest('NOTHING', '1m')).toBeNull();
    expect((await viewer.get('/kline/WALK/latest')).status).toBe(422);
  });

  it.each(['1m', '15m'])('streams the whole range of %s bars as CSV', async (timeframe) => {
    const answer = await file(`timeframe=${timeframe}`, 'text/csv');
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(answer.headers['content-disposition']).toContain(`WALK-${timeframe}.csv`);
    const [header, ...lines] = String(answer.body).trimEnd().split('\r\n');
    expect(header).toBe('open_time,open,high,low,close,volume,quote_volume,trades');
    const bars = lines.map((line) => {
      const [open_time, open, high, low, close, volume] = line.split(',');
      const numbers = { open, high, low, close, volume };
      const read = Object.entries(numbers).map(([name, cell]) => [name, Number(cell)]);
      return { symbol: 'WALK', timeframe, open_time, ...Object.fromEntries(read) };
    });
    const { data } = await read(`timeframe=${timeframe}&page_size=10000`);
    expect(bars).toEqual(data.items);
  });

  it.each(['1m', '15m'])('streams the whole range of %s bars as Arrow', async (timeframe) => {
    const answer = await file(`timeframe=${timeframe}`, 'application/vnd.apache.arrow.stream');
    expect(answer.headers['content-type']).toBe('application/vnd.apache.arrow.stream');
    const table = tableFromIPC(answer.body);
    const bars = table.toArray().map((row) => {
      const { open_time, quote_volume, trades, ...rest } = row.toJSON();
      expect([quote_volume, trades]).toEqual([null, null]);
      return { symbol: 'WALK', timeframe, open_time: new Date(open_time).toISOString(), ...rest };
    });
    const { data } = await read(`timeframe=${timeframe}&page_size=10000`);
    expect(bars).toEqual(data.items);
  });

  it('gives its connection back when a reader leaves early', async () => {
    const trader = await app.session('trader');
    for (let i = 0; i < 4; i++) await upload(trader, manyBars(i));
    for (let i = 0; i < 4; i++) {
      const answer = await fetch(`${app.url}/api/v1/kline/MANY?timeframe=1m`, {
        headers: { Authorization: `Bearer ${viewer.token}`, Accept: 'text/csv' },
      });
      const reader = answer.body!.getReader();
      await reader.read();
      await reader.cancel();
      expect(answer.status).toBe(200);
      await untilNoExport(app);
    }
  });

  it('refuses exports that would take more than half of the connections', async () => {
    const start = () =>
      fetch(`${app.url}/api/v1/kline/WALK?timeframe=1m`, {
        headers: { Authorization: `Bearer ${viewer.token}`, Accept: 'text/csv' },
      });
    const held = await holdTable(app.databaseUrl, 'klines');
    const answers = [];
    try {
      for (let i = 0; i < 6; i++) answers.push(await start());
    } finally {
      await held.release();
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 503]);
    expect(answers[5]?.headers.get('retry-after')).toBe('5');
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(texts[5]).toContain('kline/exports-busy');
    for (const csv of texts.slice(0, 5)) expect(csv.split('\n')).toHaveLength(walk.length + 2);
    expect((await start()).status).toBe(200);
  });

  it.each(['/kline/series', '/kline/WALK/quality', '/strategy'])(
    'answers 304 to the ETag of %s, as of all that is JSON',
    async (path) => {
      const { status, headers } = await viewer.get(path);
      expect(status).toBe(200);
      const again = await viewer.get(path).set('If-None-Match', headers.etag!);
      expect([again.status, again.text]).toEqual([304, '']);
    },
  );

  it.each([
    ['text/csv', 'cursor=garbage', ['cursor']],
    ['text/csv', 'page=1', ['page']],
    ['application/vnd.apache.arrow.stream', 'page=2&page_size=10', ['page', 'page_size']],
  ])('takes no paging of whole ranges as %s: %s', async (accept, paging, fields) => {
    const { status, body } = await viewer
      .get(`/kline/WALK?timeframe=1h&${paging}`)
      .set('Accept', accept);
    expect([status, body.error.code]).toEqual([422, 'request/invalid']);
    expect(body.error.details).toEqual(
      fields.map((field) => ({
        field,
        problem: 'is for pages of JSON; other types give the whole range',
      })),
    );
  });

  it('streams nothing but the header for a range without bars', async () => {
    const csv = await file('timeframe=1m&start_date=2030-01-01', 'text/csv');
    expect(String(csv.body)).toBe('open_time,open,high,low,close,volume,quote_volume,trades\r\n');
    const arrow = await file(
      'timeframe=1m&start_date=2030-01-01',
      'application/vnd.apache.arrow.stream',
    );
    expect(tableFromIPC(arrow.body).numRows).toBe(0);
  });

  it('answers in the envelope when it cannot stream', async () => {
    const unknown = await viewer.get('/kline/NOTHING?timeframe=1m').set('Accept', 'text/csv');
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'kline/symbol-unknown']);
    const image = await viewer.get('/kline/WALK?timeframe=1m').set('Accept', 'image/png');
    expect([image.status, image.body.error.code]).toEqual([406, 'request/not-acceptable']);
  });

  it('answers 304 until the series is written to', async () => {
    const trader = await app.session('trader');
    const bars = randomWalk('FRESH', 3, '1m');
    await upload(trader, bars.slice(0, 2));
    const first = await ask('');
    const tag = first.headers.etag!;
    expect((await ask(tag)).status).toBe(304);
    expect((await ask(tag, 'text/csv')).status).toBe(200);
    await upload(trader, bars);
    const second = await ask(tag);
    expect(second.status).toBe(200);
    expect(second.body.data.total).toBe(3);
    expect(second.headers.etag).not.toBe(tag);
  });
});
