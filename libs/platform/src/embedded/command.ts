import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Account } from './account.js';

/** Is what a command left: its exit code, null when it could not be run, and what it wrote. */
export interface CommandResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Is the environment of system commands and of PostgreSQL: none of the launcher's own variables. */
export const PLAIN_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
};

/** Runs a command to its end, as the account if one is given; detached, so that Ctrl-C in a terminal does not cut it off. */
export async function runCommand(
  command: string,
  parameters: string[],
  account?: Account,
): Promise<CommandResult> {
  const child = spawn(command, parameters, {
    ...account,
    cwd: '/',
    env: PLAIN_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (written.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (written.stderr += chunk.toString()));
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, ...written };
  } catch (error) {
    return { code: null, stdout: '', stderr: error instanceof Error ? error.message : '' };
  }
}

/** Says whether a command ends well when the account runs it. */
export async function succeeds(
  command: string,
  parameters: string[],
  account?: Account,
): Promise<boolean> {
  return (await runCommand(command, parameters, account)).code === 0;
}
