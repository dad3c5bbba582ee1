import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Account } from './account.js';
import { runCommand } from './command.js';

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
  const { initdb, dataDir, account, user, password } = cluster;
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
  const options = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C'];
  const parameters = ['-D', unfinished, '-U', user, `--pwfile=${passwordFile}`, ...options];
  const { code, stderr } = await runCommand(initdb, parameters, account);
  rmSync(passwordFile, { force: true });
  if (code !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    const [reason = ''] = stderr.trim().split('\n');
    throw new Error(`PostgreSQL could not make its data folder ${dataDir}: ${reason}`);
  }
  renameSync(unfinished, dataDir);
}
