import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';

/** Names the user and group that a process of the embedded profile runs as. */
export interface Account {
  uid: number;
  gid: number;
}

/** Is the environment of system commands and of PostgreSQL: none of the launcher's own variables. */
export const PLAIN_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
};

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
export function systemAccount(log: (line: string) => void): Account {
  const known = lookUp();
  if (known) return known;
  for (const [command = '', ...parameters] of WAYS_TO_ADD_IT) {
    spawnSync(command, parameters, { env: PLAIN_ENVIRONMENT, stdio: 'ignore' });
    const made = lookUp();
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

/** Says whether a command ends well when the account runs it. */
export function succeedsAs(
  account: Account | undefined,
  command: string,
  parameters: string[],
): boolean {
  const { status } = spawnSync(command, parameters, {
    ...account,
    cwd: '/',
    env: PLAIN_ENVIRONMENT,
    stdio: 'ignore',
  });
  return status === 0;
}

function lookUp(): Account | undefined {
  const uid = idOf('-u');
  const gid = idOf('-g');
  return uid === undefined || gid === undefined ? undefined : { uid, gid };
}

function idOf(option: string): number | undefined {
  const { status, stdout } = spawnSync('id', [option, SYSTEM_USER], {
    env: PLAIN_ENVIRONMENT,
    encoding: 'utf8',
  });
  return status === 0 ? Number(stdout) : undefined;
}
