import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import { strategy } from '../support/hostile.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Started } from '../support/processes.js';
import type { Session } from '../support/session.js';

const RANGE = { symbol: 'BTC', timeframe: '1h', start_date: '2024-01-01', end_date: '2024-01-20' };
// V8 gives an isolate up where there is no room for a larger table.
const GIVEN_UP = 'next() { const kept = {}; for (let k = 0; ; k++) kept[k * 7919] = k; }';
const SLOW = 'next() { let sum = 0; for (let k = 0; k < 2e5; k++) sum += Math.sqrt(k); }';

describe('a worker whose isolates V8 gave up', () => {
  let app: TestApp;
  let ada: Session;

  beforeAll(async () => {
    const env = { STRATEGY_MEMORY_MB: '32', WORKER_THREADS: '2', STRATEGY_BAR_TIMEOUT_MS: '60000' };
    app = await startApp({ workers: 1, env });
    await upload(await app.session('admin', 'admin'), randomWalk('BTC', 500, '1h'));
    ada = await app.session('trader', 'ada');
  });

  let isOver = false;
  let started = Promise.resolve();

  afterAll(async () => {
    isOver = true;
    await started;
    await app.close();
  });

  // As the launcher does.
  function keepRunning({ child }: Started): void {
    child.once('exit', () => {
      if (!isOver) started = app.startWorker().then(keepRunning);
    });
  }

  async function store(source: string): Promise<string> {
    const { status, body } = await ada.post('/strategy', { source, language: 'javascript' });
    expect([status, body.error]).toEqual([200, undefined]);
    return body.data.name;
  }

  it('sees the run that it has to its end, ends, and leaves what waits to the next', async () => {
    const [worker] = app.workers;
    const exit = once(worker!.child, 'exit');
    keepRunning(worker!);
    const givenUp = await store(strategy('given-up', GIVEN_UP));
    const slow = await store(strategy('slow', SLOW));
    const long = await startRun(ada, { strategy_name: slow, ...RANGE });
    for (let k = 0; k < 4; k++) {
      const id = await startRun(ada, { strategy_name: givenUp, ...RANGE });
      expect((await untilStatus(ada, id)).error.code).toMatch(/^backtest\/strategy-memory/);
    }
    const next = await startRun(ada, { strategy_name: 'sma-cross', ...RANGE });
    const { attempts } = await untilStatus(ada, long, ['COMPLETED']);
    expect(attempts).toBe(1);
    expect(await exit).toEqual([null, 'SIGKILL']);
    await untilStatus(ada, next, ['COMPLETED']);
  });
});
