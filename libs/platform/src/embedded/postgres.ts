import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { type Account, PLAIN_ENVIRONMENT } from './account.js';
import { type Binaries, findBinaries } from './postgres-binaries.js';
import { initialize } from './postgres-cluster.js';
import { clearOrphan } from './postgres-orphan.js';
import { choosePlace } from './postgres-place.js';
import { keptSecret } from './secrets.js';

/** Says where PostgreSQL lives and how it is sized; `port` is a random free one unless given. */
export interface PostgresOptions {
  home: string;
  log?: (line: string) => void;
  port?: number;
  maxConnections?: number;
}

/** Is a running PostgreSQL of the embedded profile; `exited` resolves when its process ends, for whatever reason. */
export interface EmbeddedPostgres {
  url: string;
  port: number;
  pid: number;
  dataDir: string;
  exited: Promise<void>;
  /** Ends its clients' sessions and stops it; `immediate` leaves recovery to the next start. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
}

const USER = 'barline';
const DATABASE = 'barline';
const DEFAULT_CONNECTIONS = 100;
const START_TRIES = 8;
const FAST_STOP_MS = 6000;
const LOG_LIMIT_BYTES = 10_000_000;

/** Starts PostgreSQL on a home folder, made at the first start, and returns it once it accepts connections; throws an Error of one line. */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const home = resolve(options.home);
  const log = options.log ?? (() => undefined);
  const { dataDir, account } = choosePlace(home, log);
  const binaries = findBinaries(account, log);
  const password = keptSecret(home, 'postgres.password');
  initialize({ binaries, dataDir, account, user: USER, password });
  await clearOrphan(dataDir, log);
  const logFile = join(home, 'postgres.log');
  const launch = (port: number) =>
    spawnPostgres({ binaries, dataDir, account, logFile, port, options });
  const { child, port } = await untilItRuns(launch, options.port, password, logFile);
  await createDatabase(urlOf(port, password, 'postgres'));
  return handleOf(child, { url: urlOf(port, password, DATABASE), port, dataDir });
}

interface Spawn {
  binaries: Binaries;
  dataDir: string;
  account: Account | undefined;
  logFile: string;
  port: number;
  options: PostgresOptions;
}

/** Detached, so that Ctrl-C in a terminal does not reach the database before its clients have ended. */
function spawnPostgres({ binaries, dataDir, account, logFile, port, options }: Spawn) {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: options.maxConnections ?? DEFAULT_CONNECTIONS,
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  const parameters = Object.entries(settings).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  rotate(logFile);
  const output = openSync(logFile, 'a', 0o600);
  try {
    return spawn(binaries.postgres, ['-D', dataDir, ...parameters], {
      ...account,
      cwd: '/',
      env: PLAIN_ENVIRONMENT,
      detached: true,
      stdio: ['ignore', output, output],
    });
  } finally {
    closeSync(output);
  }
}

function rotate(logFile: string): void {
  const size = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(logFile, `${logFile}.1`);
}

/** Tries again when the port was taken in between, or while the last process's memory is still being given back. */
async function untilItRuns(
  launch: (port: number) => ChildProcess,
  fixedPort: number | undefined,
  password: string,
  logFile: string,
): Promise<{ child: ChildProcess; port: number }> {
  for (let tries = 0; tries < START_TRIES; tries++) {
    const port = fixedPort ?? (await freePort());
    const child = launch(port);
    if (await acceptsConnections(child, urlOf(port, password, 'postgres'))) return { child, port };
    await delay(250 * (tries + 1));
  }
  throw new Error(`PostgreSQL does not start; see ${logFile}.`);
}

async function acceptsConnections(child: ChildProcess, url: string): Promise<boolean> {
  child.once('error', () => undefined);
  while (isRunning(child)) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === '28P01') {
        await stopChild(child, 'SIGINT');
        throw new Error('PostgreSQL does not take the password kept in the home folder.', {
          cause: error,
        });
      }
      await delay(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [
      DATABASE,
    ]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

function handleOf(
  child: ChildProcess,
  place: Pick<EmbeddedPostgres, 'url' | 'port' | 'dataDir'>,
): EmbeddedPostgres {
  const exited = isRunning(child) ? once(child, 'exit').then(() => undefined) : Promise.resolve();
  const stop = (mode: 'fast' | 'immediate' = 'fast') =>
    stopChild(child, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  return { ...place, pid: child.pid ?? 0, exited, stop };
}

async function stopChild(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (!isRunning(child)) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  const impatience = setTimeout(() => child.kill('SIGQUIT'), FAST_STOP_MS);
  await exit;
  clearTimeout(impatience);
}

function isRunning({ pid, exitCode, signalCode }: ChildProcess): boolean {
  return pid !== undefined && exitCode === null && signalCode === null;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
}
