import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, START_MS, upload, type WireBar } from '../support/bars.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

const HOUR = 3_600_000;
const HOURS = 72;
const OWN = [10, 11, 12, 30];

type Read = Omit<WireBar, 'open_time'> & {
  open_time: string;
  quote_volume?: number;
  trades?: number;
};

describe('a timeframe of which some bars are stored beside a finer one', () => {
  let app: TestApp;
  let ada: Session;
  let built: Read[];
  let filled: Read[];

  const read = async (query: string): Promise<Read[]> =>
    (await ada.get(`/kline/FILLED?timeframe=1h&page_size=500${query}`)).body.data.items;
  const tagOf = async () => (await ada.get('/kline/FILLED?timeframe=1h')).headers.etag;
  const storedHour = (hour: number) => ({
    symbol: 'FILLED',
    timeframe: '1h',
    open_time: START_MS + hour * HOUR,
    open: 1000 + hour,
    high: 1010 + hour,
    low: 990,
    close: 1005,
    volume: hour,
    quote_volume: 7 * hour,
    trades: hour,
  });

  beforeAll(async () => {
    app = await startApp();
    ada = await app.session('trader', 'ada');
    // A hole of two hours, from which nothing can be built.
    const minutes = randomWalk('FILLED', HOURS * 60, '1m');
    await upload(ada, [...minutes.slice(0, 40 * 60), ...minutes.slice(42 * 60)]);
    built = await read('');
    await upload(ada, OWN.map(storedHour));
    filled = built.map((bar, i) => {
      const hour = (Date.parse(bar.open_time) - START_MS) / HOUR;
      return OWN.includes(hour) ? { ...storedHour(hour), open_time: built[i]!.open_time } : bar;
    });
  });

  afterAll(() => app?.close());

  it('is the stored bar where there is one, and built of finer ones elsewhere', async () => {
    expect(built).toHaveLength(HOURS - 2);
    expect(await read('')).toEqual(filled);
    const query = '&start_date=2024-01-01T05:30:00Z&end_date=2024-01-01T12:00:00Z';
    expect(await read(query)).toEqual(filled.slice(6, 12));
    expect(await read('&start_date=2024-01-01T10:00:00Z&end_date=2024-01-01T13:00:00Z')).toEqual(
      filled.slice(10, 13),
    );
  });

  it('is the same by pages and by cursor, and as a stream', async () => {
    const paged: Read[] = [];
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const path = `/kline/FILLED?timeframe=1h&page_size=7${after}`;
      const page = (await ada.get(path)).body.data;
      expect(page.total).toBe(filled.length);
      paged.push(...page.items);
      cursor = page.next_cursor;
    } while (cursor !== null);
    expect(paged).toEqual(filled);
    const csv = (await ada.get('/kline/FILLED?timeframe=1h').set('Accept', 'text/csv')).text;
    const [head, ...lines] = csv.trim().split('\r\n');
    const at = (name: string) => head!.split(',').indexOf(name);
    const cells = lines.map((line) => line.split(','));
    expect(cells.map((row) => Number(row[at('close')]))).toEqual(filled.map(({ close }) => close));
    expect(cells.map((row) => Number(row[at('trades')]))).toEqual(
      filled.map(({ trades = 0 }) => trades),
    );
  });

  it('tells the latest bar of both', async () => {
    const latest = async () => (await ada.get('/kline/FILLED/latest?timeframe=1h')).body.data;
    expect(await latest()).toBe('2024-01-03T23:00:00.000Z');
    await upload(ada, [storedHour(HOURS)]);
    expect(await latest()).toBe('2024-01-04T00:00:00.000Z');
  });

  it('has another tag after a write of either', async () => {
    const before = await tagOf();
    await upload(ada, [storedHour(HOURS + 1)]);
    const between = await tagOf();
    await upload(ada, randomWalk('FILLED', 5, '1m', 9));
    const after = await tagOf();
    expect(new Set([before, between, after]).size).toBe(3);
  });

  it('counts as what it is in the quality of what is stored', async () => {
    const { body } = await ada.get('/kline/FILLED/quality?timeframe=1h');
    expect(body.data.bars).toBe(OWN.length + 2);
  });

  it('is what a run reads, which names both and warns of what neither has', async () => {
    const id = await startRun(ada, {
      symbol: 'FILLED',
      timeframe: '1h',
      strategy_name: 'buy-and-hold',
      start_date: '2024-01-01T08:00:00Z',
      end_date: '2024-01-02T20:00:00Z',
    });
    expect((await untilStatus(ada, id)).status).toBe('COMPLETED');
    const { manifest, warnings } = (await ada.get(`/backtest/${id}/result`)).body.data;
    expect(Object.keys(manifest.data_sources)).toEqual(['FILLED', 'FILLED 1m']);
    expect(manifest.data_sources.FILLED.timeframe).toBe('1h');
    expect(manifest.data_sources['FILLED 1m'].timeframe).toBe('1m');
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'data_gaps',
        values: expect.objectContaining({ symbol: 'FILLED', timeframe: '1m', missing_bars: 120 }),
      }),
    ]);
  });

  it('gives a run the same bars, with its warm-up, as if all of them were stored', async () => {
    const flat = filled.map((bar) => ({
      ...bar,
      symbol: 'FLAT',
      open_time: Date.parse(bar.open_time),
    }));
    await upload(ada, flat);
    const figuresOf = async (symbol: string, start_date: string) => {
      const params = { fast: 2, slow: 8 };
      const terms = { symbol, start_date, end_date: '2024-01-03T12:00:00Z', warm_up: 'auto' };
      const id = await startRun(ada, { ...terms, timeframe: '1h', params });
      expect((await untilStatus(ada, id)).status).toBe('COMPLETED');
      const { statistics } = (await ada.get(`/backtest/${id}/result`)).body.data;
      const { run_time_ms: _, ...rest } = statistics;
      return rest;
    };
    // Before the first stored hour, among them, and where the warm-up reaches back over the first.
    for (const start of ['2024-01-01T09:00:00Z', '2024-01-01T14:00:00Z', '2024-01-02T07:00:00Z']) {
      expect(await figuresOf('FILLED', start)).toEqual(await figuresOf('FLAT', start));
    }
  });

  describe('in the warm-up of a run', () => {
    const bar = (symbol: string, timeframe: string, timeMs: number, close: number): WireBar =>
      ({
        symbol,
        timeframe,
        open_time: timeMs,
        ...Object.fromEntries(['open', 'high', 'low', 'close'].map((name) => [name, close])),
        volume: 1,
      }) as WireBar;
    const minutes = (symbol: string, from: number, to: number, close: number) =>
      Array.from({ length: (to - from) * 60 }, (_, i) =>
        bar(symbol, '1m', START_MS + from * HOUR + i * 60_000, close),
      );
    const hours = (symbol: string, at: number[], close: number) =>
      at.map((hour) => bar(symbol, '1h', START_MS + hour * HOUR, close));
    const averageAt = async (symbol: string, hour: number) => {
      const source = `import { defineStrategy } from '@barline/engine';
        export default defineStrategy({
          name: 'averages',
          init: ({ indicator, bars }) => ({ mean: indicator.sma(bars.close, 3) }),
          next: ({ mean }, { log }) => log('mean', { mean: mean.now }),
        });`;
      expect((await ada.post('/strategy', { source })).status).toBeLessThan(409);
      const start_date = START_MS + hour * HOUR;
      const id = await startRun(ada, {
        strategy_name: 'averages',
        symbol,
        timeframe: '1h',
        warm_up: 5,
        start_date,
        end_date: start_date + 2 * HOUR,
      });
      expect((await untilStatus(ada, id)).status).toBe('COMPLETED');
      const logs = (await ada.get(`/backtest/${id}/logs`)).body.data.items;
      const { manifest, warnings } = (await ada.get(`/backtest/${id}/result`)).body.data;
      return {
        means: logs.map((line: any) => line.values.mean),
        sources: Object.keys(manifest.data_sources),
        warnings: warnings.map(({ code }: any) => code),
      };
    };

    it('that starts after the stored bars are the stored ones', async () => {
      await upload(ada, minutes('AFTER', 0, 10, 10));
      await upload(ada, hours('AFTER', [0, 1, 2, 3, 4], 100));
      expect(await averageAt('AFTER', 5)).toEqual({
        means: [70, 40],
        sources: ['AFTER', 'AFTER 1m'],
        warnings: [],
      });
    });

    it('that starts after the finer bars are built', async () => {
      await upload(ada, minutes('BEFORE', 0, 5, 10));
      await upload(ada, hours('BEFORE', [0, 5, 6, 7, 8, 9], 100));
      expect(await averageAt('BEFORE', 6)).toEqual({
        means: [70, 100],
        sources: ['BEFORE', 'BEFORE 1m'],
        warnings: [],
      });
    });
  });

  it('warns of what the finer bars lack, nights left out, whatever is stored beside them', async () => {
    // A market from 9:30 to 16:00 on weekdays, a day of which is gone and two bars of another.
    const quarters: WireBar[] = [];
    for (let day = 0; day < 91; day++) {
      const weekday = new Date(START_MS + day * 24 * HOUR).getUTCDay();
      if (weekday === 0 || weekday === 6) continue;
      for (let i = 0; i < 26; i++) {
        if (day === 45 && (i === 4 || i === 5)) continue;
        const open_time = START_MS + day * 24 * HOUR + 9.5 * HOUR + i * 15 * 60_000;
        const prices = { open: 100, high: 101, low: 99, close: 100 };
        quarters.push({ symbol: 'NIGHTS', timeframe: '15m', open_time, ...prices, volume: 1 });
      }
    }
    await upload(ada, quarters);
    const warningsOf = async (timeframe: string) => {
      const id = await startRun(ada, {
        symbol: 'NIGHTS',
        timeframe,
        strategy_name: 'buy-and-hold',
      });
      expect((await untilStatus(ada, id)).status).toBe('COMPLETED');
      const { warnings } = (await ada.get(`/backtest/${id}/result`)).body.data;
      return warnings
        .filter(({ code }: any) => code === 'data_gaps')
        .map((each: any) => each.values);
    };
    for (const timeframe of ['1h', '4h', '1d']) {
      const before = await warningsOf(timeframe);
      expect(before).toMatchObject([{ timeframe: '15m', missing_bars: 2 }]);
      const open_time = START_MS + 24 * HOUR + (timeframe === '1d' ? 0 : 12 * HOUR);
      const figures = { open: 100, high: 101, low: 99, close: 100, volume: 4 };
      await upload(ada, [{ symbol: 'NIGHTS', timeframe, open_time, ...figures }]);
      const [after] = await warningsOf(timeframe);
      expect(after).toMatchObject({ timeframe: '15m', missing_bars: 2 });
    }
  });
});
