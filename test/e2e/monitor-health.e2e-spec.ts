import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmbeddedPostgres, startPostgres } from '../../libs/platform/src/embedded/postgres.js';
import { type TestApp, startApp } from '../support/app.js';
import { secrets } from '../support/environment.js';
import { runNode } from '../support/processes.js';
import { until } from '../support/until.js';

const READY_LIMIT_MS = 2500;

describe('health', () => {
  let home: string;
  let server: EmbeddedPostgres;
  let app: TestApp;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'barline-health-'));
    server = await startPostgres({ home });
    const env = { ...secrets, DATABASE_URL: server.url };
    await runNode('dist/libs/platform/src/database/migrate.cli.js', env);
    app = await startApp({
      databaseUrl: server.url,
      workers: 0,
      env: { RATE_LIMIT_REQUESTS: '5', RATE_LIMIT_WINDOW: '3600' },
    });
  });

  afterAll(async () => {
    await app.close();
    await server.stop('immediate');
    await rm(home, { recursive: true, force: true });
  });

  const ask = async (path: string) => {
    const response = await fetch(`${app.url}/health${path}`);
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, body };
  };

  it('answers without a login, an envelope or a limit', async () => {
    for (let i = 0; i < 10; i++) {
      expect(await ask('')).toEqual({
        status: 200,
        body: { status: 'healthy', version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
      });
    }
    expect(await ask('/live')).toEqual({ status: 200, body: { status: 'live' } });
    expect(await ask('/ready')).toEqual({
      status: 200,
      body: { status: 'ready', database: true, queue: true },
    });
  });

  it('is not ready, but alive, while PostgreSQL is away, and ready again when it is back', async () => {
    await server.stop('fast');
    const askedAt = performance.now();
    const { status, body } = await ask('/ready');
    expect(performance.now() - askedAt).toBeLessThan(READY_LIMIT_MS);
    expect([status, body.status, body.database]).toEqual([503, 'unavailable', false]);
    expect((await ask('/live')).status).toBe(200);
    expect((await ask('')).status).toBe(200);
    server = await startPostgres({ home, port: server.port });
    await until(async () => (await ask('/ready')).status === 200, 10_000);
  });
});
