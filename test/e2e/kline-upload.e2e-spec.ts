import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, START_MS, type WireBar } from '../support/bars.js';
import type { Session } from '../support/session.js';

const MINUTE = 60_000;

function bar(symbol: string, changes: Record<string, unknown> = {}): Record<string, unknown> {
  const [made] = randomWalk(symbol, 1, '1m');
  return { ...made, ...changes };
}

function asRead(sent: Record<string, unknown>): Record<string, unknown> {
  return { ...sent, open_time: new Date(Number(sent.open_time)).toISOString() };
}

const at = (day: number, hour: number) => Date.UTC(2024, 6, day, hour, 30);

function slice(from: number, symbols: string[]): WireBar[] {
  return symbols.flatMap((symbol) => randomWalk(symbol, 1500, '1m').slice(from, from + 1000));
}

describe('Uploading bars', () => {
  let app: TestApp;
  let trader: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    trader = await app.session('trader');
  });

  afterAll(() => app?.close());

  const upload = async (body: object, session = trader) => {
    const answer = await session.post('/kline/upload', body);
    return { status: answer.status, body: answer.body, data: answer.body.data };
  };
  const read = async (symbol: string, query = 'timeframe=1m') =>
    (await trader.get(`/kline/${encodeURIComponent(symbol)}?${query}`)).body.data;
  const seriesOf = async (symbol: string) => {
    const { body } = await trader.get('/kline/series?page_size=1000');
    return body.data.items.filter((series: { symbol: string }) => series.symbol === symbol);
  };

  it('stores bars that read back as they were sent', async () => {
    const sent = [
      { ...bar('EXACT'), open: 0.1, high: 0.1 + 0.2, low: 1e-15, close: 1 / 7, volume: 1e18 },
      { ...bar('EXACT'), open_time: START_MS + MINUTE, quote_volume: 1 / 3, trades: 2147483647 },
    ];
    const { status, data } = await upload(sent);
    expect(status).toBe(200);
    expect(data).toEqual({ uploaded_count: 2, inserted_count: 2, updated_count: 0, rejected: [] });
    expect((await read('EXACT')).items).toEqual(sent.map(asRead));
  });

  it('takes several series, ISO times and a symbol with a slash in one upload', async () => {
    const { data } = await upload([
      bar('BTC/USDT', { open_time: '2024-01-01T00:00:00Z' }),
      bar('BTC/USDT', { timeframe: '1h', open_time: '2024-01-01 09:00:00+09:00' }),
      bar('ETH/USDT', { open_time: '2024-01-01' }),
    ]);
    expect(data.inserted_count).toBe(3);
    expect((await trader.get('/kline/symbols')).body.data).toEqual(
      expect.arrayContaining(['BTC/USDT', 'ETH/USDT']),
    );
    const { items } = await read('BTC/USDT', 'timeframe=1h');
    expect(items).toMatchObject([{ symbol: 'BTC/USDT', open_time: '2024-01-01T00:00:00.000Z' }]);
  });

  it('changes nothing when the same bars come again, and counts only what differs', async () => {
    const bars = randomWalk('AGAIN', 500, '1m');
    await upload(bars);
    const before = await seriesOf('AGAIN');
    const again = await upload(bars);
    expect(again.data).toMatchObject({ uploaded_count: 500, inserted_count: 0, updated_count: 0 });
    expect(await seriesOf('AGAIN')).toEqual(before);
    const changed = bars.map((each, i) => (i < 3 ? { ...each, volume: each.volume + 1 } : each));
    const more = [...changed, ...randomWalk('AGAIN', 502, '1m').slice(500)];
    expect((await upload(more)).data).toMatchObject({ inserted_count: 2, updated_count: 3 });
    const [after] = await seriesOf('AGAIN');
    expect(after).toMatchObject({ count: 502, version: before[0].version + 1 });
  });

  it('lets the last of several bars with one open time win', async () => {
    const { data } = await upload([
      bar('TWICE', { volume: 1 }),
      bar('TWICE', { volume: 2 }),
      bar('TWICE', { volume: -3 }),
    ]);
    expect(data).toEqual({
      uploaded_count: 2,
      inserted_count: 1,
      updated_count: 0,
      rejected: [{ index: 2, reason: 'volume-negative' }],
    });
    expect((await read('TWICE')).items).toMatchObject([{ volume: 2 }]);
  });

  it('leaves out bars that break a market rule, by index and reason, and writes the others', async () => {
    const good = { open: 10, high: 12, low: 9, close: 11, volume: 1 };
    const sent = [
      {},
      { high: 10.5 },
      { low: 10.5 },
      { volume: -1 },
      { close: 0, low: 0 },
      { open_time: START_MS + 1 },
      { quote_volume: -1 },
      { trades: -1 },
      { high: 1e16 },
      { volume: 1e19 },
      {},
    ].map((changes, i) => bar('RULES', { ...good, open_time: START_MS + i * MINUTE, ...changes }));
    const { status, data } = await upload(sent);
    expect(status).toBe(200);
    expect(data.rejected).toEqual([
      { index: 1, reason: 'high-not-highest' },
      { index: 2, reason: 'low-not-lowest' },
      { index: 3, reason: 'volume-negative' },
      { index: 4, reason: 'price-not-positive' },
      { index: 5, reason: 'open-time-off-grid' },
      { index: 6, reason: 'volume-negative' },
      { index: 7, reason: 'trades-negative' },
      { index: 8, reason: 'price-out-of-range' },
      { index: 9, reason: 'volume-out-of-range' },
    ]);
    expect(data).toMatchObject({ uploaded_count: 2, inserted_count: 2 });
    expect((await read('RULES')).total).toBe(2);
  });

  it('names a number too large to be one as not finite', async () => {
    const text = JSON.stringify([bar('HUGE')]).replace(/"volume":[^,}]+/, '"volume":1e999');
    const { body } = await trader
      .post('/kline/upload')
      .set('Content-Type', 'application/json')
      .send(text);
    expect(body.data.rejected).toEqual([{ index: 0, reason: 'not-finite' }]);
  });

  it('makes no series out of rejected bars', async () => {
    const { data } = await upload([
      bar('NOBODY', { volume: -1 }),
      bar('NOBODY', { open_time: START_MS + 7 }),
    ]);
    expect(data).toMatchObject({ uploaded_count: 0, inserted_count: 0 });
    expect(await seriesOf('NOBODY')).toEqual([]);
    const { status, body } = await trader.get('/kline/NOBODY?timeframe=1m');
    expect([status, body.error.code]).toEqual([404, 'kline/symbol-unknown']);
  });

  it('gives a new series the grid of its session, and later bars must keep to it', async () => {
    const hours = [at(1, 13), at(1, 14), at(2, 13)];
    const sent = hours.map((open_time) => bar('STOCK', { timeframe: '1h', open_time }));
    expect((await upload(sent)).data.inserted_count).toBe(3);
    const later = [
      bar('STOCK', { timeframe: '1h', open_time: at(3, 13) }),
      bar('STOCK', { timeframe: '1h', open_time: Date.UTC(2024, 6, 3, 15) }),
    ];
    expect((await upload(later)).data).toMatchObject({
      inserted_count: 1,
      rejected: [{ index: 1, reason: 'open-time-off-grid' }],
    });
  });

  it('refuses a viewer, and anybody unknown', async () => {
    const viewer = await app.session('viewer');
    const refused = await upload([bar('VIEW')], viewer);
    expect([refused.status, refused.body.error.code]).toEqual([403, 'auth/role-forbidden']);
    expect((await upload([bar('VIEW')], app.anonymous())).status).toBe(401);
    expect(await seriesOf('VIEW')).toEqual([]);
  });

  it('refuses an empty upload and one of 10,001 bars, but takes 10,000', async () => {
    const empty = await upload([]);
    expect([empty.status, empty.body.error.code]).toEqual([400, 'kline/upload-empty']);
    const bars = randomWalk('MANY', 10_001, '1m');
    const large = await upload(bars);
    expect([large.status, large.body.error.code]).toEqual([400, 'kline/upload-too-large']);
    expect((await upload(bars.slice(0, 10_000))).data.inserted_count).toBe(10_000);
  });

  it('refuses a malformed body whole and names every problem', async () => {
    const { low: _, ...noLow } = bar('WHOLE');
    const { status, body } = await upload([
      bar('WHOLE'),
      bar('WHOLE', { high: '12', vwap: 3 }),
      noLow,
      bar('symbols'),
      bar('WHOLE', { timeframe: '7m', open_time: 'noon' }),
      42,
    ]);
    expect([status, body.error.code]).toEqual([422, 'request/invalid']);
    expect(body.error.details.map(({ field }: { field: string }) => field)).toEqual([
      '[1].vwap',
      '[1].high',
      '[2].low',
      '[3].symbol',
      '[4].timeframe',
      '[4].open_time',
      '[5]',
    ]);
    expect(await seriesOf('WHOLE')).toEqual([]);
  });

  it('lists at most 50 problems and says how many more there are', async () => {
    const body = Array.from({ length: 70 }, () => bar('CAP', { open: null }));
    const answer = await trader.post('/kline/upload', body).set('Accept-Language', 'zh');
    expect(answer.body.message).toContain('70');
    expect(answer.body.error.details).toHaveLength(51);
    expect(answer.body.error.details[50]).toEqual({ field: '', problem: '另有 20 处错误' });
  });

  it('refuses what is no array', async () => {
    expect((await upload({ bars: [] })).status).toBe(422);
    expect((await trader.post('/kline/upload')).status).toBe(422);
  });

  it('keeps every figure right when uploads overlap at the same time', async () => {
    const symbols = ['RACE-A', 'RACE-B', 'RACE-C'];
    const uploads = [
      slice(0, symbols),
      slice(500, symbols.toReversed()),
      slice(250, ['RACE-B', 'RACE-C', 'RACE-A']),
      slice(500, symbols),
    ];
    const answers = await Promise.all(uploads.map((bars) => upload(bars)));
    const inserted = answers.map(({ data }) => data.inserted_count);
    expect(inserted.reduce((a, b) => a + b)).toBe(4500);
    for (const symbol of symbols) {
      const [series] = await seriesOf(symbol);
      const [stored] = await app.query(
        `SELECT count(*)::int AS count, min(open_time) AS first, max(open_time) AS last
         FROM klines JOIN series ON series.id = series_id WHERE symbol = $1`,
        [symbol],
      );
      expect(stored).toEqual({
        count: 1500,
        first: new Date(series.first),
        last: new Date(series.last),
      });
      expect(series.count).toBe(1500);
    }
  });
});
