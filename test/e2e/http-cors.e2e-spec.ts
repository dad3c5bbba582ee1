import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { startApp, type TestApp } from '../support/app.js';

const ME = '/api/v1/auth/me';

describe('CORS for every origin', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
  });

  afterAll(() => app?.close());

  it('allows all of them, without credentials', async () => {
    const { headers } = await request(app.url).get(ME).set('Origin', 'https://evil.example');
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
    expect(headers['access-control-expose-headers']).toContain('X-Request-Id');
  });

  it('answers a preflight with what a client needs', async () => {
    const { status, headers } = await request(app.url)
      .options('/api/v1/users/1')
      .set('Origin', 'https://any.example')
      .set('Access-Control-Request-Method', 'PATCH')
      .set('Access-Control-Request-Headers', 'authorization,content-type,idempotency-key');
    expect(status).toBe(204);
    expect(headers['access-control-allow-methods']).toContain('PATCH');
    expect(headers['access-control-allow-headers']).toContain('idempotency-key');
    expect(headers['x-request-id']).toMatch(/^[\w-]{36}$/);
  });
});

describe('CORS for a list of origins', () => {
  let app: TestApp;

  beforeAll(async () => {
    const env = { ALLOWED_HOSTS: '["https://dash.example:8443", "localhost", "10.0.0.7:3000"]' };
    app = await startApp({ workers: 0, env });
  });

  afterAll(() => app?.close());

  const headersFor = async (origin: string) =>
    (await request(app.url).get(ME).set('Origin', origin)).headers;

  it.each(['https://dash.example:8443', 'http://localhost:5173', 'http://10.0.0.7:3000'])(
    'allows %s, with credentials',
    async (origin) => {
      const headers = await headersFor(origin);
      expect(headers['access-control-allow-origin']).toBe(origin);
      expect(headers['access-control-allow-credentials']).toBe('true');
      expect(headers['vary']).toContain('Origin');
    },
  );

  it.each([
    'https://dash.example',
    'http://dash.example:8443',
    'http://10.0.0.7',
    'https://localhost.evil.example',
    'null',
  ])('does not allow %s', async (origin) => {
    expect(await headersFor(origin)).not.toHaveProperty('access-control-allow-origin');
  });

  it('serves clients that are no browsers as ever', async () => {
    expect((await request(app.url).get(ME)).status).toBe(401);
  });
});
