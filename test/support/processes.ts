import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 12_000;
const RUN_LIMIT_MS = 60_000;
const LOG_LINES_KEPT = 200;
const NODE_FLAGS = ['--no-node-snapshot', '--max-semi-space-size=4'];

/** Is one process of Barline that a spec started. */
export interface Started {
  child: ChildProcess;
  address: string;
  /** The last lines that it wrote. */
  output(): string;
  /** Resolves when the process has ended. */
  ended: Promise<void>;
}

/** Starts one script of `dist` and waits until it says that it is ready. */
export async function startProcess(script: string, env: NodeJS.ProcessEnv): Promise<Started> {
  const child = spawn(process.execPath, [...NODE_FLAGS, script], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines: string[] = [];
  const keep = (chunk: Buffer) => {
    lines.push(...chunk.toString().split('\n').filter(Boolean));
    lines.splice(0, lines.length - LOG_LINES_KEPT);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const ended = once(child, 'exit').then(() => undefined);
  const output = () => lines.join('\n');
  const ready = once(child, 'message').then(([message]) => message as { address?: string });
  const first = await Promise.race([
    ready,
    ended.then(() => undefined),
    delay(START_LIMIT_MS, undefined, { ref: false }),
  ]);
  if (!first) {
    child.kill('SIGKILL');
    throw new Error(`${script} did not start:\n${output()}`);
  }
  return { child, address: first.address ?? '', output, ended };
}

/** Ends a process in good order, or by force when it takes too long. */
export async function stopProcess({ child, ended }: Started): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGCONT');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
  await ended;
  clearTimeout(timer);
}

/** Runs one script to its end and returns what it wrote; throws when it fails, or with all that it wrote when it outlasts its limit. */
export async function runNode(
  script: string,
  env: NodeJS.ProcessEnv,
  limitMs = RUN_LIMIT_MS,
): Promise<string> {
  const child = spawn(process.execPath, ['--no-node-snapshot', script], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  let outlasted = false;
  const timer = setTimeout(() => {
    outlasted = true;
    child.kill('SIGKILL');
  }, limitMs);
  const [code] = (await once(child, 'close')) as [number | null];
  clearTimeout(timer);
  if (outlasted) throw new Error(`${script} did not end within ${limitMs} ms:\n${output}`);
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${output}`);
  return output;
}
