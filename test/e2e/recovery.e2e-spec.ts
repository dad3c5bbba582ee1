import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import { forgetQueue, type Held, holdQueue, holdTable } from '../support/locks.js';
import { runBody, startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';
import { until } from '../support/until.js';

const HAND_OVER_MS = 60_000;
const MENDING_LOCK = 0x62617232;
const MENDING_MS = 15_000;

describe('when a process is lost', () => {
  let app: TestApp;
  let trader: Session;
  let held: Held | undefined;

  beforeEach(async () => {
    app = await startApp({ workers: 0, env: { WORKER_THREADS: '1' } });
    trader = await app.session('trader');
    await upload(trader, randomWalk('WALK', 3000));
  });

  afterEach(async () => {
    await held?.release();
    held = undefined;
    await app.close();
  });

  /** Starts a run and a worker that holds it at the point where it loads bars. */
  async function runInHand(): Promise<string> {
    const id = await startRun(trader);
    held = await holdTable(app.databaseUrl, 'series');
    await app.startWorker();
    await untilStatus(trader, id, ['RUNNING']);
    return id;
  }

  /** Counts who holds the lock under which runs are mended. */
  async function menders(): Promise<number> {
    const [row] = await app.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM pg_locks JOIN pg_database ON oid = database
       WHERE locktype = 'advisory' AND datname = current_database() AND objid = ${MENDING_LOCK}`,
    );
    return row!.count;
  }

  async function letGo(): Promise<void> {
    await held?.release();
    held = undefined;
  }

  async function expectOneSetOfTrades(id: string): Promise<void> {
    const { statistics } = (await trader.get(`/backtest/${id}/result`)).body.data;
    const { total } = (await trader.get(`/backtest/${id}/trades`)).body.data;
    expect(total).toBeGreaterThan(0);
    expect(total).toBe(statistics.trades);
  }

  it(
    'completes the run of a killed worker once, on another worker',
    async () => {
      const id = await runInHand();
      const [victim] = app.workers;
      victim!.child.kill('SIGKILL');
      await victim!.ended;
      await letGo();
      await app.startWorker();
      const status = await untilStatus(trader, id, ['COMPLETED'], HAND_OVER_MS);
      expect(status.attempts).toBe(2);
      await expectOneSetOfTrades(id);
    },
    HAND_OVER_MS * 2,
  );

  it(
    'lets a paused worker, woken after its run was handed on, write nothing',
    async () => {
      const id = await runInHand();
      const [paused] = app.workers;
      paused!.child.kill('SIGSTOP');
      await app.startWorker();
      await until(async () => {
        const [row] = await app.query<{ attempts: number }>(
          'SELECT attempts FROM backtests WHERE id = $1',
          [id],
        );
        return row!.attempts === 2;
      }, HAND_OVER_MS);
      await letGo();
      await untilStatus(trader, id, ['COMPLETED']);
      const before = await app.query('SELECT * FROM backtests WHERE id = $1', [id]);
      paused!.child.kill('SIGCONT');
      await until(async () => paused!.output().includes(`${id} (attempt 1): lost`));
      expect(await app.query('SELECT * FROM backtests WHERE id = $1', [id])).toEqual(before);
      await expectOneSetOfTrades(id);
    },
    HAND_OVER_MS * 2,
  );

  it('lets others mend when the worker that was at it is paused', async () => {
    held = await holdTable(app.databaseUrl, 'backtests');
    const paused = await app.startWorker();
    await until(async () => (await menders()) === 1);
    paused.child.kill('SIGSTOP');
    await letGo();
    await until(async () => (await menders()) === 0, 2 * MENDING_MS);
  }, 60_000);

  it('fails a run whose workers are lost again and again', async () => {
    const id = await startRun(trader);
    await app.query(
      `UPDATE backtests SET status = 'RUNNING', attempts = 3,
              heartbeat_at = now() - INTERVAL '1 minute' WHERE id = $1`,
      [id],
    );
    await app.startWorker();
    const status = await untilStatus(trader, id, ['FAILED']);
    expect(status.error.code).toBe('backtest/worker-lost');
    expect(status.message).toBe('The worker was lost 3 times.');
  });

  it('runs what an api stored and, killed, could not queue', async () => {
    const queue = await holdQueue(app.databaseUrl);
    const [api] = app.apis;
    const answer = trader.post('/backtest/run', runBody()).then(
      ({ status }) => status,
      () => 'no answer',
    );
    await until(async () => (await app.query('SELECT 1 FROM backtests')).length === 1);
    api!.child.kill('SIGKILL');
    await queue.release();
    expect(await answer).toBe('no answer');
    const [row] = await app.query<{ id: string }>('SELECT id FROM backtests');
    await app.startApi();
    await app.startWorker();
    const status = await untilStatus(trader, row!.id, ['COMPLETED']);
    expect(status.attempts).toBe(1);
  });

  it('runs what the queue forgot', async () => {
    const id = await startRun(trader);
    await forgetQueue(app.databaseUrl, app.env.REDIS_URL);
    await app.startWorker();
    const status = await untilStatus(trader, id, ['COMPLETED']);
    expect(status.attempts).toBe(1);
  });

  it(
    'gives a held run back when its worker is asked to end, and loses no attempt by it',
    async () => {
      const id = await runInHand();
      const [leaving] = app.workers;
      const askedMs = performance.now();
      leaving!.child.kill('SIGTERM');
      await leaving!.ended;
      expect(performance.now() - askedMs).toBeLessThan(10_000);
      expect((await untilStatus(trader, id, ['PENDING'])).status).toBe('PENDING');
      await letGo();
      await app.startWorker();
      await untilStatus(trader, id, ['COMPLETED']);
      const [row] = await app.query('SELECT attempts, releases FROM backtests WHERE id = $1', [id]);
      expect(row).toEqual({ attempts: 2, releases: 1 });
    },
    HAND_OVER_MS * 2,
  );
});
