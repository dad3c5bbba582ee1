import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { upload, type WireBar } from '../support/bars.js';
import type { Session } from '../support/session.js';

const FILE = '../shared/data/crypto-1m-bitfinex/BTCUSD-1m-2017.merged.csv.gz';
const BARS = 60_000;

// Bitfinex writes time, open, CLOSE, HIGH, LOW, volume.
function barsOf(csv: string): WireBar[] {
  return csv
    .trim()
    .split(/\r?\n/, BARS)
    .map((line) => {
      const [open_time, open, close, high, low, volume] = line.split(',').map(Number);
      const prices = { open: open!, high: high!, low: low!, close: close!, volume: volume! };
      return { symbol: 'BTCUSD', timeframe: '1m', open_time: open_time!, ...prices };
    });
}

const isThere = existsSync(FILE);
if (!isThere) process.stderr.write(`Real minutes are not tested: ${FILE} is missing.\n`);

(isThere ? describe : describe.skip)(`Real minutes (needs ${FILE})`, () => {
  let app: TestApp;
  let trader: Session;
  let bars: WireBar[];

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    trader = await app.session('trader');
    bars = barsOf(gunzipSync(readFileSync(FILE)).toString());
    await upload(trader, bars);
  });

  afterAll(() => app?.close());

  it('are known by their extent', async () => {
    const { body } = await trader.get('/kline/series');
    expect(body.data.items).toMatchObject([
      {
        count: BARS,
        first: '2017-01-01T00:00:00.000Z',
        last: new Date(bars.at(-1)!.open_time).toISOString(),
      },
    ]);
  });

  it('read back equal, page by page', async () => {
    let cursor = '';
    let at = 0;
    do {
      const query = `timeframe=1m&page_size=10000${cursor && `&cursor=${cursor}`}`;
      const { body } = await trader.get(`/kline/BTCUSD?${query}`);
      const expected = bars
        .slice(at, at + body.data.items.length)
        .map((bar) => ({ ...bar, open_time: new Date(bar.open_time).toISOString() }));
      expect(body.data.items).toEqual(expected);
      at += body.data.items.length;
      cursor = body.data.next_cursor;
    } while (cursor);
    expect(at).toBe(BARS);
  });
});
