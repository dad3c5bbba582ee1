import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, openAsBlob } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { from as copyFrom } from 'pg-copy-streams';
import { pipeline } from 'node:stream/promises';
import type { Figure } from '../libs/engine/bench/report.js';
import { median } from '../libs/engine/bench/timing.js';
import { ms } from './in-turns.js';
import type { Scratch } from './scratch.js';
import { login, type Server, startServer } from './server.js';

const FILES = [2017, 2018].map((year) =>
  resolve('..', 'shared', 'data', 'crypto-1m-bitfinex', `BTCUSD-1m-${year}.merged.csv.gz`),
);
const ROUNDS = 3;
const BARE = `CREATE UNLOGGED TABLE bare (series_id int NOT NULL, open_time timestamptz NOT NULL,
  open float8 NOT NULL, high float8 NOT NULL, low float8 NOT NULL, close float8 NOT NULL,
  volume float8 NOT NULL, PRIMARY KEY (series_id, open_time))`;

/** The import of two years of real minutes beside psql's \copy of the same rows, and the memory of who imports. */
export async function measureImport(scratch: Scratch): Promise<Figure[]> {
  if (!FILES.every((file) => existsSync(file))) return [];
  const rows = join(scratch.folder, 'rows.csv');
  await writeRows(rows);
  const api = await startServer('api', scratch);
  const worker = await startServer('worker', scratch);
  const headers = await login(api);
  const imported: number[] = [];
  const copied: number[] = [];
  let by = '';
  for (let round = 0; round < ROUNDS; round++) {
    const startMs = performance.now();
    for (const file of FILES) await importFile(api, headers, file, `BTC${round}`);
    imported.push(performance.now() - startMs);
    const copy = await copyBare(scratch, rows);
    copied.push(copy.took);
    ({ by } = copy);
  }
  const [importer, receiver] = [worker.peakMb(), api.peakMb()];
  const note = `${ms(median(imported))} and ${ms(median(copied))} by ${by}`;
  const value = median(imported) / median(copied);
  await api.stop();
  await worker.stop();
  return [
    { name: 'import of 1,025,708 bars / bare copy', value, unit: '×', most: 2.5, note },
    { name: 'memory of the worker that imports', value: importer, unit: 'MB', most: 300 },
    { name: 'memory of the api that takes the files', value: receiver, unit: 'MB', most: 300 },
  ];
}

async function importFile(
  { address }: Server,
  headers: Record<string, string>,
  file: string,
  symbol: string,
): Promise<void> {
  const url = `${address}/api/v1/kline/import`;
  const form = new FormData();
  form.set('symbol', symbol);
  form.set('timeframe', '1m');
  form.set('file', await openAsBlob(file), basename(file));
  const sent = await fetch(url, { method: 'POST', headers, body: form });
  const { data } = (await sent.json()) as { data: { import_id: string } };
  for (;;) {
    const status = await fetch(`${url}s/${data.import_id}`, { headers });
    const answer = (await status.json()) as { data: { status: string; error: unknown } };
    if (answer.data.status === 'COMPLETED') return;
    if (['FAILED', 'STOPPED'].includes(answer.data.status)) {
      throw new Error(JSON.stringify(answer.data));
    }
    await delay(10);
  }
}

async function copyBare({ client, databaseUrl }: Scratch, rows: string) {
  await client.query('DROP TABLE IF EXISTS bare');
  await client.query(BARE);
  const startMs = performance.now();
  const by = await (hasPsql() ? bySpawn(databaseUrl, rows) : byStream(client, rows));
  return { took: performance.now() - startMs, by };
}

function hasPsql(): boolean {
  try {
    execFileSync('psql', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function bySpawn(databaseUrl: string, rows: string): Promise<string> {
  const copy = `\\copy bare FROM '${rows}' CSV`;
  const psql = spawn('psql', [databaseUrl, '-q', '-c', copy], { stdio: 'inherit' });
  const [code] = (await once(psql, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`psql ended with ${code}.`);
  return 'psql';
}

async function byStream(client: Scratch['client'], rows: string): Promise<string> {
  const copy = client.query(copyFrom('COPY bare FROM STDIN CSV'));
  await pipeline(createReadStream(rows), copy);
  return 'pg-copy-streams, as there is no psql';
}

// The files have the columns time, open, CLOSE, HIGH, LOW, volume; what is copied is ready for its table.
async function writeRows(path: string): Promise<void> {
  const out = createWriteStream(path);
  for (const file of FILES) {
    const lines = createInterface({ input: createReadStream(file).pipe(createGunzip()) });
    for await (const line of lines) {
      const [time, open, close, high, low, volume] = line.split(',');
      const iso = new Date(Number(time)).toISOString();
      if (!out.write(`1,${iso},${open},${high},${low},${close},${volume}\n`))
        await once(out, 'drain');
    }
  }
  out.end();
  await once(out, 'finish');
}
