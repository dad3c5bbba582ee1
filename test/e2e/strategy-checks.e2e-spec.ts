import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { stopProcess } from '../support/processes.js';
import type { Session } from '../support/session.js';
import { until } from '../support/until.js';

// Its trial is ended after five seconds, so that there is time to hurt the worker.
const ENDLESS = `import { defineStrategy } from '@barline/engine';
export default defineStrategy({ name: 'endless', next() { for (;;); } });
`;

describe('a check that runs', () => {
  let app: TestApp;
  let ada: Session;

  beforeEach(async () => {
    app = await startApp({ workers: 1 });
    ada = await app.session('trader', 'ada');
  });

  afterEach(() => app.close());

  const rows = () =>
    app.query<{ id: string; status: string; attempts: number; releases: number; source: string }>(
      'SELECT id, status, attempts, releases, source FROM strategy_checks',
    );

  async function startCheck(): Promise<{ id: string; answered: Promise<unknown> }> {
    const answered = ada.post('/strategy', { source: ENDLESS }).then(({ status }) => status);
    await until(async () => (await rows())[0]?.status === 'RUNNING');
    const [row] = await rows();
    return { id: row!.id, answered };
  }

  async function untilStored(): Promise<void> {
    await until(async () => (await rows())[0]?.status === 'COMPLETED', 60_000);
    expect((await ada.get('/strategy/endless')).body.data.version).toBe(1);
  }

  it('is done by another worker when its own is killed', async () => {
    const { id, answered } = await startCheck();
    app.workers[0]!.child.kill('SIGKILL');
    await app.startWorker();
    await untilStored();
    expect(await rows()).toMatchObject([{ id, attempts: 2, releases: 0, source: '' }]);
    await answered;
  });

  it('is given back by a worker that ends', async () => {
    const { id, answered } = await startCheck();
    await stopProcess(app.workers[0]!);
    expect(await rows()).toMatchObject([{ id, status: 'PENDING', attempts: 1, releases: 1 }]);
    await app.startWorker();
    await untilStored();
    expect(await rows()).toMatchObject([{ id, attempts: 2, releases: 1 }]);
    expect(await answered).toBe(200);
  });
});
