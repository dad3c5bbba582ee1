import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { PLAIN_ENVIRONMENT } from './command.js';

/** Names one process for good: its id, which is used again, and when it started, which is not. */
export interface ProcessIdentity {
  pid: number;
  started: string;
}

/** Returns the identity of a living process, or undefined when there is none with this id. */
export function identityOf(pid: number): ProcessIdentity | undefined {
  const started = process.platform === 'linux' ? startedOnLinux(pid) : startedElsewhere(pid);
  return started ? { pid, started } : undefined;
}

/** Says whether that very process still lives. */
export function isAlive({ pid, started }: ProcessIdentity): boolean {
  return identityOf(pid)?.started === started;
}

function startedOnLinux(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; state and start time are the 1st and 20th field after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const bootId = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    return fields[0] === 'Z' || !fields[19] ? '' : `${bootId} ${fields[19]}`;
  } catch {
    return '';
  }
}

function startedElsewhere(pid: number): string {
  const parameters = ['-o', 'lstart=', '-p', String(pid)];
  const { status, stdout } = spawnSync('ps', parameters, {
    env: PLAIN_ENVIRONMENT,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : '';
}
