import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import { csvOf, startImport, untilImported } from '../support/imports.js';
import { stopProcess } from '../support/processes.js';
import { startRun, untilStatus } from '../support/runs.js';

describe('two users with one worker', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ workers: 0, env: { WORKER_THREADS: '1' } });
  });

  afterAll(() => app.close());

  async function endWorkers(): Promise<void> {
    await Promise.all(app.workers.splice(0).map((worker) => stopProcess(worker)));
  }

  it('run the second user’s one run before the first user’s many', async () => {
    const many = await app.session('trader', 'many');
    const one = await app.session('trader', 'one');
    await upload(many, randomWalk('WALK', 300));
    const ids: string[] = [];
    for (let i = 0; i < 30; i++) ids.push(await startRun(many));
    const single = await startRun(one);
    await app.startWorker();
    for (const id of ids) await untilStatus(many, id, ['COMPLETED']);
    await untilStatus(one, single, ['COMPLETED']);
    const order = await app.query<{ id: string }>('SELECT id FROM backtests ORDER BY started_at');
    const place = order.findIndex(({ id }) => id === single);
    // The worker may have taken a job or two of the other before it saw this one.
    expect(place).toBeLessThan(4);
  });

  it('import the second user’s one file before the first user’s many', async () => {
    const many = await app.session('trader', 'many');
    const one = await app.session('trader', 'one');
    await endWorkers();
    const file = { name: 'x.csv', bytes: csvOf(randomWalk('FAIR', 100)) };
    const ids: string[] = [];
    for (let i = 0; i < 20; i++) ids.push(await startImport(many, file, { symbol: `FAIR${i}` }));
    const single = await startImport(one, file, { symbol: 'FAIR.ONE' });
    await app.startWorker();
    for (const id of ids) await untilImported(many, id);
    await untilImported(one, single);
    const order = await app.query<{ id: string }>(
      'SELECT id FROM data_imports ORDER BY started_at',
    );
    // Its worker takes two at once, and may have had two more before it saw this one.
    expect(order.findIndex(({ id }) => id === single)).toBeLessThan(5);
  });

  it('bound the runs of all workers by MAX_CONCURRENT_BACKTESTS', async () => {
    const many = await app.session('trader', 'many');
    // Workers that disagree about the bound each set their own.
    await endWorkers();
    await app.startWorker({ MAX_CONCURRENT_BACKTESTS: '1', WORKER_THREADS: '2' });
    const ids: string[] = [];
    for (let i = 0; i < 12; i++) ids.push(await startRun(many));
    for (const id of ids) await untilStatus(many, id, ['COMPLETED']);
    const [{ overlaps }] = (await app.query<{ overlaps: number }>(
      `SELECT count(*)::int AS overlaps FROM backtests a JOIN backtests b
       ON a.id < b.id AND a.started_at < b.finished_at AND b.started_at < a.finished_at
       WHERE a.id = ANY ($1) AND b.id = ANY ($1)`,
      [ids],
    )) as [{ overlaps: number }];
    expect(overlaps).toBe(0);
  });
});
