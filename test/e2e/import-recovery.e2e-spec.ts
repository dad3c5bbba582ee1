import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, upload, type WireBar } from '../support/bars.js';
import { bitfinexFile, hasBitfinex } from '../support/bitfinex.js';
import { csvOf, importFile, sendFile, startImport, untilImported } from '../support/imports.js';
import { forgetQueue, type Held, holdTable } from '../support/locks.js';
import { stopProcess } from '../support/processes.js';
import type { Session } from '../support/session.js';
import { until } from '../support/until.js';

const MAX_BYTES = 4 * 1024 * 1024;
const STOP_MS = 2000;
const GUARANTEE_MS = 2000;
const BARS = randomWalk('HELD', 2000);
const louder = (bar: WireBar): WireBar => ({ ...bar, volume: bar.volume + 1 });

describe('An import', () => {
  let app: TestApp;
  let trader: Session;
  let held: Held | undefined;

  let symbol: string;
  let fields: Record<string, string>;
  let tests = 0;

  beforeAll(async () => {
    const env = { WORKER_THREADS: '1', MAX_UPLOAD_SIZE: String(MAX_BYTES) };
    app = await startApp({ workers: 0, env });
    trader = await app.session('trader');
  });

  beforeEach(() => {
    symbol = `HELD${tests++}`;
    fields = { symbol, timeframe: '1h' };
  });

  afterEach(async () => {
    await held?.release();
    held = undefined;
    await Promise.all(app.workers.splice(0).map((worker) => stopProcess(worker)));
  });

  afterAll(() => app?.close());

  const count = async (sql: string) => {
    const [row] = await app.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${sql}`);
    return row!.count;
  };
  const rowOf = async (id: string) => {
    const [row] = await app.query<any>('SELECT * FROM data_imports WHERE id = $1', [id]);
    return row;
  };
  const contentOf = async () => {
    const { body } = await trader.get(`/kline/${symbol}?timeframe=1h&page_size=10000`);
    return body.data.items.map(({ volume }: WireBar) => volume);
  };

  /** Begins an import over stored bars, and has a worker stand still in the middle of writing it. */
  async function importInHand(): Promise<string> {
    await upload(
      trader,
      BARS.slice(0, 1000).map((bar) => ({ ...bar, symbol })),
    );
    const file = { name: 'held.csv', bytes: csvOf(BARS.map(louder)) };
    const id = await startImport(trader, file, fields);
    held = await holdTable(app.databaseUrl, 'kline_history');
    await app.startWorker();
    await until(async () => (await rowOf(id)).stage === 'writing');
    return id;
  }

  /** Lets the lease of a lost worker, and the lock of its job, lapse at once. */
  async function lapse(id: string): Promise<void> {
    await app.query(
      `UPDATE data_imports SET heartbeat_at = now() - INTERVAL '1 minute' WHERE id = $1`,
      [id],
    );
    await forgetQueue(app.databaseUrl, app.env.REDIS_URL);
  }

  async function letGo(): Promise<void> {
    await held?.release();
    held = undefined;
  }

  it('of a killed worker leaves the old bars whole, and is done once by another worker', async () => {
    const id = await importInHand();
    const [victim] = app.workers;
    victim!.child.kill('SIGKILL');
    await victim!.ended;
    expect(await contentOf()).toEqual(BARS.slice(0, 1000).map(({ volume }) => volume));
    await letGo();
    await lapse(id);
    await app.startWorker();
    const done = await untilImported(trader, id);
    expect(done).toMatchObject({
      status: 'COMPLETED',
      attempts: 2,
      inserted_count: 1000,
      updated_count: 1000,
      version: 2,
    });
    expect(await contentOf()).toEqual(BARS.map(({ volume }) => volume + 1));
    expect(await count('import_chunks')).toBe(0);
  });

  it('of a paused worker is taken from it, lock and all', async () => {
    const id = await importInHand();
    const [paused] = app.workers;
    paused!.child.kill('SIGSTOP');
    await lapse(id);
    await app.startWorker();
    await until(async () => (await rowOf(id)).attempts === 2);
    await letGo();
    expect(await untilImported(trader, id)).toMatchObject({ status: 'COMPLETED', version: 2 });
    const before = await rowOf(id);
    paused!.child.kill('SIGCONT');
    await until(async () => paused!.output().includes(`${id} (attempt 1): lost`));
    expect(await rowOf(id)).toEqual(before);
    expect((await rowOf(id)).outcome.version).toBe(2);
  });

  it('fails when its workers are lost again and again', async () => {
    const id = await startImport(trader, { name: 'x.csv', bytes: csvOf(BARS) }, fields);
    await app.query(
      `UPDATE data_imports SET status = 'RUNNING', attempts = 3,
              heartbeat_at = now() - INTERVAL '1 minute' WHERE id = $1`,
      [id],
    );
    await app.startWorker();
    const status = await untilImported(trader, id);
    expect(status).toMatchObject({ status: 'FAILED', error: { code: 'kline/worker-lost' } });
    expect(status.message).toBe('The worker was lost 3 times.');
  });

  it('is stopped in the middle within two seconds, and has written nothing', async () => {
    const id = await importInHand();
    const askedMs = performance.now();
    expect((await trader.post(`/kline/imports/${id}/stop`)).status).toBe(200);
    const status = await untilImported(trader, id);
    expect(performance.now() - askedMs).toBeLessThan(STOP_MS);
    expect(status).toMatchObject({ status: 'STOPPED', rows_written: 0, version: null });
    expect(await contentOf()).toEqual(BARS.slice(0, 1000).map(({ volume }) => volume));
    expect(await count('import_files')).toBe(0);
    await letGo();
    const after = await importFile(trader, { name: 'x.csv', bytes: csvOf(BARS) }, fields);
    expect(after).toMatchObject({ status: 'COMPLETED', inserted_count: 1000 });
  });

  it('is stopped before a worker has it', async () => {
    const id = await startImport(trader, { name: 'x.csv', bytes: csvOf(BARS) }, fields);
    expect((await trader.post(`/kline/imports/${id}/stop`)).status).toBe(200);
    expect((await untilImported(trader, id)).status).toBe('STOPPED');
    expect(await count('import_files')).toBe(0);
  });

  it('is given back when its worker is asked to end, and loses no attempt by it', async () => {
    const id = await importInHand();
    const [leaving] = app.workers;
    leaving!.child.kill('SIGTERM');
    await until(async () => (await rowOf(id)).status === 'PENDING', STOP_MS);
    expect(await rowOf(id)).toMatchObject({ attempts: 1, releases: 1 });
    await letGo();
    await leaving!.ended;
    await app.startWorker();
    expect(await untilImported(trader, id)).toMatchObject({ status: 'COMPLETED', attempts: 2 });
  });

  it('is followed live from its state at once to its end', async () => {
    const id = await importInHand();
    const topic = `data_import_${id}`;
    const socket = await app.socket(trader, { topic });
    const first = await socket.next('status_update');
    expect(first).toMatchObject({
      topic,
      data: { import_id: id, status: 'RUNNING', rows_read: 2000, symbol },
    });
    const other = await app.socket(await app.session('trader', 'other'), { topic });
    expect(await other.next('error')).toMatchObject({ code: 'ws/import-not-found' });
    await letGo();
    const last = await socket.next('progress_update', ({ data }) => data.status === 'COMPLETED');
    const seenMs = Date.now();
    const { finished_at, rows_written } = await untilImported(trader, id);
    expect(seenMs - Date.parse(finished_at)).toBeLessThan(GUARANTEE_MS);
    expect(last.data).toMatchObject({ progress: 100, rows_read: 2000, rows_written });
    expect(last.seq).toBe((await rowOf(id)).seq);
  });

  it('is not begun, and nothing of its file stays, when the client breaks the upload off', async () => {
    const before = await count('data_imports');
    const upload = httpRequest(`${app.url}/api/v1/kline/import`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${trader.token}`,
        'Content-Type': 'multipart/form-data; boundary=cut',
      },
    });
    upload.on('error', () => undefined);
    upload.write('--cut\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\n');
    upload.write(randomBytes(MAX_BYTES / 2));
    await until(async () => (await count('import_chunks')) > 0);
    upload.destroy();
    await until(async () => (await count('import_files')) === 0);
    expect(await count('import_chunks')).toBe(0);
    expect(await count('data_imports')).toBe(before);
  });

  it('is refused when its file is too large, whether it says so or not', async () => {
    const bytes = randomBytes(MAX_BYTES + 1);
    for (const name of ['says.csv', 'says-not.csv']) {
      const size = name === 'says.csv' ? 2 * MAX_BYTES : MAX_BYTES + 1;
      const file = { name, bytes: Buffer.concat([bytes], size) };
      const { status, body } = await sendFile(trader, file);
      expect([status, body.error?.code]).toEqual([413, 'request/too-large']);
      expect(body.message).toMatch(String(MAX_BYTES));
    }
    expect(await count('import_files')).toBe(0);
  });

  const real = hasBitfinex(2016) ? it : it.skip;
  real('writes a year of minutes, whose hash the database finds again', async () => {
    await app.startWorker();
    const file = { name: 'merged.csv.gz', bytes: readFileSync(bitfinexFile(2016)) };
    const done = await importFile(trader, file, { symbol });
    expect(done).toMatchObject({
      status: 'COMPLETED',
      timeframe: '1m',
      rows_read: 293_230,
      rows_written: 293_230,
      rows_rejected: 0,
      first: '2016-01-01T00:00:00.000Z',
      last: '2016-12-31T23:58:00.000Z',
    });
    const [row] = await app.query(
      `SELECT bit_xor(('x' || encode(sha256(timestamptz_send(open_time) || float8send(open)
           || float8send(high) || float8send(low) || float8send(close) || float8send(volume)), 'hex'))::bit(256))
         = (SELECT content_hash FROM series_versions WHERE series_id = id) AS same,
         min(low) <= min(close) AS ordered
       FROM klines JOIN series ON id = series_id WHERE symbol = $1 GROUP BY id`,
      [symbol],
    );
    expect(row).toEqual({ same: true, ordered: true });
  });
});
