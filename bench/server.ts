import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { ADMIN_PASSWORD, type Scratch } from './scratch.js';

/** Is a running process of Barline. */
export interface Server {
  address: string;
  /** The most memory that it ever had, in MB. */
  peakMb(): number;
  stop(): Promise<void>;
}

/** Starts an api or a worker, and waits until it is ready. */
export async function startServer(name: 'api' | 'worker', { env }: Scratch): Promise<Server> {
  const child = spawn(
    process.execPath,
    ['--no-node-snapshot', '--max-semi-space-size=4', `dist/apps/${name}/src/main.js`],
    {
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
  const [{ address = '' }] = (await once(child, 'message')) as [{ address?: string }];
  return { address, peakMb: () => peakMb(child), stop: () => stop(child) };
}

/** Logs in and returns the header of later requests. */
export async function login({ address }: Server): Promise<Record<string, string>> {
  const response = await fetch(`${address}/api/v1/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'admin', password: ADMIN_PASSWORD }),
  });
  const { data } = (await response.json()) as { data: { access_token: string } };
  return { authorization: `Bearer ${data.access_token}` };
}

function peakMb({ pid }: ChildProcess): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
