import { statSync } from 'node:fs';
import { runCommand } from './command.js';

/** Names the user and group that a process of the embedded profile runs as. */
export interface Account {
  uid: number;
  gid: number;
}

const SYSTEM_USER = 'postgres';

const WAYS_TO_ADD_IT = [
  ['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', SYSTEM_USER],
  ['adduser', '--system', '--no-create-home', '--group', SYSTEM_USER],
  ['adduser', '-S', '-D', '-H', '-s', '/sbin/nologin', SYSTEM_USER],
];

/** Says whether this process is root, as which PostgreSQL refuses to run. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Returns the account of the system user `postgres`, which it makes when there is none; throws an Error of one line when it cannot. */
export async function systemAccount(log: (line: string) => void): Promise<Account> {
  const known = await lookUp();
  if (known) return known;
  for (const [command = '', ...parameters] of WAYS_TO_ADD_IT) {
    await runCommand(command, parameters);
    const made = await lookUp();
    if (!made) continue;
    log(`Made the system user "${SYSTEM_USER}", since PostgreSQL does not run as root.`);
    return made;
  }
  throw new Error(
    'PostgreSQL does not run as root and the user "postgres" could not be made; start as an ordinary user.',
  );
}

/** Returns the owner of a file or folder. */
export function ownerOf(path: string): Account {
  const { uid, gid } = statSync(path);
  return { uid, gid };
}

async function lookUp(): Promise<Account | undefined> {
  const [uid, gid] = [await idOf('-u'), await idOf('-g')];
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

async function idOf(option: string): Promise<number | undefined> {
  const { code, stdout } = await runCommand('id', [option, SYSTEM_USER]);
  return code === 0 ? Number(stdout) : undefined;
}
