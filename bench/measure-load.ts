import { NestFactory } from '@nestjs/core';
import { to as copyTo } from 'pg-copy-streams';
import type { Figure } from '../libs/engine/bench/report.js';
import { inTurns, ms } from './in-turns.js';
import { resampleSql } from '../test/support/sql-resample.js';
import { built, type Scratch } from './scratch.js';
import { storeYear, YEAR_BARS } from './year.js';

const ROUNDS = 9;
const LOAD = `load of ${YEAR_BARS} bars`;
const END_MS = Date.UTC(2100, 0);

/** The load of a year of minutes for the engine: from rows, from disk and from memory; and hours built of it. */
export async function measureLoad({ client, env }: Scratch): Promise<Figure[]> {
  Object.assign(process.env, env);
  const seriesId = await storeYear(client, 'YEAR');
  // As the store reads: what it is compared with must not be slowed down by sorting.
  await client.query('SET enable_bitmapscan = off; SET enable_seqscan = off');
  const { app, fresh, files, resample } = await openStore();
  const load = (store: ReturnType<typeof fresh>) => store.load('YEAR', '1m', 0, END_MS);
  const kept = fresh(true);
  const { columns } = await load(kept);
  await files.settled();
  const sql = resampleSql({
    seriesId,
    stored: '1 minute',
    timeframe: '1h',
    sessionZone: 'UTC',
    dayStart: '00:00',
  });
  const [bare, cold, disk, warm, hours, bySql] = await inTurns(
    ROUNDS,
    async () => {
      const rows = `SELECT open_time, open, high, low, close, volume FROM klines
        WHERE series_id = ${seriesId} ORDER BY open_time`;
      const stream = client.query(copyTo(`COPY (${rows}) TO STDOUT (FORMAT binary)`));
      for await (const chunk of stream) if (!chunk) throw new Error('There is no chunk.');
    },
    () => load(fresh(false)),
    () => load(fresh(true)),
    () => load(kept),
    async () => resample(columns, '1m', '1h'),
    () => client.query(sql),
  );
  await app.close();
  return [
    { name: `${LOAD}, cold / bare COPY`, ...ratio(cold, bare), most: 1.3 },
    { name: `${LOAD}, warm / cold`, ...ratio(warm, cold), most: 0.05 },
    { name: `${LOAD}, disk / cold`, ...ratio(disk, cold), most: 0.2 },
    { name: '1m → 1h in the engine / cold load', ...ratio(hours, cold), most: 1 / 3 },
    { name: '1m → 1h in SQL / cold load and engine', ...ratio(bySql, cold + hours) },
  ];
}

async function openStore() {
  const kline = await built<typeof import('@app/kline')>('libs/kline/src/index.js');
  const platform = await built<typeof import('@app/platform')>('libs/platform/src/index.js');
  const { BarRepository } = await built<typeof import('../libs/kline/src/bar.repository.js')>(
    'libs/kline/src/bar.repository.js',
  );
  const { resample } = await built<typeof import('@app/engine')>('libs/engine/src/index.js');
  class Root {}
  const imports = [platform.PlatformModule.forProcess('worker'), kline.KlineModule];
  const app = await NestFactory.createApplicationContext(
    { module: Root, imports },
    { logger: ['error'] },
  );
  const files = app.get(kline.BarFiles);
  const none = new kline.BarFiles({ ...app.get(platform.settings.KEY), BAR_DISK_CACHE_MB: 0 });
  // A store without a memory, as that of a process that has just started.
  const fresh = (hasDisk: boolean) =>
    new kline.BarStore(
      app.get(platform.settings.KEY),
      app.get(kline.SeriesService),
      app.get(BarRepository),
      hasDisk ? files : none,
    );
  return { app, fresh, files, resample };
}

function ratio(first: number, second: number) {
  return { value: first / second, unit: '×', note: `${ms(first)} and ${ms(second)}` };
}
