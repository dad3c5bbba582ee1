// Jest loads this file without its own resolver, so it is plain JavaScript and takes what was built.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '../../dist/libs/platform/src/embedded/postgres.js';
import { secrets, TEMPLATE } from './environment.ts';
import { runNode } from './processes.ts';

/** Starts one PostgreSQL for all specs and migrates the database that each spec's own is copied from. */
export default async function setUp() {
  const home = await mkdtemp(join(tmpdir(), 'barline-test-'));
  const server = await startPostgres({ home });
  globalThis.stopPostgres = () => server.stop('immediate');
  process.env.BARLINE_TEST_POSTGRES = server.url;
  const client = new Client({ connectionString: server.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const url = new URL(server.url);
  url.pathname = TEMPLATE;
  await runNode('dist/libs/platform/src/database/migrate.cli.js', {
    ...secrets,
    DATABASE_URL: url.href,
  });
}
