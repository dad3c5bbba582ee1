import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, START_MS, upload, type WireBar } from '../support/bars.js';
import type { Session } from '../support/session.js';

type Version = Record<string, any>;
type FullBar = WireBar & { quote_volume?: number; trades?: number };

const EPOCH_2000_MS = Date.UTC(2000, 0, 1);
const HOUR = 3_600_000;

const at = (hour: number) => new Date(START_MS + hour * HOUR).toISOString();
const louder = (bar: WireBar): WireBar => ({ ...bar, volume: bar.volume + 1 });

function bytesOf(timeMs: number, figures: number[], trades?: number): Buffer {
  const bytes = Buffer.alloc(8 + figures.length * 8 + (trades === undefined ? 0 : 4));
  bytes.writeBigInt64BE(BigInt(timeMs - EPOCH_2000_MS) * 1000n);
  for (const [i, figure] of figures.entries()) bytes.writeDoubleBE(figure, 8 + i * 8);
  if (trades !== undefined) bytes.writeInt32BE(trades, bytes.length - 4);
  return bytes;
}

/** Hashes rows as docs/decisions/0004 says. */
function contentHash(rows: Buffer[]): string {
  const combined = Buffer.alloc(32);
  for (const row of rows) {
    const hash = createHash('sha256').update(row).digest();
    for (let i = 0; i < 32; i++) combined[i]! ^= hash[i]!;
  }
  return combined.toString('hex');
}

const hashOfBars = (bars: FullBar[]) =>
  contentHash(
    bars.map(({ open_time, open, high, low, close, volume, quote_volume, trades }) => {
      const known = quote_volume === undefined ? [] : [quote_volume];
      return bytesOf(open_time, [open, high, low, close, volume, ...known], trades);
    }),
  );

describe('The versions of a series', () => {
  let app: TestApp;
  let admin: Session;
  let ada: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    admin = await app.session('admin');
    ada = await app.session('trader', 'ada');
  });

  afterAll(() => app?.close());

  const idOf = async (session: Session): Promise<string> =>
    (await session.get('/auth/me')).body.data.id;
  const pageOf = async (symbol: string, query = 'timeframe=1h') => {
    const { body } = await ada.get(`/kline/${symbol}/versions?${query}`);
    return body.data;
  };
  const versionsOf = async (symbol: string): Promise<Version[]> => (await pageOf(symbol)).items;

  it('tell who changed how much, newest first', async () => {
    const bars = randomWalk('TOLD', 10);
    await upload(ada, bars.slice(0, 6));
    await upload(admin, [louder(bars[2]!), ...bars.slice(6)]);
    await upload(admin, bars.slice(6));
    await admin.delete(`/kline/TOLD?timeframe=1h&start_date=${at(8)}`);
    const versions = await versionsOf('TOLD');
    const [byAda, byAdmin] = [await idOf(ada), await idOf(admin)];
    const counts = (inserted: number, updated: number, deleted: number) => ({
      inserted_count: inserted,
      updated_count: updated,
      deleted_count: deleted,
    });
    const told = { first: at(0), held: true };
    expect(versions).toMatchObject([
      { ...told, version: 3, user_id: byAdmin, ...counts(0, 0, 2), count: 8, last: at(7) },
      { ...told, version: 2, user_id: byAdmin, ...counts(4, 1, 0), count: 10, last: at(9) },
      { ...told, version: 1, user_id: byAda, ...counts(6, 0, 0), count: 6, last: at(5) },
    ]);
    const times = versions.map(({ created_at }) => Date.parse(created_at));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(new Set(times).size).toBe(3);
    expect(Math.abs(times[0]! - Date.now())).toBeLessThan(60_000);
  });

  it('come page by page', async () => {
    for (let i = 0; i < 5; i++) await upload(ada, randomWalk('PAGES', 1 + i));
    const page = await pageOf('PAGES', 'timeframe=1h&page=2&page_size=2');
    expect(page).toMatchObject({ total: 5, page: 2, page_size: 2, pages: 3 });
    expect(page.items.map(({ version }: Version) => version)).toEqual([3, 2]);
  });

  it('have a hash that anybody can work out from the bars', async () => {
    const [first, second, third] = randomWalk('HASHED', 3) as [FullBar, FullBar, FullBar];
    const full = [
      { ...first, quote_volume: 1 / 3, trades: 7 },
      { ...second, quote_volume: 0 },
      { ...third, trades: 0 },
    ];
    await upload(ada, full);
    const changed = [full[0]!, { ...second, volume: 0.1 }, { ...third, trades: 1 }];
    await upload(ada, changed);
    const [newer, older] = await versionsOf('HASHED');
    expect(older!.content_hash).toBe(hashOfBars(full));
    expect(newer!.content_hash).toBe(hashOfBars(changed));
  });

  it('have the same hash for the same bars, however they came', async () => {
    const bars = randomWalk('ONCE', 300);
    await upload(ada, bars);
    const others = bars.map((bar) => ({ ...bar, symbol: 'PARTS' }));
    await upload(ada, others.slice(100).map(louder));
    await upload(ada, others.slice(200));
    await admin.delete(`/kline/PARTS?start_date=${at(150)}`);
    await upload(ada, others);
    const [once] = await versionsOf('ONCE');
    const parts = await versionsOf('PARTS');
    expect(once!.content_hash).toBe(hashOfBars(bars));
    expect(parts.map(({ content_hash }) => content_hash === once!.content_hash)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    await admin.delete('/kline/PARTS');
    const [empty] = await versionsOf('PARTS');
    expect(empty).toMatchObject({ count: 0, first: null, content_hash: '0'.repeat(64) });
  });

  it('are as many as the uploads that changed something when they come at once', async () => {
    const bars = randomWalk('RACE', 400);
    const parts = [0, 100, 200, 300].map((from) => bars.slice(from, from + 150));
    await Promise.all(parts.map((part) => upload(ada, part)));
    const versions = await versionsOf('RACE');
    expect(versions.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
    expect(versions.reduce((sum, { inserted_count }) => sum + inserted_count, 0)).toBe(400);
    expect(versions[0]!.content_hash).toBe(hashOfBars(bars));
  });

  it('of funding rates are told too', async () => {
    const rates = [1, 2, 3].map((i) => ({ time: START_MS + i * 8 * HOUR, rate: i / 3000 }));
    await ada.post('/kline/PERP/funding', rates);
    await ada.post('/kline/PERP/funding', [{ ...rates[0], rate: -0.5 }]);
    await admin.delete(`/kline/PERP/funding?start_date=${at(24)}`);
    const { body } = await ada.get('/kline/PERP/funding/versions');
    const hash = (...sent: typeof rates) =>
      contentHash(sent.map(({ time, rate }) => bytesOf(time, [rate])));
    const changed = { ...rates[0]!, rate: -0.5 };
    expect(body.data.items).toMatchObject([
      { version: 3, deleted_count: 1, count: 2, content_hash: hash(changed, rates[1]!) },
      { version: 2, updated_count: 1, content_hash: hash(changed, rates[1]!, rates[2]!) },
      { version: 1, inserted_count: 3, content_hash: hash(...rates) },
    ]);
  });

  it('are of stored timeframes only', async () => {
    await upload(ada, randomWalk('HOURS', 3));
    const codeOf = async (path: string) => {
      const { status, body } = await ada.get(path);
      return [status, body.error.code];
    };
    expect(await codeOf('/kline/HOURS/versions?timeframe=4h')).toEqual([
      404,
      'kline/timeframe-not-stored',
    ]);
    expect(await codeOf('/kline/HOURS/versions')).toEqual([422, 'request/invalid']);
    expect(await codeOf('/kline/HOURS/funding/versions')).toEqual([404, 'kline/funding-unknown']);
  });
});
