import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Client } from 'pg';
import {
  FundingService,
  KlineModule,
  type SeriesBar,
  SeriesService,
  type Uploader,
  UploadService,
} from '@app/kline';
import { type InProcess, startInProcess } from '../support/in-process.js';

const HOUR = 3_600_000;
const START_MS = Date.UTC(2024, 0, 1);
const UPLOADER: Uploader = { id: '00000000-0000-4000-8000-000000000001', role: 'trader' };

function bars(count: number): SeriesBar[] {
  const prices = { open: 1, high: 1, low: 1, close: 1, volume: 0, quoteVolume: null, trades: null };
  return Array.from({ length: count }, (_, i) => ({
    symbol: 'X',
    timeframe: '1h',
    openTimeMs: START_MS + i * HOUR,
    ...prices,
  }));
}

const rates = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ timeMs: START_MS + i * 8 * HOUR, rate: 0.0001 }));

describe('Counting series anew', () => {
  let part: InProcess;
  let app: INestApplicationContext;
  let database: Client;
  let series: SeriesService;

  beforeAll(async () => {
    part = await startInProcess(KlineModule);
    ({ app } = part);
    database = new Client({ connectionString: part.databaseUrl });
    await database.connect();
    series = app.get(SeriesService);
    await app.get(UploadService).upload(bars(10), UPLOADER);
    await app.get(FundingService).upload('X', rates(4), UPLOADER);
  });

  afterAll(async () => {
    await database?.end();
    await part?.close();
  });

  const figures = async () => {
    const { rows } = await database.query(
      `SELECT kind, count, version, extract(epoch FROM last_open_time - first_open_time)::int / 3600 AS hours
       FROM series ORDER BY kind`,
    );
    return rows;
  };

  it('finds nothing to mend where all is right', async () => {
    expect(await series.recount()).toBe(0);
    expect(await figures()).toEqual([
      { kind: 'bars', count: 10, version: 1, hours: 9 },
      { kind: 'funding', count: 4, version: 1, hours: 24 },
    ]);
  });

  it('mends what somebody changed behind its back, bars by bars and rates by rates', async () => {
    await database.query('DELETE FROM klines WHERE open_time >= $1', [
      new Date(START_MS + 7 * HOUR),
    ]);
    await database.query('DELETE FROM funding_rates WHERE stamp = $1', [new Date(START_MS)]);
    expect(await series.recount()).toBe(2);
    expect(await figures()).toEqual([
      { kind: 'bars', count: 7, version: 2, hours: 6 },
      { kind: 'funding', count: 3, version: 2, hours: 16 },
    ]);
    expect(await series.recount()).toBe(0);
  });

  it('makes a version of what it mends, by nobody, before which nothing is held', async () => {
    const name = { symbol: 'X', kind: 'bars', timeframe: '1h' } as const;
    const [[mended, written]] = await series.history(name, 1, 10);
    expect(mended).toMatchObject({ version: 2, count: 7, userId: null, held: true });
    expect(written).toMatchObject({ version: 1, count: 10, userId: UPLOADER.id, held: false });
    // The same seven bars elsewhere have the same hash.
    const seven = bars(7).map((bar) => ({ ...bar, symbol: 'Y' }));
    await app.get(UploadService).upload(seven, UPLOADER);
    const [[other]] = await series.history({ ...name, symbol: 'Y' }, 1, 10);
    expect(mended?.contentHash).toBe(other?.contentHash);
    expect(mended?.contentHash).not.toBe(written?.contentHash);
  });
});
