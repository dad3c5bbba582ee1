import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, START_MS, upload } from '../support/bars.js';
import { runBody, startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

const BARS = 2000;
const ABSENT = '6a1f6f0e-3c1b-4c9e-9a57-0d7a4a2f5c11';

describe('a backtest', () => {
  let app: TestApp;
  let trader: Session;
  let id: string;

  beforeAll(async () => {
    app = await startApp({
      env: { MAX_BACKTEST_BARS: '3000', MAX_BACKTEST_DURATION_DAYS: '1000' },
    });
    trader = await app.session('trader');
    await upload(trader, randomWalk('WALK', BARS));
    await upload(trader, randomWalk('LONG', 4000, '1h', 8));
    id = await startRun(trader, { commission: 0.001, params: { fast: 5, slow: 20 } });
    await untilStatus(trader, id, ['COMPLETED']);
  });

  afterAll(() => app.close());

  function post(key: string, changes = {}) {
    return trader.post('/backtest/run', runBody(changes)).set('Idempotency-Key', key);
  }

  it('answers PENDING with its id, and ends as COMPLETED', async () => {
    const { body } = await trader.post('/backtest/run', runBody());
    expect(body).toMatchObject({ success: true, data: { status: 'PENDING' } });
    const status = await untilStatus(trader, body.data.backtest_id);
    expect(status).toMatchObject({ status: 'COMPLETED', progress: 100, attempts: 1, error: null });
    expect(Date.parse(status.finished_at)).toBeGreaterThanOrEqual(Date.parse(status.started_at));
  });

  it('gives statistics, counts of orders, timings and a manifest', async () => {
    const { body } = await trader.get(`/backtest/${id}/result`);
    const { config, statistics, orders, timings, manifest } = body.data;
    expect(config).toMatchObject({
      strategy_name: 'sma-cross',
      strategy_version: 1,
      symbols: ['WALK'],
      initial_capital: 10_000,
      commission: 0.001,
      slippage: { type: 'none', value: 0 },
    });
    expect(config.params).toMatchObject({ fast: 5, slow: 20 });
    for (const name of ['total_return', 'sharpe', 'max_drawdown', 'trades', 'equity_final']) {
      expect(statistics).toHaveProperty(name);
    }
    expect(statistics.trades).toBeGreaterThan(10);
    expect(orders.states.filled).toBeGreaterThan(0);
    expect(Object.keys(timings).toSorted()).toEqual(['load_ms', 'queue_ms', 'run_ms', 'save_ms']);
    expect(manifest).toMatchObject({ data_version: { WALK: 1 }, seed: config.seed });
    for (const hash of ['strategy_hash', 'data_hash', 'result_hash']) {
      expect(manifest[hash]).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('gives the same result hash for the same request', async () => {
    const again = await startRun(trader, { commission: 0.001, params: { fast: 5, slow: 20 } });
    await untilStatus(trader, again, ['COMPLETED']);
    const hashOf = async (run: string) =>
      (await trader.get(`/backtest/${run}/result`)).body.data.manifest.result_hash;
    expect(await hashOf(again)).toBe(await hashOf(id));
  });

  it('pages through trades whose profit adds up to the change of equity', async () => {
    const { statistics } = (await trader.get(`/backtest/${id}/result`)).body.data;
    const first = (await trader.get(`/backtest/${id}/trades?page_size=5`)).body.data;
    expect(first).toMatchObject({ total: statistics.trades, page: 1, page_size: 5 });
    expect(first.pages).toBe(Math.ceil(statistics.trades / 5));
    const all = (await trader.get(`/backtest/${id}/trades?page_size=1000`)).body.data.items;
    expect(all.slice(0, 5)).toEqual(first.items);
    const profit = all.reduce((sum: number, trade: { pnl: number }) => sum + trade.pnl, 0);
    expect(profit).toBeCloseTo(statistics.equity_final - 10_000, 6);
    expect(Object.keys(all[0]).toSorted().join(' ')).toBe(
      'ambiguous borrow entry_bar entry_price entry_time exit_bar exit_price exit_reason ' +
        'exit_time fees funding mae mfe pnl return size sl slippage spread symbol tag tp',
    );
  });

  it('gives trades and orders as CSV, all at once', async () => {
    const { total } = (await trader.get(`/backtest/${id}/orders`)).body.data;
    const orders = await trader.get(`/backtest/${id}/orders`).set('Accept', 'text/csv');
    expect(orders.headers['content-type']).toContain('text/csv');
    expect(orders.text.trimEnd().split('\r\n')).toHaveLength(total + 1);
    const trades = await trader.get(`/backtest/${id}/trades`).set('Accept', 'text/csv');
    expect(trades.text).toMatch(/^symbol,size,entry_time,/);
  });

  it('thins the equity curve but keeps its ends', async () => {
    const { body } = await trader.get(`/backtest/${id}/equity?points=50`);
    const { statistics } = (await trader.get(`/backtest/${id}/result`)).body.data;
    expect(body.data.points).toHaveLength(50);
    expect(body.data.points.at(-1).equity).toBe(statistics.equity_final);
    expect(body.data.total).toBeGreaterThanOrEqual(BARS);
    expect((await trader.get(`/backtest/${id}/equity?points=1`)).status).toBe(422);
  });

  it('lists runs newest first, by strategy, symbol and status', async () => {
    const { body } = await trader.get('/backtest/history?page_size=2');
    expect(body.data.items).toHaveLength(2);
    expect(body.data.items[0].statistics).toHaveProperty('total_return');
    const none = await trader.get('/backtest/history?strategy_name=buy-and-hold');
    expect(none.body.data.total).toBe(0);
    const some = await trader.get('/backtest/history?symbol=WALK&status=COMPLETED');
    expect(some.body.data.total).toBe(body.data.total);
    expect((await trader.get('/backtest/history?status=DONE')).status).toBe(422);
  });

  it('hides runs of others from traders, and shows all to viewers and admins', async () => {
    const other = await app.session('trader', 'other');
    for (const path of ['status', 'result', 'trades', 'orders', 'equity']) {
      const { status, body } = await other.get(`/backtest/${id}/${path}`);
      expect([status, body.error.code]).toEqual([404, 'backtest/not-found']);
    }
    expect((await other.post(`/backtest/${id}/stop`)).status).toBe(404);
    expect((await other.delete(`/backtest/${id}`)).status).toBe(404);
    expect((await other.get('/backtest/history')).body.data.total).toBe(0);
    for (const role of ['viewer', 'admin'] as const) {
      expect((await (await app.session(role)).get(`/backtest/${id}/result`)).status).toBe(200);
    }
  });

  it('lets a viewer start, stop and delete nothing', async () => {
    const viewer = await app.session('viewer');
    const answers = await Promise.all([
      viewer.post('/backtest/run', runBody()),
      viewer.post(`/backtest/${id}/stop`),
      viewer.delete(`/backtest/${id}`),
    ]);
    for (const { status, body } of answers) {
      expect([status, body.error.code]).toEqual([403, 'auth/role-forbidden']);
    }
  });

  it('refuses whoever is not logged in', async () => {
    const { status, body } = await app.anonymous().get(`/backtest/${id}/status`);
    expect([status, body.error.code]).toEqual([401, 'auth/login-required']);
  });

  it('names an unknown field and the nearest known one', async () => {
    const { status, body } = await trader.post('/backtest/run', runBody({ comission: 0.001 }));
    expect([status, body.error.code]).toEqual([422, 'request/invalid']);
    expect(body.error.details[0].field).toBe('comission');
    expect(body.error.details[0].problem).toContain('commission');
  });

  it('tells every problem of the params at once, with the nearest name', async () => {
    const params = { fsat: 5, slow: 1, fast: 2.5 };
    const { status, body } = await trader.post('/backtest/run', runBody({ params }));
    expect([status, body.error.code]).toEqual([422, 'strategy/params-invalid']);
    const fields = body.error.details.map((each: { field: string }) => each.field);
    expect(fields.toSorted()).toEqual(['params.fast', 'params.fsat', 'params.slow']);
    expect(JSON.stringify(body.error.details)).toContain('fast');
  });

  it.each([
    ['an end before the start', { end_date: START_MS - 1 }, 'request/invalid'],
    ['no symbol', { symbol: undefined }, 'request/invalid'],
    ['symbol and symbols', { symbols: ['WALK'] }, 'request/invalid'],
    ['an unknown timeframe', { timeframe: '7m' }, 'request/invalid'],
    ['a negative capital', { initial_capital: -5 }, 'request/invalid'],
    ['a span that is too long', { end_date: START_MS + 1001 * 86_400_000 }, 'backtest/too-long'],
    ['too many bars', { symbol: 'LONG' }, 'backtest/too-many-bars'],
    ['a symbol without bars', { symbol: 'NONE' }, 'backtest/no-bars'],
  ])('refuses %s with 422', async (_, changes, code) => {
    const { status, body } = await trader.post('/backtest/run', runBody(changes));
    expect([status, body.error.code]).toEqual([422, code]);
    expect(body.error.hint).not.toBe('');
    expect(body.error.details).not.toEqual([]);
  });

  it.each([
    ['symbol', { symbol: 'NONE' }],
    ['symbols', { symbol: undefined, symbols: ['WALK', 'NONE'] }],
    ['timeframe', { timeframe: '1m' }],
    ['detail_timeframe', { detail_timeframe: '1m' }],
    ['benchmark', { benchmark: 'NONE' }],
    ['start_date end_date', { start_date: '2031-01-01', end_date: '2031-02-01' }],
    ['funding', { funding: true }],
    ['funding.WALK', { funding: { WALK: 'LONG' } }],
    ['data_as_of', { data_as_of: '2001-01-01' }],
    ['end_date', { end_date: START_MS + 1001 * 86_400_000 }],
    ['end_date', { symbol: 'LONG' }],
  ])(
    'names the field because of which there are no data, or too many: %s',
    async (names, changes) => {
      const { status, body } = await trader.post('/backtest/run', runBody(changes));
      const fields = body.error.details.map(({ field }: { field: string }) => field);
      expect([status, fields.join(' ')]).toEqual([422, names]);
    },
  );

  it('suggests the nearest strategy', async () => {
    const answer = await trader.post('/backtest/run', runBody({ strategy_name: 'sma-corss' }));
    expect([answer.status, answer.body.error.code]).toEqual([404, 'strategy/not-found']);
    expect(answer.body.message).toContain('sma-cross');
  });

  it('refuses an id that is no UUID, and one that is nobody’s', async () => {
    expect((await trader.get('/backtest/7/status')).status).toBe(422);
    expect((await trader.get(`/backtest/${ABSENT}/status`)).status).toBe(404);
  });

  it('speaks Chinese when asked, and keeps its codes', async () => {
    const answer = await trader.get(`/backtest/${ABSENT}/status`).set('Accept-Language', 'zh-CN');
    expect(answer.body.message).toBe(`回测任务 ${ABSENT} 不存在。`);
    expect(answer.body.error.code).toBe('backtest/not-found');
  });

  it('deletes a run with all that belongs to it', async () => {
    const doomed = await startRun(trader);
    await untilStatus(trader, doomed, ['COMPLETED']);
    expect((await trader.delete(`/backtest/${doomed}`)).body.data).toBe(true);
    expect((await trader.get(`/backtest/${doomed}/status`)).status).toBe(404);
    for (const table of ['backtest_results', 'trades', 'orders']) {
      const rows = await app.query(`SELECT 1 FROM ${table} WHERE backtest_id = $1`, [doomed]);
      expect(rows).toHaveLength(0);
    }
  });

  it('refuses to stop a finished run', async () => {
    const { status, body } = await trader.post(`/backtest/${id}/stop`);
    expect([status, body.error.code]).toEqual([400, 'backtest/not-stoppable']);
  });

  describe('with an Idempotency-Key', () => {
    it('is one run, however often the same request comes, at once too', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => post('once')));
      const ids = new Set(answers.map(({ body }) => body.data.backtest_id));
      expect(ids.size).toBe(1);
      expect((await post('once')).body.data.backtest_id).toBe([...ids][0]);
    });

    it('refuses another request under the same key', async () => {
      await post('twice');
      const { status, body } = await post('twice', { commission: 0.5 });
      expect([status, body.error.code]).toEqual([409, 'backtest/idempotency-conflict']);
    });

    it('keeps the keys of two users apart', async () => {
      const other = await app.session('trader', 'other');
      const mine = await post('shared');
      const theirs = await other.post('/backtest/run', runBody()).set('Idempotency-Key', 'shared');
      expect(theirs.body.data.backtest_id).not.toBe(mine.body.data.backtest_id);
    });

    it('takes the key anew after 24 hours', async () => {
      const first = (await post('daily')).body.data.backtest_id;
      await app.query(
        `UPDATE backtests SET created_at = now() - INTERVAL '25 hours' WHERE id = $1`,
        [first],
      );
      expect((await post('daily')).body.data.backtest_id).not.toBe(first);
    });

    it('refuses a key that is no printable word', async () => {
      expect((await post('x'.repeat(256))).status).toBe(422);
    });
  });
});
