// Runs a command with DATABASE_URL of a fresh, migrated PostgreSQL that is thrown away afterwards.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../libs/platform/src/database/migrate.js';
import { startPostgres } from '../libs/platform/src/embedded/postgres.js';
import { environment, loadSettings } from '../libs/platform/src/env.js';

const home = mkdtempSync(join(tmpdir(), 'barline-scratch-'));
const server = await startPostgres({ home });
try {
  const env = {
    ...environment(),
    DATABASE_URL: server.url,
    REDIS_URL: '',
    SECRET_KEY: 'scratch-secret-key-of-32-characters',
    JWT_SECRET_KEY: 'scratch-jwt-key-of-32-characters.',
  };
  await migrate(loadSettings(env));
  const [command = '', ...parameters] = process.argv.slice(2);
  const child = spawn(command, parameters, { env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
} finally {
  await server.stop('immediate');
  rmSync(home, { recursive: true, force: true });
}
