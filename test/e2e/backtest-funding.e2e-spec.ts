import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { START_MS, upload, type WireBar } from '../support/bars.js';
import { runBody, startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

type Answer = Record<string, any>;

const HOUR = 3_600_000;
const BARS = 40;

// One price an hour: 100 until 08:00, 110 until 16:00, then 105.
function steps(symbol: string): WireBar[] {
  return Array.from({ length: BARS }, (_, i) => {
    const price = i < 8 ? 100 : i < 16 ? 110 : 105;
    const prices = { open: price, high: price, low: price, close: price, volume: 1000 };
    return { symbol, timeframe: '1h', open_time: START_MS + i * HOUR, ...prices };
  });
}

// Units bought at the open of the second bar with 10,000 on two times leverage.
const SIZE = 200;

describe('A run that pays funding', () => {
  let app: TestApp;
  let trader: Session;

  beforeAll(async () => {
    app = await startApp();
    trader = await app.session('trader');
    for (const symbol of ['PERP', 'SPOT', 'LATE', 'GAP']) await upload(trader, steps(symbol));
    await send('PERP', [
      [0, 0.001],
      [8, 0.0001],
      [16, -0.0002],
      [24, 0.0003],
      [32, 0],
    ]);
    await send('LATE', [
      [24, 0.0003],
      [32, 0],
      [40, 0],
    ]);
    await send('GAP', [
      [0, 0.001],
      [8, 0.0001],
      [16, -0.0002],
      [40, 0.9],
      [48, 0.9],
    ]);
  });

  afterAll(() => app?.close());

  async function send(symbol: string, rates: [hour: number, rate: number][]): Promise<void> {
    const body = rates.map(([hour, rate]) => ({ time: START_MS + hour * HOUR, rate }));
    const { status } = await trader.post(`/kline/${symbol}/funding`, body);
    expect(status).toBe(200);
  }

  const asked = (options: object) => ({
    strategy_name: 'buy-and-hold',
    symbol: 'PERP',
    leverage: 2,
    ...options,
  });

  async function resultOf(options: object): Promise<Answer> {
    const id = await startRun(trader, asked(options));
    expect(await untilStatus(trader, id)).toMatchObject({ status: 'COMPLETED', error: null });
    return (await trader.get(`/backtest/${id}/result`)).body.data;
  }

  async function refusalOf(options: object): Promise<Answer> {
    const { status, body } = await trader.post('/backtest/run', runBody(asked(options)));
    const fields = body.error.details.map(({ field }: Answer) => field);
    return { status, code: body.error.code, fields, message: body.message };
  }

  const codesOf = ({ warnings }: Answer) => warnings.map(({ code }: Answer) => code);

  it('pays each rate on what was held before its stamp, at the close before it', async () => {
    const result = await resultOf({ funding: true });
    // 00:00 finds nothing held; 08:00 pays 200 × 100 × 0.0001, 16:00 earns 200 × 110 × 0.0002, 24:00 pays 200 × 105 × 0.0003.
    const paid = 2 - 4.4 + 6.3;
    expect(result.statistics.funding_paid).toBeCloseTo(paid, 9);
    expect(result.statistics.equity_final).toBeCloseTo(10_000 + SIZE * 5 - paid, 9);
    expect(result.warnings).toEqual([]);
    expect(result.config.funding).toBe(true);
    const { body } = await trader.get(`/backtest/${result.backtest_id}/trades`);
    expect(body.data.items).toHaveLength(1);
    expect(body.data.items[0]).toMatchObject({ size: SIZE, entry_price: 100, exit_price: 105 });
    expect(body.data.items[0].pnl).toBeCloseTo(SIZE * 5 - paid, 9);
    const equity = await trader.get(`/backtest/${result.backtest_id}/equity?points=1000`);
    const points: Answer[] = equity.body.data.points;
    const equityAt = (hour: number) =>
      points.find(({ time }) => Date.parse(time) === START_MS + hour * HOUR)?.equity;
    expect(equityAt(7)).toBeCloseTo(10_000, 9);
    expect(equityAt(8)).toBeCloseTo(10_000 + SIZE * 10 - 2, 9);
    expect(equityAt(15)).toBeCloseTo(10_000 + SIZE * 10 - 2, 9);
    expect(equityAt(16)).toBeCloseTo(10_000 + SIZE * 5 - 2 + 4.4, 9);
    expect(equityAt(24)).toBeCloseTo(10_000 + SIZE * 5 - paid, 9);
  });

  it('pays none unless it is asked to', async () => {
    const plain = await resultOf({});
    expect(plain.config.funding).toBe(false);
    expect(plain.statistics).toMatchObject({ funding_paid: 0, equity_final: 11_000 });
    expect(plain.manifest.data_version).toEqual({ PERP: 1 });
    expect((await resultOf({ funding: false })).manifest).toMatchObject({
      data_hash: plain.manifest.data_hash,
      result_hash: plain.manifest.result_hash,
    });
  });

  it('takes the rates of another symbol, and none where it is told so', async () => {
    const other = await resultOf({ symbol: 'SPOT', funding: { SPOT: 'PERP' } });
    expect(other.statistics.funding_paid).toBeCloseTo(3.9, 9);
    expect(other.config.funding).toEqual({ SPOT: 'PERP' });
    expect(other.manifest.data_version).toEqual({ SPOT: 1, 'PERP funding': 1 });
    const both = { symbol: undefined, symbols: ['PERP', 'SPOT'], funding: { SPOT: null } };
    // Each symbol gets half of the money; only PERP pays.
    expect((await resultOf(both)).statistics.funding_paid).toBeCloseTo(3.9 / 2, 9);
  });

  it('tells in the result that rates are missing, and pays nothing for them', async () => {
    const late = await resultOf({ symbol: 'LATE', funding: true });
    expect(late.statistics.funding_paid).toBeCloseTo(6.3, 9);
    expect(codesOf(late)).toEqual(['missing_funding']);
    expect(late.warnings[0].values).toEqual({ symbol: 'LATE' });
    const gap = await resultOf({ symbol: 'GAP', funding: true });
    expect(gap.statistics.funding_paid).toBeCloseTo(2 - 4.4, 9);
    expect(codesOf(gap)).toEqual(['missing_funding']);
    const before = { symbol: 'GAP', funding: true, end_date: START_MS + 24 * HOUR };
    expect(codesOf(await resultOf(before))).toEqual([]);
  });

  it('warns also of rates that are missing up to its end, and is refused where there are none', async () => {
    const end_date = START_MS + 33 * HOUR;
    const asked = { symbol: 'GAP', funding: true, end_date };
    const none = await refusalOf({ ...asked, start_date: START_MS + 17 * HOUR });
    expect(none.code).toBe('backtest/no-funding');
    const result = await resultOf({ ...asked, start_date: START_MS + 15 * HOUR });
    // Bought at 16:00, after that payment; 24:00 and 32:00 are missing.
    expect(result.statistics.funding_paid).toBe(0);
    expect(codesOf(result)).toEqual(['missing_funding']);
  });

  it('is another run once a rate was corrected', async () => {
    await send('SPOT', [
      [0, 0],
      [8, 0.0001],
      [16, 0],
      [24, 0],
      [32, 0],
    ]);
    const first = await resultOf({ symbol: 'SPOT', funding: true });
    await send('SPOT', [[8, 0.0002]]);
    const second = await resultOf({ symbol: 'SPOT', funding: true });
    expect([first, second].map(({ statistics }) => statistics.funding_paid)).toEqual([2, 4]);
    expect(first.manifest.data_version).toEqual({ SPOT: 1, 'SPOT funding': 1 });
    expect(second.manifest.data_version).toEqual({ SPOT: 1, 'SPOT funding': 2 });
    expect(second.manifest.data_hash).not.toBe(first.manifest.data_hash);
  });

  it('is refused by name without rates, and when funding makes no sense', async () => {
    await upload(trader, steps('BARE'));
    const symbols = { symbol: undefined, symbols: ['BARE', 'PERP'] };
    const bare = await refusalOf({ ...symbols, funding: true });
    expect([bare.status, bare.code]).toEqual([422, 'backtest/no-funding']);
    expect(bare.message).toBe('There are no funding rates of BARE in that range.');
    const chinese = await trader
      .post('/backtest/run', runBody(asked({ funding: { PERP: 'NONE' } })))
      .set('Accept-Language', 'zh');
    expect(chinese.body.message).toBe('该范围内没有 NONE 的资金费率。');
    for (const [options, field] of [
      [{ funding: 'yes' }, 'funding'],
      [{ funding: null }, 'funding'],
      [{ funding: { SPOT: 'PERP' } }, 'funding.SPOT'],
      [{ funding: { PERP: 1 } }, 'funding.PERP'],
      [{ funding: true, execution_profile: 'backtesting.py' }, 'funding'],
    ] as const) {
      const { status, code, fields } = await refusalOf(options);
      expect([status, code, fields]).toEqual([422, 'request/invalid', [field]]);
    }
  });
});
