import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { type Account, isRoot, ownerOf, systemAccount } from './account.js';
import { runCommand, succeeds } from './command.js';
import { SYSTEM_FOLDER } from './postgres-binaries.js';

/** Says where a home's PostgreSQL keeps its data and as whom it runs; without an account it runs as this process does. */
export interface Place {
  dataDir: string;
  account: Account | undefined;
}

/** Chooses the place: inside the home, except for a root whose user `postgres` cannot reach that. */
export async function choosePlace(home: string, log: (line: string) => void): Promise<Place> {
  const inside = join(home, 'postgres');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  if (!isRoot()) return { dataDir: inside, account: undefined };
  // The user postgres must pass through the home to its folder; every secret in it is a 0600 file.
  chmodSync(home, statSync(home).mode | 0o011);
  const outside = join(SYSTEM_FOLDER, nameOf(home));
  const existing = [inside, outside].find((folder) => existsSync(join(folder, 'PG_VERSION')));
  if (existing) return { dataDir: existing, account: await ownerUnlessRoot(existing, log) };
  const account = await systemAccount(log);
  if (await canKeep(`${inside}.probe`, account)) return { dataDir: inside, account };
  log(`The user "postgres" cannot reach ${home}; its data is kept in ${outside}.`);
  mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  return { dataDir: outside, account };
}

/** An ordinary user may have started this home before; the data stays theirs. */
async function ownerUnlessRoot(folder: string, log: (line: string) => void): Promise<Account> {
  const owner = ownerOf(folder);
  if (owner.uid !== 0) return owner;
  // A copy that root made, of a backup for instance, has lost its owner.
  const account = await systemAccount(log);
  await runCommand('chown', ['-R', `${account.uid}:${account.gid}`, folder]);
  return account;
}

async function canKeep(probe: string, account: Account): Promise<boolean> {
  try {
    mkdirSync(probe, { recursive: true, mode: 0o700 });
    chownSync(probe, account.uid, account.gid);
    return await succeeds('test', ['-w', probe], account);
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

function nameOf(home: string): string {
  const path = resolve(home);
  const digest = createHash('sha256').update(path).digest('hex').slice(0, 12);
  return `${basename(dirname(path)).replaceAll(/[^\w-]/g, '')}-${digest}`;
}
