import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Account, PLAIN_ENVIRONMENT } from './account.js';

/** Describes the cluster to make. */
export interface Cluster {
  initdb: string;
  dataDir: string;
  account: Account | undefined;
  user: string;
  password: string;
}

/** Makes the cluster unless it is there: UTF8, locale C, passwords as scram-sha-256; one that was cut off halfway is made anew. */
export async function initialize(cluster: Cluster): Promise<void> {
  const { dataDir, account, password } = cluster;
  if (existsSync(join(dataDir, 'PG_VERSION'))) return;
  const unfinished = `${dataDir}.new`;
  const passwordFile = `${dataDir}.pwfile`;
  rmSync(unfinished, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  for (const path of [unfinished, passwordFile]) {
    if (account) chownSync(path, account.uid, account.gid);
  }
  const failure = await runInitdb(cluster, unfinished, passwordFile);
  rmSync(passwordFile, { force: true });
  if (failure !== undefined) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(`PostgreSQL could not make its data folder ${dataDir}: ${failure}`);
  }
  renameSync(unfinished, dataDir);
}

/** Returns the first line of what went wrong, if something did; detached, so that Ctrl-C does not cut it off. */
async function runInitdb(
  { initdb, account, user }: Cluster,
  folder: string,
  passwordFile: string,
): Promise<string | undefined> {
  const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'];
  const child = spawn(initdb, ['-D', folder, '-U', user, `--pwfile=${passwordFile}`, ...options], {
    ...account,
    cwd: '/',
    env: PLAIN_ENVIRONMENT,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    return code === 0 ? undefined : complaint.trim().split('\n')[0];
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
