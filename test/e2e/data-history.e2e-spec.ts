import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, START_MS, upload, type WireBar } from '../support/bars.js';
import type { Session } from '../support/session.js';
import { until } from '../support/until.js';

const louder = (bar: WireBar): WireBar => ({ ...bar, volume: bar.volume + 1 });

describe('What bars and funding rates were replaced', () => {
  let app: TestApp;
  let trader: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0, env: { DATA_HISTORY_DAYS: '3' } });
    trader = await app.session('trader');
  });

  afterAll(() => app?.close());

  const rowsOf = async (table: string): Promise<number> => {
    const [row] = await app.query<{ rows: number }>(`SELECT count(*)::int AS rows FROM ${table}`);
    return row!.rows;
  };

  it('is kept for DATA_HISTORY_DAYS, and dropped by a worker after that', async () => {
    const bars = randomWalk('KEPT', 30);
    const rate = (value: number) => [{ time: START_MS, rate: value }];
    await upload(trader, bars);
    await upload(trader, bars.slice(0, 20).map(louder));
    await trader.post('/kline/KEPT/funding', rate(0.1));
    await trader.post('/kline/KEPT/funding', rate(0.2));
    await app.query("UPDATE series_versions SET created_at = created_at - interval '4 days'");
    await upload(trader, bars.slice(20).map(louder));
    expect([await rowsOf('kline_history'), await rowsOf('funding_history')]).toEqual([30, 1]);
    await app.startWorker();
    await until(async () => (await rowsOf('funding_history')) === 0);
    await until(async () => (await rowsOf('kline_history')) <= 10);
    expect(await rowsOf('kline_history')).toBe(10);
    const { body } = await trader.get('/kline/KEPT/versions?timeframe=1h');
    const held = body.data.items.map((each: { held: boolean }) => each.held);
    expect(held).toEqual([true, true, false]);
  });
});
