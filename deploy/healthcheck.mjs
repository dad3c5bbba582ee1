// Ends with 0 when the process of this container is well: an api answers, a worker's heartbeat is fresh.
import { hostname } from 'node:os';
import { Client } from 'pg';
import { loadSettings } from '../dist/libs/platform/src/env.js';

const { PORT, DATABASE_URL } = loadSettings();
const checks = { api: isApiReady, worker: isWorkerAlive };
const check = checks[process.argv[2]];
process.exit((await check().catch(() => false)) ? 0 : 1);

async function isApiReady() {
  const { ok } = await fetch(`http://127.0.0.1:${PORT}/health/ready`);
  return ok;
}

async function isWorkerAlive() {
  const client = new Client({ connectionString: DATABASE_URL, connectionTimeoutMillis: 3000 });
  await client.connect();
  const { rowCount } = await client.query(
    `SELECT 1 FROM processes
     WHERE kind = 'worker' AND host = $1 AND heartbeat_at > now() - interval '30 seconds'`,
    [hostname()],
  );
  await client.end();
  return rowCount > 0;
}
