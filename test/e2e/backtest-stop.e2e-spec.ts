import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import { type Held, holdTable } from '../support/locks.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

const STOP_LIMIT_MS = 2000;

describe('stopping a backtest', () => {
  let app: TestApp;
  let trader: Session;
  let held: Held | undefined;

  beforeEach(async () => {
    app = await startApp({ workers: 0 });
    trader = await app.session('trader');
    await upload(trader, randomWalk('WALK', 500));
  });

  afterEach(async () => {
    await held?.release();
    held = undefined;
    await app.close();
  });

  it('ends a waiting run at once, and no worker touches it afterwards', async () => {
    const id = await startRun(trader);
    expect((await trader.post(`/backtest/${id}/stop`)).body.data).toBe(true);
    const { body } = await trader.get(`/backtest/${id}/status`);
    expect(body.data).toMatchObject({ status: 'STOPPED', attempts: 0, message: 'Stopped.' });
    await app.startWorker();
    const later = await startRun(trader);
    await untilStatus(trader, later, ['COMPLETED']);
    expect((await trader.get(`/backtest/${id}/status`)).body.data.status).toBe('STOPPED');
  });

  it('ends a running run within two seconds, and refuses to delete it before', async () => {
    const id = await startRun(trader);
    held = await holdTable(app.databaseUrl, 'series');
    await app.startWorker();
    await untilStatus(trader, id, ['RUNNING']);
    const refused = await trader.delete(`/backtest/${id}`);
    expect([refused.status, refused.body.error.code]).toEqual([409, 'backtest/still-running']);
    const [{ now: asked }] = await app.query<{ now: Date }>('SELECT clock_timestamp() AS now');
    expect((await trader.post(`/backtest/${id}/stop`)).body.data).toBe(true);
    const status = await untilStatus(trader, id, ['STOPPED']);
    expect(Date.parse(status.finished_at) - asked!.getTime()).toBeLessThan(STOP_LIMIT_MS);
    expect((await trader.get(`/backtest/${id}/result`)).body.error.code).toBe('backtest/no-result');
    expect((await trader.delete(`/backtest/${id}`)).body.data).toBe(true);
  });

  it('ends a run that takes longer than its time limit', async () => {
    const id = await startRun(trader);
    held = await holdTable(app.databaseUrl, 'series');
    await app.startWorker();
    await untilStatus(trader, id, ['RUNNING']);
    await app.query(
      `UPDATE backtests SET started_at = now() - INTERVAL '31 minutes' WHERE id = $1`,
      [id],
    );
    const status = await untilStatus(trader, id, ['FAILED']);
    expect(status.error.code).toBe('backtest/timeout');
    expect(status.message).toBe('The run took longer than 30 minutes.');
  });

  it('shows no result before a run is completed, and says what state it is in', async () => {
    const id = await startRun(trader);
    const { status, body } = await trader.get(`/backtest/${id}/result`);
    expect([status, body.error.code]).toEqual([404, 'backtest/no-result']);
    expect(body.message).toContain('PENDING');
  });
});
