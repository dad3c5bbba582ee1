import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, START_MS, upload, type WireBar } from '../support/bars.js';
import { runBody, startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

type Answer = Record<string, any>;

const DAY = 86_400_000;
const HOUR = 3_600_000;

// Sixteen times the volume and a tenth more at the top: another bar, but still a sound one.
const corrected = (bar: WireBar): WireBar => ({
  ...bar,
  high: bar.high * 1.1,
  close: bar.high * 1.05,
  volume: bar.volume * 16,
});

describe('A run with data as of a time', () => {
  let app: TestApp;
  let admin: Session;
  let trader: Session;

  beforeAll(async () => {
    app = await startApp();
    admin = await app.session('admin');
    trader = await app.session('trader');
  });

  afterAll(() => app?.close());

  async function resultOf(options: Answer): Promise<Answer> {
    const id = await startRun(trader, options);
    expect(await untilStatus(trader, id)).toMatchObject({ status: 'COMPLETED', error: null });
    return (await trader.get(`/backtest/${id}/result`)).body.data;
  }

  async function hashesOf(options: Answer): Promise<Answer> {
    const { data_hash, data_version, result_hash } = (await resultOf(options)).manifest;
    return { data_hash, data_version, result_hash };
  }

  async function refusalOf(options: Answer, language = 'en'): Promise<Answer> {
    const { status, body } = await trader
      .post('/backtest/run', runBody(options))
      .set('Accept-Language', language);
    const fields = body.error.details.map(({ field }: Answer) => field);
    return { status, code: body.error.code, fields, message: body.message };
  }

  const versionsOf = async (symbol: string): Promise<Answer[]> =>
    (await trader.get(`/kline/${symbol}/versions?timeframe=1h&page_size=1000`)).body.data.items;
  const newestOf = async (symbol: string): Promise<string> =>
    (await versionsOf(symbol))[0]!.created_at;

  it('is the run of before a correction, by the bytes, and the newest is another', async () => {
    const bars = randomWalk('FIXED', 1500);
    await upload(trader, bars);
    const first = await newestOf('FIXED');
    const original = await hashesOf({ symbol: 'FIXED' });
    await upload(trader, bars.slice(700, 720).map(corrected));
    const second = await newestOf('FIXED');
    const newest = await hashesOf({ symbol: 'FIXED' });
    expect(newest.data_hash).not.toBe(original.data_hash);
    expect(newest.result_hash).not.toBe(original.result_hash);
    expect([original.data_version, newest.data_version]).toEqual([{ FIXED: 1 }, { FIXED: 2 }]);
    const before = Date.parse(second) - 1;
    for (const data_as_of of [first, before]) {
      expect(await hashesOf({ symbol: 'FIXED', data_as_of })).toEqual(original);
    }
    expect(await hashesOf({ symbol: 'FIXED', data_as_of: second })).toEqual(newest);
    const { config } = await resultOf({ symbol: 'FIXED', data_as_of: before });
    expect(config.data_as_of).toBe(new Date(before).toISOString());
    expect((await resultOf({ symbol: 'FIXED' })).config.data_as_of).toBeNull();
  });

  it('has the bars that were deleted since', async () => {
    await upload(trader, randomWalk('GONE', 1000));
    const data_as_of = await newestOf('GONE');
    const options = { symbol: 'GONE', timeframe: '4h', params: { fast: 3, slow: 9 } };
    const original = await hashesOf(options);
    await admin.delete('/kline/GONE');
    expect((await refusalOf(options)).code).toBe('backtest/no-bars');
    expect(await hashesOf({ ...options, data_as_of })).toEqual(original);
  });

  it('reads everything as of then: each symbol, finer bars, the benchmark and funding rates', async () => {
    const hours = ['ALL-A', 'ALL-B'].flatMap((symbol, i) => randomWalk(symbol, 480, '1h', i));
    const minutes = randomWalk('ALL-A', 480, '1m', 5);
    const index = randomWalk('ALL-C', 480, '1h', 9);
    const rates = [0, 1, 2, 3].map((i) => ({ time: START_MS + i * 8 * HOUR, rate: 0.0001 * i }));
    await upload(trader, [...hours, ...minutes, ...index]);
    await upload(trader, randomWalk('ALL-B', 480, '1m', 6));
    expect((await trader.post('/kline/ALL-A/funding', rates)).status).toBe(200);
    const { body } = await trader.get('/kline/ALL-A/funding/versions');
    const data_as_of = body.data.items[0].created_at;
    const options = {
      symbol: undefined,
      symbols: ['ALL-A', 'ALL-B'],
      leverage: 2,
      detail_timeframe: '1m',
      benchmark: 'ALL-C',
      funding: { 'ALL-B': null },
    };
    const original = await hashesOf(options);
    expect(Object.keys(original.data_version).toSorted()).toEqual([
      'ALL-A',
      'ALL-A 1m',
      'ALL-A funding',
      'ALL-B',
      'ALL-B 1m',
      'ALL-C',
    ]);
    const louder = [...hours, ...minutes, ...index].map(corrected);
    await upload(trader, louder);
    await trader.post(
      '/kline/ALL-A/funding',
      rates.map((each) => ({ ...each, rate: -0.01 })),
    );
    const newest = await hashesOf(options);
    expect(newest.data_hash).not.toBe(original.data_hash);
    expect(await hashesOf({ ...options, data_as_of })).toEqual(original);
  });

  it('stays the same while others write', async () => {
    const bars = randomWalk('BUSY', 1200);
    await upload(trader, bars);
    const data_as_of = await newestOf('BUSY');
    const original = await hashesOf({ symbol: 'BUSY' });
    const done = new AbortController();
    const writing = (async () => {
      for (let i = 0; !done.signal.aborted; i++) {
        await upload(trader, i % 2 === 0 ? bars.map(corrected) : bars);
      }
    })();
    const runs = Array.from({ length: 4 }, (_, i) =>
      hashesOf({ symbol: 'BUSY', data_as_of, warm_up: i % 2 === 0 ? 'auto' : 'none' }),
    );
    const newest = await hashesOf({ symbol: 'BUSY' });
    for (const run of await Promise.all(runs)) expect(run).toEqual(original);
    done.abort();
    await writing;
    // Whatever was the newest, it was one of the two states whole, under its own version.
    const { data_version } = newest;
    const again = (await versionsOf('BUSY')).find(({ version }) => version === data_version.BUSY);
    expect(await hashesOf({ symbol: 'BUSY', data_as_of: again!.created_at })).toEqual(newest);
  });

  it('is refused by name before the first version, once it is dropped, and in the future', async () => {
    const bars = randomWalk('PAST', 600);
    await upload(trader, bars);
    await upload(trader, bars.map(corrected));
    const [second, first] = await versionsOf('PAST');
    const early = { symbol: 'PAST', data_as_of: Date.parse(first!.created_at) - 1 };
    expect(await refusalOf(early)).toMatchObject({ status: 422, code: 'kline/version-unknown' });
    expect((await refusalOf(early)).message).toContain('Nothing of PAST was stored at');
    expect((await refusalOf(early, 'zh')).message).toContain('没有存储 PAST 的数据');
    await app.query(
      `WITH removed AS (DELETE FROM kline_history RETURNING series_id)
       UPDATE series SET held_from_version = 2 FROM removed WHERE id = series_id AND symbol = 'PAST'`,
    );
    const dropped = { symbol: 'PAST', data_as_of: first!.created_at };
    expect(await refusalOf(dropped)).toMatchObject({ status: 422, code: 'kline/version-expired' });
    expect((await refusalOf(dropped)).message).toContain(`PAST as of ${first!.created_at}`);
    expect((await refusalOf(dropped, 'zh')).message).toContain('已不再保留');
    await resultOf({ symbol: 'PAST', data_as_of: second!.created_at });
    for (const data_as_of of [Date.now() + DAY, 'soon', true, '2024-13-01']) {
      const { status, code, fields } = await refusalOf({ symbol: 'PAST', data_as_of });
      expect([status, code, fields]).toEqual([422, 'request/invalid', ['data_as_of']]);
    }
    const bare = { symbol: 'PAST', funding: true, data_as_of: second!.created_at };
    await trader.post('/kline/PAST/funding', [{ time: START_MS + HOUR, rate: 0.1 }]);
    expect((await refusalOf(bare)).message).toContain('Nothing of PAST funding was stored at');
  });
});
