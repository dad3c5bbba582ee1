import { once } from 'node:events';
import { request as rawRequest } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { startApp, type TestApp } from '../support/app.js';

const LIMIT = 2048;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

describe('every answer', () => {
  let app: TestApp;

  beforeAll(async () => {
    const env = { MAX_UPLOAD_SIZE: String(LIMIT), NODE_ENV: 'production' };
    app = await startApp({ workers: 0, env });
  });

  afterAll(() => app?.close());

  const postText = (text: string, type = 'application/json') =>
    request(app.url).post('/api/v1/auth/login').set('Content-Type', type).send(text);

  const withId = (id: string) => app.anonymous().get('/auth/me').set('X-Request-Id', id);

  it('wraps a failure in one envelope with a request id', async () => {
    const { status, body, headers } = await app.anonymous().get('/auth/me');
    expect(status).toBe(401);
    expect(body).toEqual({
      success: false,
      data: null,
      message: 'This needs a login.',
      error: {
        code: 'auth/login-required',
        details: [],
        hint: 'Send Authorization: Bearer <access_token>, or X-API-Key.',
        request_id: headers['x-request-id'],
      },
    });
    expect(headers['x-request-id']).toMatch(UUID);
    expect(headers['vary']).toContain('Accept-Language');
  });

  it('wraps a success in another, in the language that is asked for', async () => {
    const admin = await app.session('admin');
    const { status, body, headers } = await admin.get('/users').set('Accept-Language', 'zh-TW,en');
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['success', 'data', 'message']);
    expect(body).toMatchObject({ success: true, message: '用户列表' });
    expect(headers['vary']).toContain('Accept-Language');
    const german = await admin.get('/users').set('Accept-Language', 'de');
    expect(german.body.message).toBe('Users.');
  });

  it('echoes a plain request id and replaces any other', async () => {
    const { headers, body } = await withId('my-request.7');
    expect(headers['x-request-id']).toBe('my-request.7');
    expect(body.error.request_id).toBe('my-request.7');
    for (const id of ['a b', 'x'.repeat(65), '<script>', '']) {
      expect((await withId(id)).headers['x-request-id']).toMatch(UUID);
    }
  });

  it.each(['/api/v1/nothing?secret=1', '/api/v1/auth/login', '/nothing', '/api/v2/auth/me'])(
    'knows no GET %s',
    async (path) => {
      const { status, body, headers } = await request(app.url).get(path);
      expect(status).toBe(404);
      expect(body.error.code).toBe('route/not-found');
      expect(body.message).toBe(`There is no GET ${path.split('?')[0]}.`);
      expect(headers['x-request-id']).toMatch(UUID);
    },
  );

  it.each([
    ['cut off', '{"username":'],
    ['a bare text', '"ada"'],
    ['a bare null', 'null'],
  ])('refuses JSON that is %s', async (_, text) => {
    const { status, body, headers } = await postText(text);
    expect(status).toBe(400);
    expect(body.error.code).toBe('request/malformed');
    expect(body.error.request_id).toBe(headers['x-request-id']);
  });

  it('refuses an array where an object must be', async () => {
    const { status, body } = await postText('[{"username":"ada"}]');
    expect(status).toBe(422);
    expect(body.error.details).toEqual([{ field: 'body', problem: 'must be an object' }]);
  });

  it('misses fields in an empty body, of whatever type', async () => {
    const { status, body } = await postText('', 'application/x-www-form-urlencoded');
    expect(status).toBe(422);
    expect(body.error.details).toEqual([
      { field: 'username', problem: 'is required' },
      { field: 'password', problem: 'is required' },
    ]);
  });

  it.each(['application/x-www-form-urlencoded', 'text/plain'])(
    'refuses a body of the type %s',
    async (type) => {
      const { status, body } = await postText('username=ada&password=x', type);
      expect([status, body.error.code]).toEqual([415, 'request/unsupported-media']);
    },
  );

  it('refuses a body that is nested too deep', async () => {
    const { status, body } = await postText(`{"username":${'['.repeat(500)}${']'.repeat(500)}}`);
    expect(status).toBe(422);
    expect(body.error.details).toEqual([
      { field: 'body', problem: 'must not be nested deeper than 32 levels' },
    ]);
  });

  it('refuses prototypes in bodies', async () => {
    const { status, body } = await postText('{"__proto__":{"username":"ada"},"password":"x"}');
    expect(status).toBe(422);
    expect(body.error.details).toEqual([{ field: '__proto__', problem: 'is not a known field' }]);
  });

  it('refuses a body above MAX_UPLOAD_SIZE, also a compressed one', async () => {
    const { status, body } = await postText(JSON.stringify({ username: 'x'.repeat(LIMIT) }));
    expect(status).toBe(413);
    expect(body.error.code).toBe('request/too-large');
    expect(body.message).toBe(`The request body is larger than ${LIMIT} bytes.`);
    const bomb = gzipSync(JSON.stringify({ username: 'x'.repeat(LIMIT) }));
    expect(bomb.length).toBeLessThan(LIMIT / 10);
    const inflated = await request(app.url)
      .post('/api/v1/auth/login')
      .set({ 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' })
      .serialize((body) => body)
      .send(bomb);
    expect([inflated.status, inflated.body.error.code]).toEqual([413, 'request/too-large']);
  });

  it('refuses a character set or an encoding that it does not know', async () => {
    const charset = await postText('{}', 'application/json; charset=latin7');
    expect([charset.status, charset.body.error.code]).toEqual([415, 'request/unsupported-media']);
    const encoding = await postText('{}').set('Content-Encoding', 'rot13');
    expect([encoding.status, encoding.body.error.code]).toEqual([415, 'request/unsupported-media']);
  });

  it('refuses a path that cannot be decoded', async () => {
    const { status, body } = await request(app.url).delete('/api/v1/users/%E0%A4%A');
    expect(status).toBe(400);
    expect(body.error.code).toBe('request/path-malformed');
  });

  it('compresses what has more than 1000 bytes, and nothing smaller', async () => {
    const admin = await app.session('admin');
    const small = await admin.get('/users').set('Accept-Encoding', 'gzip');
    expect(small.headers).not.toHaveProperty('content-encoding');
    for (let i = 0; i < 10; i++) {
      await admin.post('/users', { username: `user-${i}`, password: '12345678' });
    }
    const large = await admin.get('/users').set('Accept-Encoding', 'gzip');
    expect(large.headers['content-encoding']).toBe('gzip');
    expect(large.body.data.total).toBe(11);
    const plain = await admin.get('/users').set('Accept-Encoding', 'identity');
    expect(plain.headers).not.toHaveProperty('content-encoding');
  });

  it('carries security headers and hides what it is made with', async () => {
    const { headers } = await app.anonymous().get('/auth/me');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'self'"),
    });
    expect(headers['content-security-policy']).not.toContain('upgrade-insecure-requests');
    expect(headers).not.toHaveProperty('x-powered-by');
  });

  it('logs a request with its id, also a refused body, and no secret of it', async () => {
    await postText('{"username":').set('X-Request-Id', 'refused-body');
    await app
      .anonymous()
      .get('/auth/me?token=query-secret')
      .set('X-Request-Id', 'logged-request')
      .set('Authorization', 'Bearer header-secret')
      .set('X-API-Key', 'key-secret');
    const { child, output } = app.apis[0]!;
    for (const id of ['refused-body', 'logged-request']) {
      while (!output().includes(`"requestId":"${id}"`)) await once(child.stdout!, 'data');
    }
    expect(output()).not.toMatch(/query-secret|header-secret|key-secret/);
  });

  it('survives a client that leaves in the middle of a body', async () => {
    const { port } = new URL(app.url);
    await new Promise<void>((resolve) => {
      const headers = { 'Content-Type': 'application/json', 'Content-Length': '1000' };
      const options = { port, method: 'POST', path: '/api/v1/auth/login', headers };
      const leaving = rawRequest(options);
      leaving.on('error', () => resolve());
      leaving.write('{"username":', () => setImmediate(() => leaving.destroy(new Error('left'))));
    });
    expect((await app.anonymous().get('/auth/me')).status).toBe(401);
  });
});
