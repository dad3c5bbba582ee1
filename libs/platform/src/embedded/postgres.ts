import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './port.js';
import { findBinaries } from './postgres-binaries.js';
import { initialize } from './postgres-cluster.js';
import { clearOrphan } from './postgres-orphan.js';
import { choosePlace } from './postgres-place.js';
import { isRunning, spawnPostgres, stopPostgres } from './postgres-process.js';
import { keptSecret } from './secrets.js';

/** Says where PostgreSQL lives and how it is sized; `port` is a random free one unless given. */
export interface PostgresOptions {
  home: string;
  log?: (line: string) => void;
  port?: number;
  maxConnections?: number;
  /** Gives up a start that is under way. */
  signal?: AbortSignal;
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
const DEFAULT_CONNECTIONS = 200;
const START_TRIES = 8;
const WRONG_PASSWORD = '28P01';

/** Starts PostgreSQL on a home folder, made at the first start, and returns it once it accepts connections; throws an Error of one line. */
export async function startPostgres(options: PostgresOptions): Promise<EmbeddedPostgres> {
  const { port: fixedPort, maxConnections = DEFAULT_CONNECTIONS, signal } = options;
  const home = resolve(options.home);
  const log = options.log ?? (() => undefined);
  const { dataDir, account } = await choosePlace(home, log);
  const { initdb, postgres: program } = await findBinaries(account, log);
  const password = keptSecret(home, 'postgres.password');
  await initialize({ initdb, dataDir, account, user: USER, password });
  await clearOrphan(dataDir, log);
  const logFile = join(home, 'postgres.log');
  // Tries again when the port was taken in between, or while a killed server's memory is being given back.
  for (let tries = 1; tries <= START_TRIES; tries++) {
    const port = fixedPort ?? (await freePort());
    const child = spawnPostgres({ program, dataDir, account, logFile, port, maxConnections });
    const url = (database: string) => urlOf(port, password, database);
    if (await acceptsConnections(child, url('postgres'), signal)) {
      await createDatabase(url('postgres')).catch(async (error: unknown) => {
        await stopPostgres(child);
        throw error;
      });
      return handleOf(child, { url: url(DATABASE), port, dataDir });
    }
    await delay(250 * tries, undefined, { signal });
  }
  throw new Error(`PostgreSQL does not start; see ${logFile}.`);
}

async function acceptsConnections(
  child: ChildProcess,
  url: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  while (isRunning(child)) {
    const failure = await connect(url);
    if (failure === undefined) return true;
    if (signal?.aborted || failure === WRONG_PASSWORD) {
      await stopPostgres(child);
      signal?.throwIfAborted();
      throw new Error('PostgreSQL does not take the password that the home folder keeps.');
    }
    await delay(50);
  }
  return false;
}

/** Returns why a connection could not be made, or undefined when it could. */
async function connect(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code ?? 'unknown';
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const named = 'SELECT 1 FROM pg_database WHERE datname = $1';
    const { rowCount } = await client.query(named, [DATABASE]);
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
  return { ...place, pid: child.pid ?? 0, exited, stop: (mode) => stopPostgres(child, mode) };
}

function urlOf(port: number, password: string, database: string): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
}
