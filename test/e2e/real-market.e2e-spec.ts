import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { upload, type WireBar } from '../support/bars.js';
import { bitfinexBars, bitfinexFile, hasBitfinex } from '../support/bitfinex.js';
import { redisUrl } from '../support/environment.js';
import type { Session } from '../support/session.js';

const YEAR = 2017;
const PAGE = 10_000;

const suite = hasBitfinex(YEAR) ? describe : describeMissing;

suite('a year of real minutes', () => {
  let app: TestApp;
  let trader: Session;
  let bars: WireBar[] = [];

  beforeAll(async () => {
    bars = bitfinexBars(YEAR);
    app = await startApp({ workers: redisUrl ? 2 : 1 });
    trader = await app.session('trader');
    await upload(trader, bars);
  }, 180_000);

  afterAll(() => app?.close());

  it('is whole', () => {
    expect(bars).toHaveLength(505_209);
  });

  it('is known by its extent', async () => {
    const { body } = await trader.get('/kline/series');
    expect(body.data.items).toMatchObject([
      {
        symbol: 'BTCUSD',
        timeframe: '1m',
        first: new Date(bars[0]!.open_time).toISOString(),
        last: new Date(bars.at(-1)!.open_time).toISOString(),
        count: bars.length,
      },
    ]);
  });

  it('comes back equal to what was uploaded, page by page', async () => {
    const query = `timeframe=1m&start_date=2017-01-01&end_date=2017-12-31&page_size=${PAGE}`;
    const sent = bars.map((bar) => rowOf(bar));
    let cursor = '';
    for (let from = 0; from < bars.length; from += PAGE) {
      const { data } = (await trader.get(`/kline/BTCUSD?${query}${cursor}`)).body;
      expect(data.total).toBe(bars.length);
      // Joined, because comparing arrays of a hundred thousand cells takes Jest a second.
      expect(data.items.map(rowOf).join()).toBe(sent.slice(from, from + PAGE).join());
      cursor = `&cursor=${encodeURIComponent(data.next_cursor)}`;
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

function rowOf({ open_time, open, high, low, close, volume }: Record<string, any>): string {
  return [new Date(open_time).toISOString(), open, high, low, close, volume].join(' ');
}

function describeMissing(name: string): void {
  describe(name, () => {
    it(`is NOT CHECKED: there is no ${bitfinexFile(YEAR).pathname}`, () => {
      expect(hasBitfinex(YEAR)).toBe(false);
    });
  });
}
