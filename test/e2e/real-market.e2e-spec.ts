import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { upload, type WireBar } from '../support/bars.js';
import { bitfinexBars, bitfinexFile, hasBitfinex } from '../support/bitfinex.js';
import { redisUrl } from '../support/environment.js';
import type { Session } from '../support/session.js';

const YEAR = 2017;
const PAGE = 10_000;

describe('a year of real minutes', () => {
  let app: TestApp;
  let trader: Session;
  let bars: WireBar[] = [];

  beforeAll(async () => {
    if (!hasBitfinex(YEAR)) return;
    bars = bitfinexBars(YEAR);
    app = await startApp({ workers: redisUrl ? 2 : 1 });
    trader = await app.session('trader');
    await upload(trader, bars);
  }, 180_000);

  afterAll(() => app?.close());

  it('is there to be tested with', () => {
    expect(`${bitfinexFile(YEAR).pathname} there: ${hasBitfinex(YEAR)}`).toMatch(/there: true$/);
    expect(bars).toHaveLength(505_209);
  });

  it('comes back equal to what was uploaded', async () => {
    const query = `timeframe=1m&start_date=2017-01-01&end_date=2017-12-31&page_size=${PAGE}`;
    for (let from = 0; from < bars.length; from += PAGE) {
      const page = from / PAGE + 1;
      const { body } = await trader.get(`/kline/BTCUSD?${query}&page=${page}`);
      expect(body.data.total).toBe(bars.length);
      const read = body.data.items.map((bar: Record<string, number | string>) => [
        Date.parse(String(bar.open_time)),
        bar.open,
        bar.high,
        bar.low,
        bar.close,
        bar.volume,
      ]);
      const sent = bars
        .slice(from, from + PAGE)
        .map(({ open_time, open, high, low, close, volume }) => [
          open_time,
          open,
          high,
          low,
          close,
          volume,
        ]);
      expect(read).toEqual(sent);
    }
  }, 120_000);

  it('is backtested, followed live from PENDING to COMPLETED', async () => {
    const socket = await app.socket(trader);
    const { body } = await trader.post('/backtest/run', {
      strategy_name: 'sma-cross',
      symbol: 'BTCUSD',
      timeframe: '1m',
      start_date: '2017-01-01',
      end_date: '2017-12-31',
      commission: 0.001,
    });
    expect(body.data.status).toBe('PENDING');
    const id: string = body.data.backtest_id;
    const topic = `backtest_progress_${id}`;
    socket.emit('subscribe', { topic });
    await socket.next('subscribed', (event) => event.topic === topic);
    await socket.next('status_update', (event) => event.topic === topic);
    const last = await socket.next('progress_update', ({ data }) => data.status === 'COMPLETED');
    const seen = socket.events.filter(({ name }) => name === 'progress_update');
    const numbers = seen.map((event) => event.body.seq);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect(last.data.progress).toBe(100);
    const { data } = (await trader.get(`/backtest/${id}/result`)).body;
    expect(data.statistics).toEqual(last.data.statistics);
    expect(data.statistics.trades).toBeGreaterThan(1000);
    const { total } = (await trader.get(`/backtest/${id}/trades`)).body.data;
    expect(total).toBe(data.statistics.trades);
  }, 120_000);
});
