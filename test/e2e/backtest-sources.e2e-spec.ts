import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, START_MS, upload } from '../support/bars.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

const HOUR = 3_600_000;

describe('The data that a run records', () => {
  let app: TestApp;
  let ada: Session;

  beforeAll(async () => {
    app = await startApp();
    ada = await app.session('trader', 'ada');
  });

  afterAll(() => app?.close());

  const manifestOf = async (changes: Record<string, unknown>) => {
    const id = await startRun(ada, changes);
    expect((await untilStatus(ada, id)).status).toBe('COMPLETED');
    return (await ada.get(`/backtest/${id}/result`)).body.data.manifest;
  };
  const hashOf = async (symbol: string, timeframe: string, version: number) => {
    const path = `/kline/${encodeURIComponent(symbol)}/versions?timeframe=${timeframe}`;
    const { items } = (await ada.get(path)).body.data;
    return items.find((item: any) => item.version === version).content_hash;
  };

  it('names the series that was read, and the hash that its history lists', async () => {
    await upload(ada, randomWalk('V/2', 500, '1h'));
    const built = await manifestOf({ symbol: 'V/2', timeframe: '4h' });
    const four = randomWalk('V/2', 125, '1h', 8).map((bar) => ({
      ...bar,
      timeframe: '4h',
      open_time: START_MS + 4 * (bar.open_time - START_MS),
    }));
    await upload(ada, four);
    const stored = await manifestOf({ symbol: 'V/2', timeframe: '4h' });
    expect([built.data_version, stored.data_version]).toEqual([{ 'V/2': 1 }, { 'V/2': 1 }]);
    const [hours, fours] = [await hashOf('V/2', '1h', 1), await hashOf('V/2', '4h', 1)];
    expect(hours).toMatch(/^[0-9a-f]{64}$/);
    expect(hours).not.toBe(fours);
    expect(built.data_sources).toEqual({
      'V/2': { timeframe: '1h', version: 1, content_hash: hours },
    });
    expect(stored.data_sources).toEqual({
      'V/2': { timeframe: '4h', version: 1, content_hash: fours },
    });
  });

  it('names finer bars, funding rates and a benchmark as well', async () => {
    await upload(ada, randomWalk('PERP', 400, '1h'));
    await upload(ada, randomWalk('PERP', 100 * 60, '1m'));
    await upload(ada, randomWalk('INDEX', 400, '1h'));
    await upload(ada, randomWalk('INDEX', 10, '1h', 9));
    const rates = [0, 8, 16, 24].map((hour) => ({ time: START_MS + hour * HOUR, rate: 0.0001 }));
    expect((await ada.post('/kline/PERP/funding', rates)).status).toBe(200);
    const manifest = await manifestOf({
      symbol: 'PERP',
      timeframe: '1h',
      detail_timeframe: '1m',
      benchmark: 'INDEX',
      funding: true,
      end_date: START_MS + 24 * HOUR,
    });
    const listed = (await ada.get('/kline/PERP/funding/versions')).body.data.items[0];
    expect(manifest.data_sources).toEqual({
      PERP: { timeframe: '1h', version: 1, content_hash: await hashOf('PERP', '1h', 1) },
      'PERP 1m': { timeframe: '1m', version: 1, content_hash: await hashOf('PERP', '1m', 1) },
      'PERP funding': { timeframe: null, version: 1, content_hash: listed.content_hash },
      INDEX: { timeframe: '1h', version: 2, content_hash: await hashOf('INDEX', '1h', 2) },
    });
  });
});
