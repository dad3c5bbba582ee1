import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, START_MS, upload } from '../support/bars.js';
import type { Session } from '../support/session.js';

const HOUR = 3_600_000;
const DEFAULTS = {
  symbol: 'BTC/USDT',
  tick_size: null,
  lot_size: null,
  min_notional: null,
  multiplier: 1,
  quote_currency: null,
  session_zone: 'UTC',
  day_start: '00:00',
};

const at = (hour: number) => new Date(START_MS + hour * HOUR).toISOString();

describe('The settings of a symbol', () => {
  let app: TestApp;
  let admin: Session;
  let viewer: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    admin = await app.session('admin');
    viewer = await app.session('viewer');
  });

  afterAll(() => app?.close());

  const path = '/kline/BTC%2FUSDT/settings';

  it('are defaults until an admin sets them', async () => {
    expect((await viewer.get(path)).body.data).toEqual(DEFAULTS);
    const wanted = {
      tick_size: 0.01,
      lot_size: 0.00001,
      min_notional: 10,
      multiplier: 5,
      quote_currency: 'USDT',
      session_zone: 'America/New_York',
      day_start: '17:00',
    };
    const { status, body } = await admin.put(path, wanted);
    expect([status, body.data]).toEqual([200, { symbol: 'BTC/USDT', ...wanted }]);
    expect((await viewer.get(path)).body.data).toEqual(body.data);
  });

  it('are replaced whole', async () => {
    await admin.put(path, { tick_size: 0.5 });
    expect((await viewer.get(path)).body.data).toEqual({ ...DEFAULTS, tick_size: 0.5 });
    await admin.put(path, {});
    expect((await viewer.get(path)).body.data).toEqual(DEFAULTS);
  });

  it('are refused when they make no sense', async () => {
    const { status, body } = await admin.put(path, {
      tick_size: 0,
      lot_size: '1',
      min_notional: -1,
      multiplier: 0,
      quote_currency: 'US Dollar',
      session_zone: 'Mars/Olympus',
      fee: 1,
    });
    expect([status, body.error.code]).toEqual([422, 'request/invalid']);
    const fields = body.error.details.map(({ field }: { field: string }) => field);
    expect(new Set(fields)).toEqual(
      new Set([
        'fee',
        'tick_size',
        'lot_size',
        'min_notional',
        'multiplier',
        'quote_currency',
        'session_zone',
      ]),
    );
    for (const session_zone of ['+02:00', '', 'EST5']) {
      expect((await admin.put(path, { session_zone })).status).toBe(422);
    }
  });

  it('are only for admins to set', async () => {
    for (const session of [await app.session('trader'), viewer]) {
      const { status, body } = await session.put(path, { tick_size: 1 });
      expect([status, body.error.code]).toEqual([403, 'auth/role-forbidden']);
    }
  });
});

describe('Removing bars', () => {
  let app: TestApp;
  let admin: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    admin = await app.session('admin');
  });

  afterAll(() => app?.close());

  const seriesOf = async (symbol: string) => {
    const { body } = await admin.get('/kline/series?page_size=1000');
    return body.data.items.filter((series: { symbol: string }) => series.symbol === symbol);
  };

  it('takes a range out and keeps the figures of the series exact', async () => {
    await upload(admin, randomWalk('CUT', 10, '1h'));
    const remove = (from: number, to: number) =>
      admin.delete(`/kline/CUT?timeframe=1h&start_date=${at(from)}&end_date=${at(to)}`);
    expect((await remove(3, 5)).body.data).toEqual({
      removed_count: 2,
      removed_adjustments_count: 0,
    });
    expect(await seriesOf('CUT')).toMatchObject([
      { count: 8, version: 2, first: at(0), last: at(9) },
    ]);
    await remove(0, 2);
    await remove(8, 20);
    expect(await seriesOf('CUT')).toMatchObject([
      { count: 4, version: 4, first: at(2), last: at(7) },
    ]);
    expect((await remove(3, 5)).body.data).toMatchObject({ removed_count: 0 });
    expect(await seriesOf('CUT')).toMatchObject([{ version: 4 }]);
  });

  it('takes all timeframes when none is named, and a series that comes again goes on with its version', async () => {
    await upload(admin, [...randomWalk('A/B', 5, '1h'), ...randomWalk('A/B', 7, '1m')]);
    const { body } = await admin.delete('/kline/A%2FB');
    expect(body.data).toMatchObject({ removed_count: 12 });
    expect(await seriesOf('A/B')).toEqual([]);
    expect((await admin.get('/kline/symbols')).body.data).not.toContain('A/B');
    expect((await admin.get('/kline/A%2FB?timeframe=1h')).status).toBe(404);
    await upload(admin, randomWalk('A/B', 3, '1h'));
    expect(await seriesOf('A/B')).toMatchObject([{ timeframe: '1h', count: 3, version: 3 }]);
  });

  it('lets an emptied series take a new grid', async () => {
    const shifted = randomWalk('SHIFT', 3, '1h').map((bar) => ({
      ...bar,
      open_time: bar.open_time + HOUR / 2,
    }));
    await upload(admin, shifted);
    await admin.delete('/kline/SHIFT');
    await upload(admin, randomWalk('SHIFT', 3, '1h'));
    expect(await seriesOf('SHIFT')).toMatchObject([{ count: 3, first: at(0) }]);
  });

  it('refuses what is not there, bad ranges, and all but admins', async () => {
    const refusal = async (path: string, session = admin) => {
      const { status, body } = await session.delete(path);
      return [status, body.error.code];
    };
    await upload(admin, randomWalk('KEEP', 5, '1h'));
    expect(await refusal('/kline/NOTHING')).toEqual([404, 'kline/symbol-unknown']);
    expect(await refusal('/kline/KEEP?timeframe=1d')).toEqual([404, 'kline/timeframe-not-stored']);
    expect(await refusal('/kline/KEEP?timeframe=2d')).toEqual([422, 'request/invalid']);
    expect(await refusal('/kline/symbols')).toEqual([422, 'request/invalid']);
    expect(await refusal(`/kline/KEEP?start_date=${at(2)}&end_date=${at(1)}`)).toEqual([
      422,
      'kline/range-invalid',
    ]);
    const trader = await app.session('trader');
    expect(await refusal('/kline/KEEP', trader)).toEqual([403, 'auth/role-forbidden']);
    expect(await seriesOf('KEEP')).toMatchObject([{ count: 5 }]);
  });
});
