import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.js';

/** Is the locked folder of one embedded server. */
export interface Home {
  path: string;
  /** Keeps the ids of the children, which outlive a killed launcher for a moment. */
  record(children: number[]): void;
  /** Gives up the lock; `unused` also removes the folder if this start made it and left it empty. */
  release(unused?: boolean): void;
}

interface Lock extends ProcessIdentity {
  children: ProcessIdentity[];
}

const WRITE_MS = 1000;
const DRAIN_MS = 9000;

/** Makes the home, mode 0700, and locks it; throws an Error of one line when another launcher holds it, and takes over from a dead one. */
export async function openHome(folder: string, log: (line: string) => void): Promise<Home> {
  const path = resolve(folder);
  const file = join(path, 'launcher.lock');
  const isNew = !existsSync(path);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const lock: Lock = { ...ownIdentity(), children: [] };
  while (!take(file, lock)) {
    const holder = await readLock(file);
    if (holder && isAlive(holder)) {
      throw new Error(
        `Barline already runs on ${path} (process ${holder.pid}); stop it, or set BARLINE_HOME to another folder.`,
      );
    }
    log('The last start did not end as it should; recovering.');
    await endAll(holder?.children ?? []);
    rmSync(file, { force: true });
  }
  return {
    path,
    record: (pids) => {
      const children = pids.map(identityOf).filter((child) => child !== undefined);
      writeFileSync(`${file}.new`, JSON.stringify({ ...lock, children }), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
    release: (unused = false) => {
      rmSync(file, { force: true });
      if (unused && isNew) removeIfEmpty(path);
    },
  };
}

function ownIdentity(): ProcessIdentity {
  return identityOf(process.pid) ?? { pid: process.pid, started: '' };
}

function take(file: string, lock: Lock): boolean {
  try {
    writeFileSync(file, JSON.stringify(lock), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** A lock that cannot be read is being written at this moment, or was cut off by a power cut. */
async function readLock(file: string): Promise<Lock | undefined> {
  const deadline = Date.now() + WRITE_MS;
  while (Date.now() < deadline) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as Lock;
    } catch {
      await delay(50);
    }
  }
  return undefined;
}

/** Children drain by themselves once their launcher is gone; their port must be free before the next ones start. */
async function endAll(children: ProcessIdentity[]): Promise<void> {
  const deadline = Date.now() + DRAIN_MS;
  while (children.some(isAlive) && Date.now() < deadline) await delay(50);
  for (const child of children.filter(isAlive)) process.kill(child.pid, 'SIGKILL');
}

function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // Something is kept in it.
  }
}
