import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { type Ended, startBarline } from '../support/commands.js';
import type { Session } from '../support/session.js';

const SAMPLE = 'samples/BTCUSDT-1h.csv';

describe('the commands', () => {
  let app: TestApp;
  let trader: Session;
  let key: string;
  let folder: string;

  beforeAll(async () => {
    app = await startApp({ env: { WEBSOCKET_MAX_CONNECTIONS: '1' } });
    folder = await mkdtemp(join(tmpdir(), 'barline-commands-'));
    trader = await app.session('trader');
    key = (await trader.post('/auth/api-keys', { name: 'commands' })).body.data.key;
  });

  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  function barline(args: string[], env: Record<string, string> = {}): Promise<Ended> {
    return startBarline(args, { BARLINE_URL: app.url, BARLINE_API_KEY: key, ...env }).ended;
  }

  it('imports a file, follows it to its end and shows what came of it', async () => {
    const { code, out, err } = await barline(['import', SAMPLE, '--symbol', 'BTC/USDT']);
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(/^Import [-0-9a-f]{36} is under way.\n$/),
    ]);
    expect(out).toMatch(/rows_written +15071\b/);
    expect(out).toMatch(/timeframe +1h\b/);
  });

  it('follows an import by asking where no live connection is to be had', async () => {
    const held = await app.socket(trader);
    const { code, out, err } = await barline(['import', SAMPLE, '--symbol', 'BTC/USDT']);
    held.close();
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(/^Import [-0-9a-f]{36} is under way.\n$/),
    ]);
    expect(out).toMatch(/unchanged_count +15071\b/);
  });

  it('lists the series', async () => {
    const { code, out, err } = await barline(['series', '--symbol', 'BTC/USDT']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^BTC\/USDT +1h +2024-01-01T00:00:00.000Z +\S+ +15071 +- +1$/m);
  });

  it('writes the bars of a range to a file that can be imported again', async () => {
    const file = join(folder, 'bars.csv');
    const range = ['--timeframe', '1h', '--start', '2024-02-01', '--end', '2024-02-02'];
    const { code, out, err } = await barline(['export', 'BTC/USDT', ...range, '--output', file]);
    const { size } = await stat(file);
    expect([code, out, err]).toEqual([0, '', `${file}: 48 rows, ${size} bytes.\n`]);
    const lines = (await readFile(file, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(49);
    const again = await barline(['import', file, '--symbol', 'BTC/USDT', '--dry-run']);
    expect(again.err).toBe('');
    const preview = JSON.parse(again.out);
    expect(preview).toMatchObject({ rows_read: 48, unchanged_count: 48, differing_count: 0 });
  });

  it('shows the quality of a series, and then its gaps among the series', async () => {
    const { code, out } = await barline(['quality', 'BTC/USDT']);
    expect(code).toBe(0);
    expect(out).toMatch(/^quality of +BTC\/USDT$/m);
    expect(out).toMatch(/^bars +15071$/m);
    expect(out).toMatch(/^score +[\d.]+$/m);
    expect(out).toMatch(/^completeness +[\d.]+ +50 +0 bars missing/m);
    const series = await barline(['series', '--symbol', 'BTC/USDT']);
    expect(series.out).toMatch(/ 15071 +0 +1$/m);
  });

  it('writes the rows that were left out to a file', async () => {
    const file = join(folder, 'broken.csv');
    const rejected = join(folder, 'rejected.csv');
    const rows = [
      'time,open,high,low,close,volume',
      '2024-01-01T00:00:00Z,10,12,9,11,1',
      '2024-01-01T01:00:00Z,10,9,12,11,1',
      '2024-01-01T02:00:00Z,10,12,9,11,1',
    ];
    await writeFile(file, rows.join('\n'));
    const asked = ['import', file, '--symbol', 'BROKEN', '--timeframe', '1h'];
    const { code, out } = await barline([...asked, '--rejected', rejected]);
    expect(code).toBe(0);
    expect(out).toMatch(/left out, 1: high must be .+\n/);
    expect((await readFile(rejected, 'utf8')).trim().split('\n')).toHaveLength(2);
  });

  it('sends factors along, and tells what was noted of the file', async () => {
    const [prices, factors] = [join(folder, 'prices.csv'), join(folder, 'factors.csv')];
    const rows = ['2024-01-02,100,102,99,100', '2024-01-03,50,51,49,50'];
    await writeFile(prices, ['date,open,high,low,close', ...rows].join('\n'));
    await writeFile(factors, 'date,split\n2024-01-03,2\n');
    const asked = ['import', prices, '--symbol', 'SPLIT', '--timeframe', '1d', '--decimal', '.'];
    const { code, out } = await barline([...asked, '--adjust', '--factors', factors]);
    expect([code, out]).toEqual([0, expect.stringMatching(/\nnote: .+/)]);
    const { body } = await trader.get('/kline/SPLIT?timeframe=1d');
    expect(body.data.items.map(({ close }: { close: number }) => close)).toEqual([50, 50]);
  });
});
