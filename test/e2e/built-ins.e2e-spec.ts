import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtIns } from '@app/strategy/builtin';
import { type TestApp, startApp } from '../support/app.js';
import { SHARED_DATA } from '../support/bitfinex.js';
import { importFile } from '../support/imports.js';
import { isHere } from '../support/is-here.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

const TOGETHER = ['momentum-rotation', 'pairs-z-score'];
const BY_THEMSELVES = [...builtIns.keys()].filter((name) => !TOGETHER.includes(name));
const STOCKS = ['CVX', 'JPM', 'KO', 'MSFT'];
const SAMPLE = new URL('../../samples/BTCUSDT-1h.csv', import.meta.url);

function stockFile(symbol: string): URL {
  return new URL(`equity-daily-sp500/${symbol}_data.csv`, SHARED_DATA);
}

const ifStocks = isHere(stockFile('KO')) ? it.each : it.skip.each;

describe('the built-in strategies on real markets', () => {
  let app: TestApp;
  let trader: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 1 });
    trader = await app.session('trader');
    await store('BTCUSDT', SAMPLE);
  });

  afterAll(() => app.close());

  async function store(symbol: string, file: URL): Promise<void> {
    const name = file.pathname.split('/').at(-1) ?? '';
    await importFile(trader, { name, bytes: readFileSync(file) }, { symbol });
  }

  async function expectTrades(body: Record<string, unknown>): Promise<void> {
    const id = await startRun(trader, { commission: 0.001, ...body });
    expect(await untilStatus(trader, id)).toMatchObject({ status: 'COMPLETED' });
    const { statistics } = (await trader.get(`/backtest/${id}/result`)).body.data;
    expect(statistics.trades).toBeGreaterThan(0);
    expect(statistics.equity_final).toBeGreaterThan(0);
  }

  it.each(BY_THEMSELVES)('run with their defaults, and trade: %s', async (strategy_name) => {
    const range = { start_date: '2024-01-01', end_date: '2025-01-01' };
    await expectTrades({ strategy_name, symbol: 'BTCUSDT', ...range });
  });

  ifStocks(TOGETHER)('run over several symbols, and trade: %s', async (strategy_name) => {
    for (const symbol of STOCKS) await store(symbol, stockFile(symbol));
    const symbols = strategy_name === 'pairs-z-score' ? STOCKS.slice(0, 2) : STOCKS;
    const range = { timeframe: '1d', start_date: '2014-01-01', end_date: '2017-01-01' };
    await expectTrades({ strategy_name, symbol: undefined, symbols, ...range });
  });
});
