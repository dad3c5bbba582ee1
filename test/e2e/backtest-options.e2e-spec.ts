import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import { runBody, startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

type Answer = Record<string, any>;

describe('the options of a run', () => {
  let app: TestApp;
  let trader: Session;
  let plain: Answer;

  beforeAll(async () => {
    app = await startApp();
    trader = await app.session('trader');
    await upload(trader, randomWalk('WALK', 2400));
    await upload(trader, randomWalk('OTHER', 2400, '1h', 11));
    plain = await resultOf({});
  });

  afterAll(() => app.close());

  /** Runs to the end and returns the result; its configuration must echo what was asked. */
  async function resultOf(options: Record<string, unknown>): Promise<Answer> {
    const id = await startRun(trader, options);
    const status = await untilStatus(trader, id);
    expect(status).toMatchObject({ status: 'COMPLETED', error: null });
    const { data } = (await trader.get(`/backtest/${id}/result`)).body;
    const { symbol: _, ...echoed } = options;
    expect(data.config).toMatchObject(echoed);
    return data;
  }

  async function tradesOf({ backtest_id }: Answer): Promise<Answer[]> {
    return (await trader.get(`/backtest/${backtest_id}/trades?page_size=1000`)).body.data.items;
  }

  const final = (result: Answer): number => result.statistics.equity_final;

  it.each([
    ['a commission ratio', { commission: 0.001 }],
    ['a fixed commission', { commission: { fixed: 5, relative: 0 } }],
    ['maker and taker fees', { commission: { maker: 0.0002, taker: 0.001 } }],
    ['a spread', { spread: 0.001 }],
    ['slippage in percent', { slippage: { type: 'percent', value: 0.001 } }],
    ['fixed slippage', { slippage: { type: 'fixed', value: 0.1 } }],
    ['slippage by volume', { slippage: { type: 'volume', value: 0.01 } }],
  ])('charge %s', async (_, options) => {
    expect(final(await resultOf(options))).toBeLessThan(final(plain));
  });

  it.each([
    ['a text for a commission', { commission: '0.001' }, 'commission'],
    ['a text for the capital', { initial_capital: '10000' }, 'initial_capital'],
    ['a spread of null', { spread: null }, 'spread'],
    ['names that every object has', { params: { valueOf: 1 } }, 'params.valueOf'],
    ['params that break their constraint', { params: { fast: 50, slow: 20 } }, 'params'],
  ])('refuse %s', async (_, options, field) => {
    const { status, body } = await trader.post('/backtest/run', runBody(options));
    expect([status, body.error.details[0].field]).toEqual([422, field]);
    const chinese = await trader
      .post('/backtest/run', runBody(options))
      .set('Accept-Language', 'zh');
    expect(chinese.body.error.details[0].problem).toMatch(/[\u4e00-\u9fff]/);
  });

  it('take null params for none', async () => {
    const { status } = await trader.post('/backtest/run', runBody({ params: null }));
    expect(status).toBe(200);
  });

  it('start with the capital asked for', async () => {
    const result = await resultOf({ initial_capital: 5000 });
    expect(final(result) / 5000).toBeCloseTo(final(plain) / 10_000, 6);
  });

  it('cut sizes to lots, of the request or of the symbol', async () => {
    const trades = await tradesOf(await resultOf({ lot_size: 10 }));
    expect(trades.every(({ size }) => size % 10 === 0)).toBe(true);
    const admin = await app.session('admin');
    const settings = { lot_size: 20, tick_size: 0.5 };
    expect((await admin.put('/kline/OTHER/settings', settings)).status).toBe(200);
    const result = await resultOf({ symbol: 'OTHER' });
    expect(result.config.symbol_settings.OTHER).toMatchObject(settings);
    expect((await tradesOf(result)).every(({ size }) => size % 20 === 0)).toBe(true);
    await admin.put('/kline/OTHER/settings', {});
  });

  it('end their days at midnight of the zone of the session', async () => {
    const admin = await app.session('admin');
    const daysIn = async (zone: string) => {
      await admin.put('/kline/OTHER/settings', { session_zone: zone });
      const result = await resultOf({ symbol: 'OTHER' });
      expect(result.config.symbol_settings.OTHER.session_zone).toBe(zone);
      return result.statistics;
    };
    const utc = await daysIn('UTC');
    // Whole days of UTC are cut into one more, the first and the last in part, eight hours ahead of it.
    const shanghai = await daysIn('Asia/Shanghai');
    await admin.put('/kline/OTHER/settings', {});
    expect(shanghai.periods).toBe(Number(utc.periods) + 1);
    expect(shanghai.equity_final).toBe(utc.equity_final);
    expect(shanghai.sharpe).not.toBe(utc.sharpe);
  });

  it('take nothing below the least value of an order', async () => {
    const result = await resultOf({ min_notional: 1e9 });
    expect(result.statistics.trades).toBe(0);
    expect(result.orders.states.rejected).toBeGreaterThan(0);
  });

  it('fill at the close when asked to', async () => {
    const trades = await tradesOf(await resultOf({ fill_at: 'close' }));
    const before = await tradesOf(plain);
    expect(Date.parse(trades[0]!.entry_time)).toBeLessThan(Date.parse(before[0]!.entry_time));
  });

  it('lever up, on isolated or on crossed margin', async () => {
    const levered = await resultOf({
      leverage: 3,
      maintenance_margin: 0.01,
      liquidation_fee: 0.001,
    });
    const crossed = await resultOf({ leverage: 3, margin_mode: 'cross', borrow_rate: 0.05 });
    const sizeOf = async (result: Answer) => Math.abs((await tradesOf(result))[0]!.size);
    const single = await sizeOf(plain);
    expect(await sizeOf(levered)).toBeGreaterThan(2 * single);
    expect(await sizeOf(crossed)).toBeGreaterThan(2 * single);
  });

  it('fill no more of a bar than the share of its volume that is allowed', async () => {
    const result = await resultOf({ max_volume_share: 0.001 });
    const trades = await tradesOf(result);
    const largest = Math.max(...trades.map(({ size }) => Math.abs(size)));
    expect(largest).toBeLessThanOrEqual(1);
  });

  it('leave trades open at the end when they are not to be finalised', async () => {
    const closed = await resultOf({ strategy_name: 'buy-and-hold', params: {} });
    const open = await resultOf({
      strategy_name: 'buy-and-hold',
      params: {},
      finalize_trades: false,
    });
    expect((await tradesOf(closed))[0]!.exit_time).not.toBeNull();
    expect((await tradesOf(open))[0]).toMatchObject({ exit_time: null, exit_price: null });
  });

  it('use bars before the start to warm up, unless told not to', async () => {
    const start_date = '2024-02-01T00:00:00.000Z';
    const warm = await resultOf({ start_date, warm_up: 'auto' });
    const cold = await resultOf({ start_date, warm_up: 'none' });
    const firstEntry = async (result: Answer) => (await tradesOf(result))[0]!.entry_bar;
    expect(await firstEntry(warm)).toBeLessThanOrEqual(await firstEntry(cold));
    expect(cold.manifest.data_hash).not.toBe(warm.manifest.data_hash);
  });

  it('run several symbols in one account, in any order the same', async () => {
    const one = await resultOf({ symbol: undefined, symbols: ['OTHER', 'WALK'] });
    const id = await startRun(trader, { symbol: undefined, symbols: ['WALK', 'OTHER'] });
    await untilStatus(trader, id, ['COMPLETED']);
    const two = (await trader.get(`/backtest/${id}/result`)).body.data;
    expect(two.manifest.result_hash).toBe(one.manifest.result_hash);
    expect(new Set((await tradesOf(one)).map(({ symbol }) => symbol)).size).toBe(2);
  });

  it('refuse symbols of different quote currencies by name', async () => {
    const admin = await app.session('admin');
    await admin.put('/kline/OTHER/settings', { quote_currency: 'EUR' });
    const body = runBody({ symbol: undefined, symbols: ['OTHER', 'WALK'] });
    const answer = await trader.post('/backtest/run', body);
    await admin.put('/kline/OTHER/settings', {});
    expect([answer.status, answer.body.error.code]).toEqual([422, 'backtest/currencies-mixed']);
    expect(answer.body.message).toContain('OTHER EUR');
  });

  it('settle competing events by finer bars, which must be finer and there', async () => {
    const daily = { timeframe: '1d', params: { fast: 2, slow: 5 } };
    const result = await resultOf({ ...daily, detail_timeframe: '1h' });
    expect(result.statistics.trades).toBeGreaterThan(0);
    const coarse = await trader.post('/backtest/run', runBody({ detail_timeframe: '1d' }));
    expect(coarse.body.error.details[0].field).toBe('detail_timeframe');
    const absent = await trader.post('/backtest/run', runBody({ detail_timeframe: '1m' }));
    expect(absent.body.error.code).toBe('backtest/no-bars');
  });

  it('tell the worse and the better outcome of ambiguous bars', async () => {
    const { bounds } = await resultOf({ bounds: true });
    expect(bounds.worse.statistics.equity_final).toBeLessThanOrEqual(
      bounds.better.statistics.equity_final,
    );
    expect(plain.bounds).toBeNull();
  });

  it('tell the verdicts of the checks asked for', async () => {
    const { checks } = await resultOf({ checks: ['look_ahead', 'warm_up'] });
    expect(checks.look_ahead.verdict).toBe('pass');
    expect(checks.warm_up).toHaveProperty('verdict');
    expect(plain.checks).toBeNull();
  });

  it('compare with another symbol', async () => {
    const result = await resultOf({ benchmark: 'OTHER' });
    expect(result.statistics.beta).not.toBe(plain.statistics.beta);
    const absent = await trader.post('/backtest/run', runBody({ benchmark: 'NONE' }));
    expect(absent.body.error.code).toBe('backtest/no-bars');
  });

  it('follow the rules of another program', async () => {
    const result = await resultOf({ execution_profile: 'backtesting.py' });
    expect(result.profile_statistics).toHaveProperty(['Return [%]']);
    expect(plain.profile_statistics).toBeNull();
  });

  it('protect from trading on', async () => {
    const result = await resultOf({ protections: { cooldown_bars: 200 } });
    expect(result.statistics.trades).toBeLessThan(plain.statistics.trades);
  });

  it.each([
    [{ limit_fill: 'through' }],
    [{ hedging: true }],
    [{ exclusive_orders: true }],
    [{ fractional_unit: 0.001, execution_profile: 'backtesting.py' }],
    [{ tick_size: 0.01 }],
    [{ risk_free: 0.02 }],
    [{ seed: 42 }],
  ])('are run and echoed: %j', async (options) => {
    await resultOf(options);
  });

  it('lower the Sharpe ratio by the risk-free rate', async () => {
    const result = await resultOf({ risk_free: 0.5 });
    expect(result.statistics.sharpe).toBeLessThan(plain.statistics.sharpe);
  });

  it('break the trades down by symbol, tag, side and month', async () => {
    expect(Object.keys(plain.breakdown).toSorted()).toEqual([
      'by_month',
      'by_side',
      'by_symbol',
      'by_tag',
    ]);
    expect(plain.breakdown.by_symbol[0]).toMatchObject({ trades: plain.statistics.trades });
  });

  it('give the indicators of the run, thinned to the points asked for', async () => {
    const { body } = await trader.get(`/backtest/${plain.backtest_id}/indicators?points=100`);
    expect(body.data).toHaveLength(2);
    for (const indicator of body.data) {
      expect(indicator).toMatchObject({ symbol: 'WALK', timeframe: '1h' });
      expect(indicator.points).toHaveLength(100);
    }
    const other = await app.session('trader', 'other');
    expect((await other.get(`/backtest/${plain.backtest_id}/indicators`)).status).toBe(404);
  });

  it('let a run with a larger priority number wait longer', async () => {
    const worker = app.workers[0]!;
    worker.child.kill('SIGSTOP');
    const late = await startRun(trader, { priority: 1000 });
    const early = await startRun(trader, { priority: 0 });
    worker.child.kill('SIGCONT');
    await untilStatus(trader, late, ['COMPLETED']);
    await untilStatus(trader, early, ['COMPLETED']);
    const [first, second] = await app.query<{ priority: number }>(
      'SELECT priority FROM backtests WHERE id = ANY ($1) ORDER BY priority',
      [[late, early]],
    );
    expect(second!.priority).toBeGreaterThan(first!.priority + 900);
    const refused = await trader.post('/backtest/run', runBody({ priority: -1 }));
    expect(refused.body.error.details[0].field).toBe('priority');
  });
});
