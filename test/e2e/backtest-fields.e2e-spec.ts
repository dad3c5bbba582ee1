import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, START_MS, upload, type WireBar } from '../support/bars.js';
import { runBody, startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

type Answer = Record<string, any>;

const DAY_MS = 86_400_000;

describe('the fields of a run', () => {
  let app: TestApp;
  let trader: Session;
  const walk = randomWalk('WALK', 2400);

  beforeAll(async () => {
    app = await startApp();
    trader = await app.session('trader');
    await upload(trader, walk);
    await upload(trader, daysOf('FALL', [100, 100, 80, 80]));
    await upload(
      trader,
      daysOf(
        'FLAT',
        Array.from({ length: 12 }, () => 100),
      ),
    );
  });

  afterAll(() => app?.close());

  async function resultOf(fields: Record<string, unknown>): Promise<Answer> {
    const id = await startRun(trader, fields);
    expect(await untilStatus(trader, id)).toMatchObject({ status: 'COMPLETED', error: null });
    return (await trader.get(`/backtest/${id}/result`)).body.data;
  }

  async function listOf(kind: 'trades' | 'orders', { backtest_id }: Answer): Promise<Answer[]> {
    return (await trader.get(`/backtest/${backtest_id}/${kind}?page_size=1000`)).body.data.items;
  }

  async function curveOf({ backtest_id }: Answer): Promise<Answer> {
    return (await trader.get(`/backtest/${backtest_id}/equity?points=10000`)).body.data;
  }

  const hashOf = (result: Answer): string => result.manifest.result_hash;

  it('strategy_version: runs the version asked for, and no other', async () => {
    const { config } = await resultOf({ strategy_version: 1 });
    expect(config.strategy_version).toBe(1);
    const answer = await trader.post('/backtest/run', runBody({ strategy_version: 2 }));
    expect([answer.status, answer.body.error.code]).toEqual([404, 'strategy/version-not-found']);
  });

  it('params: are echoed with their defaults, and others give another result', async () => {
    const result = await resultOf({ params: { fast: 7 } });
    expect(result.config.params).toEqual({ fast: 7, slow: 30, short: false });
    expect(result.manifest.params).toEqual(result.config.params);
    expect(hashOf(await resultOf({ params: { fast: 8 } }))).not.toBe(hashOf(result));
  });

  it('symbol and symbols: name the same run, whichever is used, and each symbol once', async () => {
    const one = await resultOf({ symbol: 'WALK' });
    const list = await resultOf({ symbol: undefined, symbols: ['WALK', 'WALK'] });
    expect(hashOf(list)).toBe(hashOf(one));
    expect(list.config.symbols).toEqual(['WALK']);
  });

  it('timeframe: sets the bars, resampled where they are not stored', async () => {
    const { total, points } = await curveOf(await resultOf({ timeframe: '4h', warm_up: 'none' }));
    expect(total).toBe(2400 / 4);
    expect(Date.parse(points[1].time) - Date.parse(points[0].time)).toBe(4 * 3_600_000);
  });

  it('start_date and end_date: bound the bars by their open time, however they are written', async () => {
    const runs = [
      ['2024-01-10', '2024-01-19'],
      ['2024-01-10T00:00:00', '2024-01-20T00:00:00Z'],
      ['2024-01-10T08:00:00+08:00', START_MS + 19 * DAY_MS],
      [START_MS + 9 * DAY_MS, '2024-01-19'],
    ];
    const results: Answer[] = [];
    for (const [start_date, end_date] of runs)
      results.push(await resultOf({ start_date, end_date }));
    expect(new Set(results.map(hashOf)).size).toBe(1);
    const { total, points } = await curveOf(results[0]!);
    expect(total).toBe(240);
    expect([points[0].time, points.at(-1).time]).toEqual([
      '2024-01-10T00:00:00.000Z',
      '2024-01-19T23:00:00.000Z',
    ]);
  });

  it('leverage, maintenance_margin and liquidation_fee: set where and how a position is liquidated', async () => {
    const result = await resultOf({
      strategy_name: 'buy-and-hold',
      symbol: 'FALL',
      timeframe: '1d',
      leverage: 5,
      maintenance_margin: 0.02,
      liquidation_fee: 0.01,
    });
    const [trade] = await listOf('trades', result);
    // 10,000 five times over buy 500 at 100; 40,000 of 50,000 are borrowed: (50000 − 10000) / (500 × 0.97).
    expect(trade).toMatchObject({ size: 500, entry_price: 100 });
    expect(trade!.exit_price).toBeCloseTo(40_000 / 485, 9);
    expect(trade!.fees).toBeCloseTo((0.01 * 40_000) / 0.97, 9);
    // What is left is the maintenance margin: 2 % of the value at that price.
    expect(result.statistics.equity_final).toBeCloseTo((0.02 * 40_000) / 0.97, 6);
  });

  it('borrow_rate: costs interest each night on what is borrowed', async () => {
    const buy = { strategy_name: 'buy-and-hold', symbol: 'FLAT', timeframe: '1d' };
    const result = await resultOf({ ...buy, leverage: 2, borrow_rate: 0.365 });
    // 10,000 are borrowed at 0.1 % a day; bought on the second of twelve days, they are held for ten nights.
    expect(result.statistics.equity_final).toBeCloseTo(10_000 - 10 * 10, 6);
  });

  it('tick_size: rounds the prices of orders', async () => {
    const result = await resultOf({
      strategy_name: 'donchian-breakout',
      params: { short: true },
      tick_size: 0.25,
    });
    const stops = (await listOf('orders', result)).filter(({ stop }) => stop !== null);
    expect(stops.length).toBeGreaterThan(10);
    expect(stops.filter(({ stop }) => stop % 0.25 !== 0)).toEqual([]);
  });

  it('exclusive_orders: cancels what an entry finds open', async () => {
    const params = { short: true };
    const plain = await resultOf({ params });
    const exclusive = await resultOf({ params, exclusive_orders: true });
    expect(plain.orders.reasons).not.toHaveProperty('exclusive');
    expect(exclusive.orders.reasons.exclusive).toBeGreaterThan(10);
  });

  it.each([
    ['cooldown', { cooldown_bars: 100 }],
    ['stop_loss_guard', { stop_loss_guard: { trades: 1, lookback_bars: 50, pause_bars: 40 } }],
    ['drawdown_halt', { drawdown_halt: { fraction: 0.01, pause_bars: 40 } }],
    ['max_open_trades', { max_open_trades: 0 }],
  ])('protections: %s keeps entries back, and says so', async (reason, protections) => {
    const params = { entry: 5, exit: 3, stop: 1, short: true };
    const fields = { strategy_name: 'donchian-breakout', params };
    const plain = await resultOf(fields);
    const result = await resultOf({ ...fields, protections });
    expect(result.statistics.trades).toBeLessThan(plain.statistics.trades);
    expect(result.orders.reasons[reason]).toBeGreaterThan(0);
    expect(plain.orders.reasons).not.toHaveProperty(reason);
  });

  it('execution_profile and fractional_unit: trade whole units, or units of that size', async () => {
    const peer = { execution_profile: 'backtesting.py' };
    const sizes = async (fields: object) =>
      (await listOf('trades', await resultOf(fields as Answer))).map(({ size }) => size);
    const whole = await sizes(peer);
    expect(whole.length).toBeGreaterThan(10);
    expect(whole.every((size) => Number.isInteger(size))).toBe(true);
    const parts = await sizes({ ...peer, fractional_unit: 0.001 });
    expect(parts.some((size) => !Number.isInteger(size))).toBe(true);
    expect(parts.every((size) => Math.abs(size * 1000 - Math.round(size * 1000)) < 1e-6)).toBe(
      true,
    );
  });

  it('seed: is echoed and kept with the hashes', async () => {
    const { config, manifest } = await resultOf({ seed: 42 });
    expect([config.seed, manifest.seed]).toEqual([42, 42]);
  });

  it('priority: lets the runs of a smaller number start first', async () => {
    await Promise.all(app.workers.map(({ child }) => child.kill('SIGSTOP')));
    const ids: string[] = [];
    for (const priority of [300, 100, 200, 0]) ids.push(await startRun(trader, { priority }));
    await app.startWorker({ WORKER_THREADS: '1' });
    const started: number[] = [];
    for (const id of ids) {
      started.push(Date.parse((await untilStatus(trader, id, ['COMPLETED'])).started_at));
    }
    await Promise.all(app.workers.map(({ child }) => child.kill('SIGCONT')));
    const [last, second, third, first] = started as [number, number, number, number];
    expect([first, second, third, last]).toEqual(started.toSorted((a, b) => a - b));
    expect(new Set(started).size).toBe(4);
  });

  describe('indicators', () => {
    const mean = (from: number, count: number) =>
      walk.slice(from, from + count).reduce((sum, { close }) => sum + close, 0) / count;

    async function indicatorsOf(result: Answer, points: number): Promise<Answer[]> {
      const path = `/backtest/${result.backtest_id}/indicators?points=${points}`;
      return (await trader.get(path)).body.data;
    }

    it('have a point for every bar where there are enough of them, from the first value on', async () => {
      const result = await resultOf({ params: { fast: 5, slow: 20 }, warm_up: 'none' });
      const [fast, slow] = await indicatorsOf(result, 100_000);
      for (const [indicator, bars] of [
        [fast, 5],
        [slow, 20],
      ] as const) {
        const { points, ...rest } = indicator!;
        expect(rest).toEqual({
          symbol: 'WALK',
          timeframe: '1h',
          name: `sma(${bars})`,
          output: null,
          pane: null,
          color: null,
        });
        expect(points).toHaveLength(2400 - bars + 1);
        expect(points[0].time).toBe(new Date(walk[bars - 1]!.open_time).toISOString());
        expect(points[0].value).toBeCloseTo(mean(0, bars), 9);
        expect(points[100].value).toBeCloseTo(mean(100, bars), 9);
      }
    });

    it('are thinned to points of the curve itself, with its ends', async () => {
      const result = await resultOf({ params: { fast: 5, slow: 20 }, warm_up: 'none' });
      const [all] = await indicatorsOf(result, 100_000);
      const [few] = await indicatorsOf(result, 50);
      const known = all!.points.map(({ time, value }: Answer) => `${time} ${value}`);
      const kept = few!.points.map(({ time, value }: Answer) => `${time} ${value}`);
      expect(kept).toHaveLength(50);
      expect(known).toEqual(expect.arrayContaining(kept));
      expect([kept[0], kept.at(-1)]).toEqual([known[0], known.at(-1)]);
      expect(few!.points.map(({ time }: Answer) => time)).toEqual(
        few!.points.map(({ time }: Answer) => time).toSorted(),
      );
    });

    it('are those of every symbol, with the pane that the strategy chose', async () => {
      const result = await resultOf({
        strategy_name: 'rsi-reversal',
        symbol: undefined,
        symbols: ['FLAT', 'WALK'],
        timeframe: '1d',
        params: { period: 5 },
      });
      const shown = (await indicatorsOf(result, 20)).map(({ symbol, name, pane }) => [
        symbol,
        name,
        pane,
      ]);
      expect(shown).toEqual([
        ['FLAT', 'rsi(5)', 'rsi'],
        ['WALK', 'rsi(5)', 'rsi'],
      ]);
    });

    it.each(['1', '0', '100001', 'many', '2.5'])('refuse points=%s', async (points) => {
      const result = await resultOf({});
      const path = `/backtest/${result.backtest_id}/indicators?points=${points}`;
      const { status, body } = await trader.get(path);
      expect([status, body.error.details[0].field]).toEqual([422, 'points']);
    });
  });
});

/** Days that open at a price and stay there, or fall to it from the day before. */
function daysOf(symbol: string, closes: number[]): WireBar[] {
  return closes.map((close, i) => ({
    symbol,
    timeframe: '1d',
    open_time: START_MS + i * DAY_MS,
    open: closes[Math.max(0, i - 1)]!,
    high: Math.max(close, closes[Math.max(0, i - 1)]!),
    low: Math.min(close, closes[Math.max(0, i - 1)]!),
    close,
    volume: 1_000_000,
  }));
}
