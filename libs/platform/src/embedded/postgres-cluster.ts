import { spawnSync } from 'node:child_process';
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
export function initialize({ initdb, dataDir, account, user, password }: Cluster): void {
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
  const parameters = ['-D', unfinished, '-U', user, `--pwfile=${passwordFile}`];
  const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'];
  const { status, error, stderr } = spawnSync(initdb, [...parameters, ...options], {
    ...account,
    cwd: '/',
    env: PLAIN_ENVIRONMENT,
    encoding: 'utf8',
  });
  rmSync(passwordFile, { force: true });
  if (status !== 0) {
    const reason = error?.message ?? stderr.trim().split('\n')[0] ?? '';
    throw new Error(`PostgreSQL could not make its data folder ${dataDir}: ${reason}`);
  }
  renameSync(unfinished, dataDir);
}
