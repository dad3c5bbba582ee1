import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const LAUNCHER = 'dist/libs/platform/src/embedded/launcher.js';
const READY_LIMIT_MS = 45_000;

/** Says how `npm start` is run; without an account as this process's user. */
export interface LaunchOptions {
  home: string;
  env?: Record<string, string>;
  account?: { uid: number; gid: number } | undefined;
}

/** Is a launcher that a spec started, with its own process group as in a terminal. */
export class Launched {
  readonly exited: Promise<number | null>;
  private text = '';

  constructor(
    readonly child: ChildProcess,
    private readonly home: string,
  ) {
    const keep = (chunk: Buffer) => (this.text += chunk.toString());
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    this.exited = once(child, 'close').then(([code]) => code as number | null);
  }

  /** Everything that it and its children wrote. */
  get output(): string {
    return this.text;
  }

  /** The address that was announced. */
  get address(): string {
    return /address +(\S+)/.exec(this.text)?.[1] ?? '';
  }

  /** Waits for the block that announces the server; throws what was written when it does not come. */
  async ready(): Promise<this> {
    const deadline = Date.now() + READY_LIMIT_MS;
    while (!this.text.includes('  stop      Ctrl-C')) {
      const ended = this.child.exitCode !== null || this.child.signalCode !== null;
      if (ended || Date.now() > deadline) throw new Error(`Not ready:\n${this.text}`);
      await delay(20);
    }
    return this;
  }

  /** Sends a signal to the whole group, as a terminal does. */
  signalGroup(signal: NodeJS.Signals): void {
    process.kill(-(this.child.pid ?? 0), signal);
  }

  /** The ids of the api and the worker, of PostgreSQL and of the launcher. */
  processes(): { children: number[]; postgres: number; all: number[] } {
    const lock = JSON.parse(readFileSync(join(this.home, 'launcher.lock'), 'utf8')) as {
      children: { pid: number }[];
    };
    const children = lock.children.map(({ pid }) => pid);
    const pidFile = readFileSync(join(this.home, 'postgres', 'postmaster.pid'), 'utf8');
    const postgres = Number(pidFile.split('\n')[0]);
    return { children, postgres, all: [...children, postgres, this.child.pid ?? 0] };
  }
}

/** Runs the launcher; the port is any free one and the sample is left out unless `env` says otherwise. */
export function launch({ home, env, account }: LaunchOptions): Launched {
  const child = spawn(process.execPath, ['--no-node-snapshot', LAUNCHER], {
    ...account,
    detached: true,
    env: {
      PATH: process.env.PATH,
      BARLINE_HOME: home,
      PORT: '0',
      SAMPLE_DATA: 'false',
      WORKER_THREADS: '1',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Launched(child, home);
}

/** Says whether a process with this id lives; one that ended and was not yet waited for does not. */
export function lives(pid: number): boolean {
  if (existsSync('/proc/self/stat')) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      return stat[stat.lastIndexOf(')') + 2] !== 'Z';
    } catch {
      return false;
    }
  }
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Waits until a condition holds; throws when it does not within the time. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  limitMs: number,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`It did not happen within ${limitMs} ms.`);
    await delay(25);
  }
}
