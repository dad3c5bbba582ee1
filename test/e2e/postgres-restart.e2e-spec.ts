import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EmbeddedPostgres, startPostgres } from '../../libs/platform/src/embedded/postgres.js';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import { secrets } from '../support/environment.js';
import { runNode } from '../support/processes.js';
import { runBody, startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';
import { until } from '../support/until.js';

const ANSWER_LIMIT_MS = 10_000;

describe('when PostgreSQL is restarted under load', () => {
  let home: string;
  let server: EmbeddedPostgres;
  let app: TestApp;
  let trader: Session;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'barline-restart-'));
    server = await startPostgres({ home });
    const env = { ...secrets, DATABASE_URL: server.url };
    await runNode('dist/libs/platform/src/database/migrate.cli.js', env);
    app = await startApp({ databaseUrl: server.url });
    trader = await app.session('trader');
    await upload(trader, randomWalk('WALK', 5000));
  });

  afterAll(async () => {
    await app.close();
    await server.stop('immediate');
    await rm(home, { recursive: true, force: true });
  });

  it('answers everything again within ten seconds, and ends every run that it accepted', async () => {
    const accepted: string[] = [];
    const loading = new AbortController();
    const load = (async () => {
      while (!loading.signal.aborted) {
        const { status, body } = await trader.post('/backtest/run', runBody());
        if (status === 200) accepted.push(body.data.backtest_id);
        else expect([status, body.error.code]).toEqual([503, 'server/unavailable']);
        await delay(100);
      }
    })();
    await until(async () => accepted.length >= 5);
    await server.stop('fast');
    server = await startPostgres({ home, port: server.port });
    const restartedAt = performance.now();
    await until(async () => (await ready()) && (await isRunCompleted()), ANSWER_LIMIT_MS);
    expect(performance.now() - restartedAt).toBeLessThan(ANSWER_LIMIT_MS);
    loading.abort();
    await load;
    for (const id of accepted) {
      expect((await untilStatus(trader, id, ['COMPLETED'], 90_000)).status).toBe('COMPLETED');
    }
  }, 180_000);

  async function ready(): Promise<boolean> {
    const answers = await Promise.all([
      fetch(`${app.url}/health/ready`).then(({ status }) => status),
      trader.get('/kline/series').then(({ status }) => status),
      trader.get('/backtest/history').then(({ status }) => status),
      trader.get('/monitor/queues').then(({ status }) => status),
    ]);
    return answers.every((status) => status === 200);
  }

  async function isRunCompleted(): Promise<boolean> {
    const socket = await app.socket(trader);
    const id = await startRun(trader);
    socket.emit('subscribe', { topic: `backtest_progress_${id}` });
    await socket.next('progress_update', ({ data }) => data.status === 'COMPLETED');
    socket.close();
    return true;
  }
});
