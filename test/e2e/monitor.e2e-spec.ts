import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { stopProcess } from '../support/processes.js';
import type { Session } from '../support/session.js';
import { until } from '../support/until.js';

describe('monitoring', () => {
  let app: TestApp;
  let admin: Session;
  let viewer: Session;

  beforeAll(async () => {
    app = await startApp();
    admin = await app.session('admin');
    viewer = await app.session('viewer');
  });

  afterAll(() => app.close());

  const dataOf = async (path: string, session = viewer) => (await session.get(path)).body.data;

  it('lists every living process with its figures, and sums them up', async () => {
    const { timestamp, processes, totals, queues, runs } = await dataOf('/monitor/metrics');
    expect(Date.now() - Date.parse(timestamp)).toBeLessThan(5000);
    expect(processes.map(({ kind }: { kind: string }) => kind)).toEqual(['api', 'worker']);
    for (const { pid, metrics } of processes) {
      expect([app.apis[0]!.child.pid, app.workers[0]!.child.pid]).toContain(pid);
      expect(metrics.rss_bytes).toBeGreaterThan(10_000_000);
      expect(metrics.cpu_share).toBeGreaterThanOrEqual(0);
      expect(metrics.event_loop_lag_p99_ms).toBeGreaterThanOrEqual(0);
      expect(metrics.database_connections).toBeGreaterThan(0);
    }
    expect(totals).toMatchObject({ apis: 1, workers: 1, running_jobs: 0 });
    expect(queues.map(({ name }: { name: string }) => name)).toEqual([
      'backtest',
      'data',
      'maintenance',
      'strategy',
    ]);
    expect(runs).toEqual({ PENDING: 0, RUNNING: 0, COMPLETED: 0, FAILED: 0, STOPPED: 0 });
  });

  it('beats every two seconds', async () => {
    const [{ heartbeat_at: first }] = await dataOf('/monitor/workers');
    await until(async () => (await dataOf('/monitor/workers'))[0].heartbeat_at !== first, 4000);
  });

  it('counts the threads of workers', async () => {
    await until(async () => {
      const { threads_total, threads_busy } = (await dataOf('/monitor/metrics')).totals;
      return threads_total >= 1 && threads_total <= 2 && threads_busy === 0;
    }, 6000);
  });

  it('counts sockets and topics', async () => {
    const socket = await app.socket(viewer, { topic: 'system_monitor' });
    await socket.next(
      'system_metrics',
      ({ data }) => data.totals.sockets === 1 && data.totals.topics === 1,
      6000,
    );
    socket.close();
    await until(async () => (await dataOf('/monitor/metrics')).totals.sockets === 0, 6000);
  });

  it('keeps a sample of every ten seconds and gives those of the last minutes', async () => {
    await until(async () => (await dataOf('/monitor/history?minutes=1')).length > 0, 25_000);
    const [sample] = await dataOf('/monitor/history');
    expect(sample).toMatchObject({ totals: { apis: 1 }, queues: expect.any(Array) });
    expect(Date.parse(sample.timestamp) % 10_000).toBe(0);
    expect(sample).not.toHaveProperty('processes');
  });

  it.each(['0', '1441', '1.5', 'x', '-1'])('refuses a history of %s minutes', async (minutes) => {
    const { status, body } = await viewer.get(`/monitor/history?minutes=${minutes}`);
    expect([status, body.error.code]).toEqual([422, 'request/invalid']);
  });

  it('lets admins pause and resume a queue, and nobody else', async () => {
    for (const session of [viewer, await app.session('trader')]) {
      expect((await session.post('/monitor/queues/backtest/pause')).status).toBe(403);
    }
    const paused = await admin.post('/monitor/queues/backtest/pause');
    expect(paused.body.data).toMatchObject({ name: 'backtest', paused: true });
    const [queue] = await dataOf('/monitor/queues');
    expect(queue).toEqual({
      name: 'backtest',
      waiting: 0,
      active: 0,
      delayed: 0,
      failed: 0,
      paused: true,
    });
    const resumed = await admin.post('/monitor/queues/backtest/resume');
    expect(resumed.body.data).toMatchObject({ paused: false });
    const unknown = await admin.post('/monitor/queues/celery/pause');
    expect([unknown.status, unknown.body.error.code]).toEqual([404, 'monitor/queue-not-found']);
  });

  it.each(['metrics', 'history', 'queues', 'workers'])('needs a login for %s', async (path) => {
    expect((await app.anonymous().get(`/monitor/${path}`)).status).toBe(401);
  });

  it('forgets a worker that ends in good order at once, and knows one that died as not alive', async () => {
    const second = await app.startWorker();
    await until(async () => (await dataOf('/monitor/workers')).length === 2);
    await stopProcess(second);
    expect(await dataOf('/monitor/workers')).toHaveLength(1);
    await app.query(
      `INSERT INTO processes (id, kind, host, pid, version, metrics, started_at, heartbeat_at)
       SELECT gen_random_uuid(), kind, host, 1, version, metrics, started_at, now() - INTERVAL '20 seconds'
       FROM processes WHERE kind = 'worker'`,
    );
    const workers: { alive: boolean }[] = await dataOf('/monitor/workers');
    expect(workers.map(({ alive }) => alive).toSorted()).toEqual([false, true]);
    expect((await dataOf('/monitor/metrics')).totals.workers).toBe(1);
  });
});
