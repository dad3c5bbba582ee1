import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ChildFailed, SupervisedChild } from './supervised-child.js';

let folder: string;
let lines: string[];
let spawned: () => void;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'barline-child-'));
  lines = [];
  spawned = () => undefined;
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function childOf(source: string): SupervisedChild {
  const entry = join(folder, 'main.mjs');
  writeFileSync(entry, source);
  return new SupervisedChild({
    name: 'worker',
    entry,
    env: {},
    log: (line) => lines.push(line),
    onSpawn: () => spawned(),
  });
}

const STAYS = `process.send({ ready: 'worker' }); process.on('disconnect', () => process.exit());`;

describe('a supervised child', () => {
  it('is ready when it says so, and ends when told', async () => {
    const child = childOf(STAYS);
    expect(await child.start()).toEqual({ ready: 'worker' });
    await child.stop(1000);
    expect(child.pid).toBeUndefined();
    expect(lines).toEqual([]);
  });

  it('is started again when it ends by itself', async () => {
    const child = childOf(STAYS);
    await child.start();
    const first = child.pid ?? 0;
    const again = new Promise<void>((resolve) => (spawned = resolve));
    process.kill(first, 'SIGKILL');
    await again;
    expect(child.pid).not.toBe(first);
    expect(lines).toEqual(['The worker ended (signal SIGKILL); it starts again in 0.5 s.']);
    await child.stop(1000);
  });

  it('fails its first start once and for all, and says whether it told the reason', async () => {
    const silent = childOf('process.exit(3)').start();
    await expect(silent).rejects.toThrow('The worker did not start: exit code 3.');
    const failure = await childOf('process.exit(1)')
      .start()
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ChildFailed);
    expect((failure as ChildFailed).told).toBe(true);
    expect(lines).toEqual([]);
  });

  it('is killed when it does not end in time', async () => {
    const child = childOf(`process.on('SIGTERM', () => undefined); ${STAYS}`);
    await child.start();
    const startedAt = Date.now();
    await child.stop(100);
    expect(Date.now() - startedAt).toBeLessThan(2000);
  });
});
