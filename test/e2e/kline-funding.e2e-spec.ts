import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, START_MS, upload } from '../support/bars.js';
import type { Session } from '../support/session.js';

const HOUR = 3_600_000;
const MINE = 'BTC/USDT:USDT';

interface WireRate {
  time: number;
  rate: number;
}

const at = (hour: number) => new Date(START_MS + hour * HOUR).toISOString();
const pathOf = (symbol: string) => `/kline/${encodeURIComponent(symbol)}/funding`;
const rates = (count: number, rate = 0.0001): WireRate[] =>
  Array.from({ length: count }, (_, i) => ({
    time: START_MS + i * 8 * HOUR,
    rate: rate * (i + 1),
  }));
const asRead = ({ time, rate }: WireRate) => ({ time: new Date(time).toISOString(), rate });

describe('The funding rates of a symbol', () => {
  let app: TestApp;
  let admin: Session;
  let ada: Session;
  let bob: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    admin = await app.session('admin');
    ada = await app.session('trader', 'ada');
    bob = await app.session('trader', 'bob');
  });

  afterAll(() => app?.close());

  const send = async (symbol: string, body: object, session = ada) => {
    const answer = await session.post(pathOf(symbol), body);
    return { status: answer.status, error: answer.body.error, data: answer.body.data };
  };
  const read = async (symbol: string, query = '') => {
    const { status, body } = await ada.get(`${pathOf(symbol)}${query}`);
    return { status, error: body.error, data: body.data };
  };
  const seriesOf = async (symbol: string) => {
    const { body } = await ada.get('/kline/series?page_size=1000');
    return body.data.items.filter((series: { symbol: string }) => series.symbol === symbol);
  };
  const took = (counts: object) => ({
    inserted_count: 0,
    updated_count: 0,
    rejected: [],
    ...counts,
  });

  it('are stored at exact times and read back oldest first, page by page', async () => {
    const sent = [
      { time: START_MS + 16 * HOUR + 1, rate: -0.0075 },
      { time: '2024-01-01T00:00:00Z', rate: 0.1 + 0.2 },
      { time: '2024-01-01 16:00+08:00', rate: 1 / 3e4 },
    ];
    const { status, data } = await send(MINE, sent);
    expect([status, data]).toEqual([200, took({ uploaded_count: 3, inserted_count: 3 })]);
    const items = [
      { time: at(0), rate: 0.1 + 0.2 },
      { time: at(8), rate: 1 / 3e4 },
      { time: '2024-01-01T16:00:00.001Z', rate: -0.0075 },
    ];
    expect((await read(MINE)).data).toEqual({
      items,
      total: 3,
      page: 1,
      page_size: 1000,
      pages: 1,
    });
    const second = await read(MINE, '?page=2&page_size=2');
    expect(second.data).toMatchObject({ items: items.slice(2), total: 3, page: 2, pages: 2 });
    expect((await read(MINE, '?page=3&page_size=2')).data).toMatchObject({ items: [], total: 3 });
    const range = await read(MINE, `?start_date=${at(8)}&end_date=${at(16)}`);
    expect(range.data).toMatchObject({ items: items.slice(1, 2), total: 1 });
  });

  it('are a series of their own kind, which bars know nothing of', async () => {
    await send('BOTH', rates(3));
    expect(await seriesOf('BOTH')).toEqual([
      {
        symbol: 'BOTH',
        kind: 'funding',
        timeframe: null,
        first: at(0),
        last: at(16),
        count: 3,
        gaps: null,
        version: 1,
      },
    ]);
    expect((await ada.get('/kline/symbols')).body.data).not.toContain('BOTH');
    const bars = () => ada.get('/kline/BOTH?timeframe=1h');
    expect((await bars()).body.error.code).toBe('kline/symbol-unknown');
    expect((await admin.delete('/kline/BOTH')).body.error.code).toBe('kline/symbol-unknown');
    // Who has the rates does not have the bars.
    await upload(bob, randomWalk('BOTH', 48));
    expect((await ada.get('/kline/symbols')).body.data).toContain('BOTH');
    expect((await bars()).body.data.total).toBe(48);
    expect((await ada.get('/kline/BOTH?timeframe=8h')).body.data.total).toBe(6);
    expect(await seriesOf('BOTH')).toMatchObject([
      { kind: 'bars', timeframe: '1h', count: 48, version: 1 },
      { kind: 'funding', timeframe: null, count: 3, version: 1 },
    ]);
    const louder = randomWalk('BOTH', 1).map((bar) => ({ ...bar, volume: bar.volume + 1 }));
    expect((await ada.post('/kline/upload', louder)).body.data.rejected).toHaveLength(1);
    expect((await send('BOTH', rates(1, 0.5), bob)).data.rejected).toHaveLength(1);
    expect((await admin.delete('/kline/BOTH')).body.data).toMatchObject({ removed_count: 48 });
    expect((await read('BOTH')).data.total).toBe(3);
  });

  it('change nothing when they come again, and count only what differs', async () => {
    await send('AGAIN', rates(5));
    expect((await send('AGAIN', rates(5))).data).toEqual(took({ uploaded_count: 5 }));
    expect(await seriesOf('AGAIN')).toMatchObject([{ version: 1 }]);
    const changed = [...rates(7).slice(3), { time: START_MS, rate: -0.5 }];
    expect((await send('AGAIN', changed)).data).toEqual(
      took({ uploaded_count: 5, inserted_count: 2, updated_count: 1 }),
    );
    expect(await seriesOf('AGAIN')).toMatchObject([{ version: 2, count: 7, last: at(48) }]);
  });

  it('that break a rule are left out by index and reason; the last of one time wins', async () => {
    const sent = [
      { time: START_MS, rate: 1.01 },
      { time: START_MS, rate: 0.01 },
      { time: START_MS, rate: -0.01 },
      { time: START_MS + HOUR, rate: -1 },
      { time: START_MS + 2 * HOUR, rate: -2 },
    ];
    expect((await send('RULES', sent)).data).toEqual({
      uploaded_count: 3,
      inserted_count: 2,
      updated_count: 0,
      rejected: [
        { index: 0, reason: 'rate-out-of-range' },
        { index: 4, reason: 'rate-out-of-range' },
      ],
    });
    const infinite = await ada
      .post(pathOf('RULES'))
      .set('Content-Type', 'application/json')
      .send(`[{"time":${START_MS},"rate":1e999}]`);
    expect(infinite.body.data.rejected).toEqual([{ index: 0, reason: 'not-finite' }]);
    expect((await read('RULES')).data.items).toEqual([
      { time: at(0), rate: -0.01 },
      { time: at(1), rate: -1 },
    ]);
    await send('NOTHING', [{ time: START_MS, rate: 7 }]);
    expect(await seriesOf('NOTHING')).toEqual([]);
  });

  it('are refused whole when malformed, empty or too many, in both languages', async () => {
    const malformed = [{ time: START_MS, rate: 0.1 }, { time: 'noon', rate: '0.1' }, { rate: 0 }];
    const { status, error } = await send('WHOLE', malformed);
    const fields = error.details.map(({ field }: { field: string }) => field);
    expect([status, error.code]).toEqual([422, 'request/invalid']);
    expect(fields).toEqual(['[1].time', '[1].rate', '[2].time']);
    const chinese = await ada.post(pathOf('WHOLE'), malformed).set('Accept-Language', 'zh');
    expect(chinese.body.error.details[1].problem).toBe('必须是数字');
    for (const body of [{ rates: [] }, {}]) expect((await send('WHOLE', body)).status).toBe(422);
    expect((await send('WHOLE', [])).error.code).toBe('kline/upload-empty');
    expect((await send('WHOLE', rates(10_001, 1e-9))).error.code).toBe('kline/upload-too-large');
    expect((await send('a b', rates(1))).status).toBe(422);
    expect(await seriesOf('WHOLE')).toEqual([]);
    expect((await send('MANY', rates(10_000, 1e-9))).data.inserted_count).toBe(10_000);
  });

  it('of another user may be added to, and changed by the owner and admins only', async () => {
    await send('OWNED', rates(3));
    const sent = [{ time: START_MS, rate: 0.9 }, ...rates(5).slice(1)];
    expect((await send('OWNED', sent, bob)).data).toEqual({
      ...took({ uploaded_count: 4, inserted_count: 2 }),
      rejected: [{ index: 0, reason: 'others-rate' }],
    });
    expect((await read('OWNED')).data.items).toEqual(rates(5).map(asRead));
    const doubled = rates(5, 0.0002);
    expect((await send('OWNED', doubled)).data).toMatchObject({ updated_count: 5 });
    expect((await send('OWNED', rates(5), admin)).data).toMatchObject({ updated_count: 5 });
    const viewer = await app.session('viewer');
    expect((await send('OWNED', rates(6), viewer)).error.code).toBe('auth/role-forbidden');
    expect((await send('OWNED', rates(6), app.anonymous())).status).toBe(401);
    expect(await seriesOf('OWNED')).toMatchObject([{ version: 4, count: 5 }]);
  });

  it('have one owner when two traders begin them at once', async () => {
    const sent = rates(300);
    const louder = sent.map(({ time, rate }) => ({ time, rate: rate * 2 }));
    const answers = await Promise.all([send('RACE', sent), send('RACE', louder, bob)]);
    const [first, second] = answers.map(({ data }) => data);
    expect(first.inserted_count + second.inserted_count).toBe(300);
    expect(first.rejected.length + second.rejected.length).toBe(300);
    expect(await seriesOf('RACE')).toMatchObject([{ version: 1, count: 300 }]);
  });

  it('are removed by range by admins, and a series that comes again goes on with its version', async () => {
    await send('CUT', rates(6));
    const remove = (query: string, session = admin) => session.delete(`${pathOf('CUT')}${query}`);
    expect((await remove('', ada)).body.error.code).toBe('auth/role-forbidden');
    const some = await remove(`?start_date=${at(8)}&end_date=${at(24)}`);
    expect([some.status, some.body.data]).toEqual([200, { removed_count: 2 }]);
    expect(await seriesOf('CUT')).toMatchObject([{ version: 2, count: 4, first: at(0) }]);
    expect((await remove(`?start_date=${at(2)}&end_date=${at(1)}`)).body.error.code).toBe(
      'kline/range-invalid',
    );
    expect((await remove('')).body.data).toEqual({ removed_count: 4 });
    expect((await remove('')).body.error.code).toBe('kline/funding-unknown');
    expect(await seriesOf('CUT')).toEqual([]);
    await send('CUT', rates(1), bob);
    expect(await seriesOf('CUT')).toMatchObject([{ version: 4, count: 1 }]);
    expect((await send('CUT', rates(1, 0.5), bob)).data.updated_count).toBe(1);
  });

  it('that are not there are told by name', async () => {
    const { status, error } = await read('NOWHERE');
    expect([status, error.code]).toEqual([404, 'kline/funding-unknown']);
    const { body } = await ada.get(pathOf('NOWHERE')).set('Accept-Language', 'zh');
    expect(body.message).toBe('没有 NOWHERE 的资金费率数据。');
    expect((await read('MANY', '?page_size=10001')).status).toBe(422);
  });
});
