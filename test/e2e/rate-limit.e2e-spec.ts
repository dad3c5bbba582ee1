import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { startApp, type TestApp } from '../support/app.js';
import { Session } from '../support/session.js';

const LIMIT = 12;
const WINDOW_SECONDS = 3;

async function statusesOf(send: () => request.Test, count = LIMIT + 1): Promise<number[]> {
  const statuses = [];
  for (let i = 0; i < count; i++) statuses.push((await send()).status);
  return statuses;
}

function allOf(status: number): number[] {
  return [...Array<number>(LIMIT).fill(status), 429];
}

describe('the rate limit', () => {
  let app: TestApp;
  let ada: Session;
  let bob: Session;
  let key: string;

  beforeAll(async () => {
    app = await startApp({
      workers: 0,
      env: {
        RATE_LIMIT_REQUESTS: String(LIMIT),
        RATE_LIMIT_WINDOW: String(WINDOW_SECONDS),
        TRUST_PROXY: '1',
      },
    });
    ada = await app.session('trader', 'ada');
    bob = await app.session('viewer', 'bob');
    key = (await ada.post('/auth/api-keys', { name: 'notebook' })).body.data.key;
  });

  // Windows are fixed, so a spec starts with a new one.
  beforeEach(async () => {
    const windowMs = WINDOW_SECONDS * 1000;
    await new Promise((resolve) => setTimeout(resolve, windowMs - (Date.now() % windowMs) + 5));
  });

  afterAll(() => app?.close());

  it('counts a user and no one else, and says when to come back', async () => {
    expect(await statusesOf(() => ada.get('/auth/me'))).toEqual(allOf(200));
    const { status, headers, body } = await ada.get('/auth/me').set('Accept-Language', 'zh');
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(WINDOW_SECONDS);
    expect(body.error.code).toBe('request/rate-limited');
    expect(body.message).toBe(`${WINDOW_SECONDS} 秒内请求超过 ${LIMIT} 次。`);
    expect((await bob.get('/auth/me')).status).toBe(200);
    expect((await app.anonymous().get('/auth/me')).status).toBe(401);
  });

  it('counts a user’s login and API key together', async () => {
    await statusesOf(() => ada.get('/auth/me'), LIMIT);
    const { status } = await request(app.url).get('/api/v1/auth/me').set('X-API-Key', key);
    expect(status).toBe(429);
  });

  it('counts bad tokens and wrong passwords by address', async () => {
    const bad = new Session(app.url, 'nonsense');
    expect(await statusesOf(() => bad.get('/auth/me'))).toEqual(allOf(401));
    const wrong = { username: 'ada', password: 'a guess' };
    expect((await app.anonymous().post('/auth/login', wrong)).status).toBe(429);
    const elsewhere = app.anonymous().post('/auth/login', wrong);
    expect((await elsewhere.set('X-Forwarded-For', '203.0.113.7')).status).toBe(401);
    expect((await ada.get('/auth/me')).status).toBe(200);
  });

  it('counts one IPv6 network as one address', async () => {
    let host = 0;
    const send = () =>
      app
        .anonymous()
        .get('/auth/me')
        .set('X-Forwarded-For', `2001:db8:1:2::${(host += 1)}`);
    expect(await statusesOf(send)).toEqual(allOf(401));
  });

  it('tells how much is left, and forgets when the window ends', async () => {
    const { headers } = await bob.get('/auth/me');
    expect(headers['x-ratelimit-limit']).toBe(String(LIMIT));
    expect(headers['x-ratelimit-remaining']).toBe(String(LIMIT - 1));
  });
});

describe('a rate limit of 0', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ workers: 0, env: { RATE_LIMIT_REQUESTS: '0' } });
  });

  afterAll(() => app?.close());

  it('counts nothing', async () => {
    const answers = await Promise.all(
      Array.from({ length: 150 }, () => app.anonymous().get('/auth/me')),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    expect(answers[0]?.headers).not.toHaveProperty('x-ratelimit-limit');
  });
});
