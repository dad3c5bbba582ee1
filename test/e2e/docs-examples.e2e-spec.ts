import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { upload, type WireBar } from '../support/bars.js';
import { untilStatus } from '../support/runs.js';
import { login, type Session } from '../support/session.js';

type Json = Record<string, any>;

const BTC_VERSIONS = '/kline/BTCUSDT/versions?timeframe=1h';

describe('the examples of the API document', () => {
  let app: TestApp;
  let document: Json;
  let admin: Session;
  let ada: Session;
  let runId: string;

  beforeAll(async () => {
    document = JSON.parse(await readFile('docs/openapi.json', 'utf8'));
    app = await startApp({ env: { REGISTRATION_OPEN: 'true' } });
    admin = await app.session('admin');
    await upload(admin, await sampleBars());
  });

  afterAll(() => app?.close());

  const examplesOf = (method: string, path: string) => {
    const { content } = document.paths[`/api/v1${path}`][method].requestBody;
    return Object.values<Json>(content['application/json'].examples).map(({ value }) => value);
  };
  const post = async (session: Session, path: string, sent: Json) => {
    const { status, body } = await session.post(path, sent);
    expect([path, status, body.error]).toEqual([path, 200, undefined]);
    return body.data;
  };
  const postAll = async (session: Session, path: string) => {
    const answers: Json[] = [];
    for (const sent of examplesOf('post', path)) answers.push(await post(session, path, sent));
    return answers;
  };

  it('register, log in and make a key', async () => {
    await postAll(app.anonymous(), '/auth/register');
    await postAll(app.anonymous(), '/auth/login');
    const [{ username, password }] = examplesOf('post', '/auth/login') as [Json];
    ada = await login(app.url, username, password);
    await postAll(ada, '/auth/api-keys');
    const [refresh] = examplesOf('post', '/auth/refresh') as [Json];
    await post(app.anonymous(), '/auth/refresh', { ...refresh, refresh_token: ada.refreshToken });
  });

  it('add and change users', async () => {
    const [user] = (await postAll(admin, '/users')) as [Json];
    for (const sent of examplesOf('patch', '/users/{id}')) {
      expect((await admin.patch(`/users/${user.id}`, sent)).status).toBe(200);
    }
  });

  it('check, store and change strategies', async () => {
    for (const { valid } of await postAll(ada, '/strategy/validate')) expect(valid).toBe(true);
    const [{ name, version }] = (await postAll(ada, '/strategy')) as [Json];
    expect([name, version]).toEqual(['my-cross', 1]);
    for (const [k, sent] of examplesOf('put', '/strategy/{name}').entries()) {
      const { status, body } = await ada.put('/strategy/my-cross', sent);
      expect([status, body.data?.version]).toEqual([200, 2 + k]);
    }
    for (const sent of examplesOf('patch', '/strategy/{name}')) {
      const { status, body } = await ada.patch('/strategy/my-cross', sent);
      expect([status, body.data]).toEqual([200, expect.objectContaining(sent)]);
    }
  });

  it('upload bars that are those of the sample, but for what breaks a rule', async () => {
    const [bars, rejected] = await postAll(ada, '/kline/upload');
    const nothingNew = { inserted_count: 0, updated_count: 0 };
    expect(bars).toMatchObject({ ...nothingNew, rejected: [] });
    expect(rejected).toMatchObject({
      ...nothingNew,
      rejected: [{ index: 2, reason: 'high-not-highest' }],
    });
  });

  it('upload funding rates, but for what breaks a rule', async () => {
    const [rates, rejected] = examplesOf('post', '/kline/{symbol}/funding') as [Json, Json];
    expect(await post(ada, '/kline/BTCUSDT/funding', rates)).toMatchObject({
      inserted_count: 2,
      rejected: [],
    });
    expect(await post(ada, '/kline/BTCUSDT/funding', rejected)).toMatchObject({
      inserted_count: 0,
      updated_count: 0,
      rejected: [{ index: 1, reason: 'rate-out-of-range' }],
    });
  });

  it('run backtests that complete', async () => {
    const runs = await postAll(ada, '/backtest/run');
    runId = runs[0]!.backtest_id;
    for (const { backtest_id } of runs) {
      expect(await untilStatus(ada, backtest_id)).toMatchObject({ status: 'COMPLETED' });
    }
  });

  it('fix what the market fixes for a symbol, and change a password', async () => {
    for (const sent of examplesOf('put', '/kline/{symbol}/settings')) {
      expect((await admin.put('/kline/BTCUSDT/settings', sent)).status).toBe(200);
    }
    await postAll(ada, '/auth/password');
  });

  it.each([
    ['BacktestResultResponse', () => ada.get(`/backtest/${runId}/result`), (data: Json) => data],
    ['BacktestSummaryResponse', () => ada.get('/backtest/history'), firstItem],
    ['TradeResponse', () => ada.get(`/backtest/${runId}/trades`), firstItem],
    ['OrderResponse', () => ada.get(`/backtest/${runId}/orders`), firstItem],
    ['StrategySourceResponse', () => ada.get('/strategy/sma-cross'), (data: Json) => data],
    ['SeriesResponse', () => ada.get('/kline/series'), firstItem],
    ['QualityResponse', () => ada.get('/kline/BTCUSDT/quality'), (data: Json) => data],
    ['SeriesVersionResponse', () => ada.get(BTC_VERSIONS), firstItem],
    ['ProcessResponse', () => ada.get('/monitor/workers'), (data: Json) => data[0]],
  ])('name in %s what an answer has', async (model, ask, pick) => {
    const { body } = await ask();
    const { properties } = document.components.schemas[model];
    const shown = Object.entries<Json>(properties).filter(([, schema]) => 'example' in schema);
    const example = Object.fromEntries(shown.map(([name, schema]) => [name, schema.example]));
    const paths = pathsOf(pick(body.data));
    expect(pathsOf(example).filter((path) => !paths.includes(path))).toEqual([]);
  });
});

function firstItem(data: Json): Json {
  return data.items[0];
}

function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, part]) => [
    ...(path ? [path] : []),
    ...pathsOf(part, `${path}.${name}`),
  ]);
}

async function sampleBars(): Promise<WireBar[]> {
  const [, ...lines] = (await readFile('samples/BTCUSDT-1h.csv', 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const [time = '', ...figures] = line.split(',');
    const [open = 0, high = 0, low = 0, close = 0, volume = 0] = figures.map(Number);
    const prices = { open, high, low, close, volume };
    return { symbol: 'BTCUSDT', timeframe: '1h', open_time: Date.parse(time), ...prices };
  });
}
