import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openHome } from './home.js';
import { identityOf } from './process-identity.js';

const ignore = () => undefined;
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'barline-home-'));
  path = join(folder, 'home');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lock(): { pid: number; children: { pid: number }[] } {
  return JSON.parse(readFileSync(join(path, 'launcher.lock'), 'utf8')) as ReturnType<typeof lock>;
}

describe('a home', () => {
  it('is made for its user alone', async () => {
    await openHome(path, ignore);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(lock().pid).toBe(process.pid);
  });

  it('is refused while its holder lives', async () => {
    const home = await openHome(path, ignore);
    await expect(openHome(path, ignore)).rejects.toThrow(
      `already runs on ${path} (process ${process.pid})`,
    );
    home.release();
    await expect(openHome(path, ignore)).resolves.toBeDefined();
  });

  it('goes away with its release when nothing was kept in it', async () => {
    const home = await openHome(path, ignore);
    home.release(true);
    expect(existsSync(path)).toBe(false);
  });

  it.each([
    ['whose holder died', JSON.stringify({ pid: 999_999_999, started: 'then', children: [] })],
    ['whose id another process has by now', JSON.stringify({ pid: 1, started: 'then' })],
    ['that a power cut left empty', ''],
  ])('is taken over from a lock %s', async (_how, text) => {
    (await openHome(path, ignore)).release();
    writeFileSync(join(path, 'launcher.lock'), text);
    const lines: string[] = [];
    await openHome(path, (line) => lines.push(line));
    expect(lines).toEqual(['The last start did not end as it should; recovering.']);
    expect(lock().pid).toBe(process.pid);
  });

  it('waits, when taken over, for the children that still drain', async () => {
    const child = spawn('sleep', ['0.3'], { stdio: 'ignore' });
    const ended = once(child, 'exit');
    const home = await openHome(path, ignore);
    home.record([child.pid ?? 0]);
    expect(lock().children).toEqual([identityOf(child.pid ?? 0)]);
    writeFileSync(join(path, 'launcher.lock'), JSON.stringify({ ...lock(), started: 'then' }));
    await openHome(path, ignore);
    await ended;
    expect(child.exitCode).toBe(0);
  });
});
