import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from 'pg';

/** Is a migrated PostgreSQL of its own, thrown away in the end. */
export interface Scratch {
  /** A folder for files of the measurement. */
  folder: string;
  databaseUrl: string;
  /** The environment of processes that work on it. */
  env: Record<string, string>;
  /** A connection beside theirs. */
  client: Client;
  close(): Promise<void>;
}

/** The password of the only user. */
export const ADMIN_PASSWORD = 'correct horse battery staple';

/** Imports what was built, whose decorators no other compiler writes as Nest wants them. */
export async function built<T>(path: string): Promise<T> {
  return (await import(pathToFileURL(join(process.cwd(), 'dist', path)).href)) as T;
}

/** Starts it. */
export async function startScratch(): Promise<Scratch> {
  type Postgres = typeof import('../libs/platform/src/embedded/postgres.js');
  type Migrate = typeof import('../libs/platform/src/database/migrate.js');
  const { startPostgres } = await built<Postgres>('libs/platform/src/embedded/postgres.js');
  const { migrate } = await built<Migrate>('libs/platform/src/database/migrate.js');
  const { loadSettings } = await built<typeof import('@app/platform')>(
    'libs/platform/src/index.js',
  );
  const folder = mkdtempSync(join(tmpdir(), 'barline-bench-'));
  const server = await startPostgres({ home: folder });
  const env = environment(server.url, folder);
  await migrate(loadSettings({ ...env }));
  const client = new Client({ connectionString: server.url });
  await client.connect();
  return {
    folder,
    databaseUrl: server.url,
    env,
    client,
    async close() {
      await client.end();
      await server.stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function environment(databaseUrl: string, folder: string): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: databaseUrl,
    BARLINE_EMBEDDED: '1',
    SECRET_KEY: 'bench-secret-key-of-more-than-32-characters',
    JWT_SECRET_KEY: 'bench-jwt-key-of-more-than-32-characters',
    ADMIN_PASSWORD,
    BAR_CACHE_PATH: join(folder, 'bar-cache'),
    UPLOAD_PATH: join(folder, 'uploads'),
    RATE_LIMIT_REQUESTS: '0',
    LOG_LEVEL: 'ERROR',
    PORT: '0',
  };
}
