import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import { HOSTILE, strategy } from '../support/hostile.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

const RANGE = { symbol: 'BTC', timeframe: '1h', start_date: '2024-01-01', end_date: '2024-01-20' };

describe('a hostile strategy', () => {
  let app: TestApp;
  let ada: Session;
  let before: string;

  beforeAll(async () => {
    app = await startApp({
      workers: 1,
      env: { STRATEGY_BAR_TIMEOUT_MS: '1000', STRATEGY_MEMORY_MB: '32', WORKER_THREADS: '1' },
    });
    await upload(await app.session('admin', 'admin'), randomWalk('BTC', 500, '1h'));
    ada = await app.session('trader', 'ada');
    before = await hashOfNormalRun();
  });

  afterAll(() => app.close());

  async function hashOfNormalRun(): Promise<string> {
    const id = await startRun(ada, { strategy_name: 'sma-cross', ...RANGE });
    await untilStatus(ada, id, ['COMPLETED']);
    return (await ada.get(`/backtest/${id}/result`)).body.data.manifest.result_hash;
  }

  async function assertUnharmed(): Promise<void> {
    expect(await hashOfNormalRun()).toBe(before);
    expect(app.workers[0]!.child.exitCode).toBeNull();
  }

  async function store(source: string): Promise<string> {
    const { status, body } = await ada.post('/strategy', { source, language: 'javascript' });
    expect([status, body.error]).toEqual([200, undefined]);
    return body.data.name;
  }

  it.each(HOSTILE)('that tries $what harms its own run at most', async ({ source, ends, logs }) => {
    const strategy_name = await store(source);
    const id = await startRun(ada, { strategy_name, ...RANGE });
    const { status, error } = await untilStatus(ada, id);
    expect(status === 'FAILED' ? error.code : status).toMatch(ends);
    if (logs) {
      const { body } = await ada.get(`/backtest/${id}/logs`);
      expect(body.data.items[0].message).toMatch(logs);
    }
    await assertUnharmed();
  });

  it('leaves no state for the next run', async () => {
    const counting = `init({ log }) { log(String(++runs)); return {}; }, next() {}`;
    const strategy_name = await store(strategy('counts', counting, 'let runs = 0;'));
    for (let run = 0; run < 2; run++) {
      const id = await startRun(ada, { strategy_name, ...RANGE });
      await untilStatus(ada, id, ['COMPLETED']);
      const { body } = await ada.get(`/backtest/${id}/logs`);
      expect(body.data.items[0].message).toBe('1');
    }
  });

  it('of another user cannot be read, run, changed or deleted by its name', async () => {
    const name = await store(strategy('mine', 'next() {}'));
    const bob = await app.session('trader', 'bob');
    const source = strategy('mine', 'next() { }');
    const answers = [
      await bob.get(`/strategy/${name}`),
      await bob.get(`/strategy/${name}/versions`),
      await bob.get(`/strategy/${name}/diff?from=1`),
      await bob.post('/backtest/run', { strategy_name: name, ...RANGE }),
      await bob.put(`/strategy/${name}`, { source }),
      await bob.patch(`/strategy/${name}`, { archived: true }),
      await bob.delete(`/strategy/${name}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect((await ada.get(`/strategy/${name}`)).body.data).toMatchObject({ archived: false });
  });

  it.each([
    ['a million lines', '\n'.repeat(1_000_000), 413, 'request/too-large'],
    ['250,000 lines', `${'\n'.repeat(250_000)}x`, 413, 'strategy/source-too-large'],
    ['ten megabytes', 'x'.repeat(10_000_000), 413, 'request/too-large'],
    ['binary junk', '\u0001\u0002\u0003ELF', 422, 'strategy/source-unreadable'],
    ['half of a character', 'const a = "\uD800";', 422, 'strategy/source-unreadable'],
    ['nothing', ' \n', 422, 'strategy/source-unreadable'],
    [
      'an import of files',
      `import fs from 'node:fs';\nexport default fs;`,
      422,
      'strategy/invalid',
    ],
    ['a dynamic import', `export default import('node:fs');`, 422, 'strategy/invalid'],
    ['an async function', `export default async () => 1;`, 422, 'strategy/invalid'],
    ['a loop when it is loaded', 'for (;;);\nexport default 1;', 422, 'strategy/invalid'],
    ['brackets without end', '('.repeat(100_000), 422, 'strategy/invalid'],
  ])('that is %s is refused, and the worker goes on', async (_, source, wanted, code) => {
    const { status, body } = await ada.post('/strategy', { source });
    expect([status, body.error?.code]).toEqual([wanted, code]);
    await assertUnharmed();
  });
});
