import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import { holdTable } from '../support/locks.js';
import { stopProcess } from '../support/processes.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

describe('removing a user who has runs', () => {
  let app: TestApp;
  let admin: Session;
  let ada: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    admin = await app.session('admin');
    ada = await app.session('trader', 'ada');
    await upload(ada, randomWalk('WALK', 500));
  });

  afterAll(() => app?.close());

  it('removes those that wait, run and are done, and leaves the others’ alone', async () => {
    const bob = await app.session('trader', 'bob');
    const adaId: string = (await ada.get('/auth/me')).body.data.id;
    const worker = await app.startWorker();
    await untilStatus(ada, await startRun(ada), ['COMPLETED']);
    await stopProcess(worker);
    const [running, bobs] = [await startRun(ada), await startRun(bob)];
    await startRun(ada);
    const held = await holdTable(app.databaseUrl, 'series');
    try {
      await app.startWorker({ WORKER_THREADS: '1' });
      await untilStatus(ada, running, ['RUNNING']);
      const { status, body } = await admin.delete(`/users/${adaId}`);
      expect([status, body.data]).toEqual([200, true]);
    } finally {
      await held.release();
    }
    await untilStatus(bob, bobs, ['COMPLETED']);
    const left = await app.query<{ id: string }>('SELECT id FROM backtests');
    expect(left).toEqual([{ id: bobs }]);
    for (const table of ['trades', 'orders', 'backtest_results']) {
      const sql = `SELECT DISTINCT backtest_id AS id FROM ${table}`;
      expect(await app.query(sql)).toEqual([{ id: bobs }]);
    }
  });
});
