import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { runNode } from '../support/processes.js';

describe('a process that is closed', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ apis: 0, workers: 0 });
  });

  afterAll(() => app?.close());

  it.each([
    ['worker', 'createWorker', '../../dist/apps/worker/src/worker.js'],
    ['api', 'createApi', '../../dist/apps/api/src/api.js'],
  ])('leaves no connection open that keeps it alive: %s', async (_, CREATE, SCRIPT) => {
    const env = { ...app.env, CREATE, SCRIPT };
    const output = await runNode('test/support/open-and-close.mjs', env, 30_000);
    // An idle connection to PostgreSQL that nobody closes lives for ten seconds, one to Redis for ever.
    expect(Number(/^ENDED (.*)$/m.exec(output)?.[1])).toBeLessThan(5000);
  });
});

describe('a worker that is closed amid the chores of its first start', () => {
  it('lets the chore at hand end and begins no other', async () => {
    // Each on a database of its own: chores are due at once only there.
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        const app = await startApp({ apis: 0, workers: 0 });
        try {
          const script = '../../dist/apps/worker/src/worker.js';
          const env = { ...app.env, CREATE: 'createWorker', SCRIPT: script };
          const output = await runNode('test/support/open-and-close.mjs', env, 30_000);
          expect(output).toContain('ENDED');
        } finally {
          await app.close();
        }
      }),
    );
  });
});

describe('a script that does not end', () => {
  it('is ended at its limit, and what it wrote until then is told', async () => {
    const running = runNode('test/support/endless.mjs', {}, 2000);
    await expect(running).rejects.toThrow(
      'test/support/endless.mjs did not end within 2000 ms:\nwaits for nothing',
    );
  });
});

describe('a worker whose event loop stands still', () => {
  it('ends by force', async () => {
    const child = spawn(process.execPath, ['test/support/blocked.mjs'], { stdio: 'pipe' });
    let told = '';
    child.stdout.on('data', (chunk: Buffer) => (told += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    // It lived on for longer than the limit before it stood still.
    expect(told).toBe('still\nworker: its event loop stands still; it ends.\n');
  });
});
