import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GuardedTasks, OutOfTaskTime, ProcessBroken } from './guarded-tasks.js';

type Task = { act: 'echo' | 'throw' | 'loop' | 'fill' | 'exit' | 'exitLater'; value?: number };

const ENTRY = `
const say = (message) => process.send(message);
const acts = {
  echo: ({ value }) => [value, process.pid, process.env.HOME],
  throw: () => { throw new Error('Thrown.'); },
  loop: () => { for (;;); },
  fill: () => { const all = []; for (;;) all.push(new Array(1000).fill(1.5)); },
  exit: () => process.exit(3),
  exitLater: () => [Number(setTimeout(() => process.exit(3), 50)), process.pid],
};
process.on('message', (task) => {
  try { say({ answer: acts[task.act](task) }); }
  catch ({ message }) { say({ thrown: { message } }); }
});
process.once('disconnect', () => process.exit());
say({ ready: true });
`;

describe('tasks in a process', () => {
  let folder: string;
  let tasks: GuardedTasks<Task, [number, number, string | undefined]>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'barline-tasks-'));
    const entry = join(folder, 'entry.mjs');
    writeFileSync(entry, ENTRY);
    tasks = new GuardedTasks(pathToFileURL(entry), 32);
  });

  afterAll(async () => {
    await tasks.close();
    rmSync(folder, { recursive: true });
  });

  it('are done one after the other', async () => {
    const values = [1, 2, 3].map((value) => tasks.run({ act: 'echo', value }, 5000));
    expect((await Promise.all(values)).map(([value]) => value)).toEqual([1, 2, 3]);
  });

  it('that throw leave it as it is', async () => {
    const [, before] = await tasks.run({ act: 'echo' }, 5000);
    await expect(tasks.run({ act: 'throw' }, 5000)).rejects.toThrow('Thrown.');
    expect((await tasks.run({ act: 'echo' }, 5000))[1]).toBe(before);
  });

  it.each([
    ['take too long', 'loop', OutOfTaskTime],
    ['take too much memory', 'fill', ProcessBroken],
    ['end it', 'exit', ProcessBroken],
  ] as const)('that %s end, and the next ones are done', async (_, act, failure) => {
    const failed = tasks.run({ act }, act === 'loop' ? 300 : 20_000);
    const next = tasks.run({ act: 'echo', value: 7 }, 20_000);
    await expect(failed).rejects.toBeInstanceOf(failure);
    expect((await next)[0]).toBe(7);
  });

  it('are done by another one where it ended between two', async () => {
    const [, pid] = await tasks.run({ act: 'exitLater' }, 20_000);
    await delay(500);
    const [value, other] = await tasks.run({ act: 'echo', value: 8 }, 20_000);
    expect([value, other === pid]).toEqual([8, false]);
  });

  it('go on in one process, whenever the one before it ends', async () => {
    await expect(tasks.run({ act: 'loop' }, 300)).rejects.toBeInstanceOf(OutOfTaskTime);
    const [, pid] = await tasks.run({ act: 'echo' }, 20_000);
    await delay(500);
    expect((await tasks.run({ act: 'echo' }, 20_000))[1]).toBe(pid);
  });

  it('know nothing of the environment', async () => {
    const [, pid, home] = await tasks.run({ act: 'echo' }, 20_000);
    expect([pid === process.pid, home ?? null]).toEqual([false, null]);
  });
});
