import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import type { Account } from './account.js';
import { PLAIN_ENVIRONMENT } from './command.js';

/** Describes one process of PostgreSQL. */
export interface PostgresProcess {
  program: string;
  dataDir: string;
  account: Account | undefined;
  logFile: string;
  port: number;
  maxConnections: number;
}

const FAST_STOP_MS = 6000;
const LOG_LIMIT_BYTES = 10_000_000;

/** Spawns PostgreSQL on a loopback port, detached, so that Ctrl-C in a terminal does not reach it before its clients have ended. */
export function spawnPostgres(options: PostgresProcess): ChildProcess {
  const { program, dataDir, account, logFile, port, maxConnections } = options;
  const parameters = Object.entries({
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: maxConnections,
    timezone: 'UTC',
    log_timezone: 'UTC',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  rotate(logFile);
  const output = openSync(logFile, 'a', 0o600);
  try {
    const child = spawn(program, ['-D', dataDir, ...parameters], {
      ...account,
      cwd: '/',
      env: PLAIN_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', output, output],
    });
    // A program that cannot be spawned has no id, which isRunning sees.
    child.once('error', () => undefined);
    return child;
  } finally {
    closeSync(output);
  }
}

/** Says whether a spawned process has not ended. */
export function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

/** Stops PostgreSQL: `fast` ends its clients' sessions and writes its files, `immediate` leaves both to the next start. */
export async function stopPostgres(
  child: ChildProcess,
  mode: 'fast' | 'immediate' = 'fast',
): Promise<void> {
  if (!isRunning(child)) return;
  const exit = once(child, 'exit');
  child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  const impatience = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS);
  await exit;
  clearTimeout(impatience);
}

function rotate(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
}
