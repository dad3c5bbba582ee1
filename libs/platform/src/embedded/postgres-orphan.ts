import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PLAIN_ENVIRONMENT } from './command.js';

const FAST_MS = 5000;
const IMMEDIATE_MS = 5000;

/** Stops a postgres that a killed launcher left on this data folder; a foreign process that has its id by now is left alone, and its id taken out of the way. */
export async function clearOrphan(dataDir: string, log: (line: string) => void): Promise<void> {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [line = '', ...rest] = readFileSync(file, 'utf8').split('\n');
  const pid = Number(line);
  if (isPostgresOn(dataDir, pid)) {
    log(`Stopping the PostgreSQL (process ${pid}) that an earlier start left behind.`);
    await stopProcess(pid, () => isPostgresOn(dataDir, pid));
  } else if (!line || !Number.isInteger(pid)) {
    rmSync(file);
  } else {
    // PostgreSQL does not start while any process, even a foreign one, has the id in this file, but for its parent's.
    // The other lines must stay: by them it sees whether a killed server's sessions still use its memory.
    writeFileSync(file, [process.pid, ...rest].join('\n'));
  }
}

async function stopProcess(pid: number, isAlive: () => boolean): Promise<void> {
  const steps: [NodeJS.Signals, number][] = [
    ['SIGINT', FAST_MS],
    ['SIGQUIT', IMMEDIATE_MS],
    ['SIGKILL', IMMEDIATE_MS],
  ];
  for (const [signal, patienceMs] of steps) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline) {
      if (!isAlive()) return;
      await delay(50);
    }
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop; stop it and start again.`);
}

function isPostgresOn(dataDir: string, pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  return commandLine(pid).includes(`postgres -D ${dataDir} -c `);
}

/** Reads a process's command line; empty when there is no such process or it is not ours to see. */
function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    }
    const parameters = ['-ww', '-o', 'command=', '-p', String(pid)];
    return spawnSync('ps', parameters, { env: PLAIN_ENVIRONMENT, encoding: 'utf8' }).stdout;
  } catch {
    return '';
  }
}
