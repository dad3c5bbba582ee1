import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, START_MS, upload, type WireBar } from '../support/bars.js';
import { csvOf, importFile } from '../support/imports.js';
import type { Session } from '../support/session.js';

const LOADER = new URL('../support/load-in-process.mjs', import.meta.url);
const VERSIONS = 8;

describe('bars on disk', () => {
  let app: TestApp;
  let trader: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 1 });
    trader = await app.session('trader');
  }, 60_000);

  afterAll(() => app?.close());

  const hours = (symbol: string, volume: number): WireBar[] =>
    randomWalk(symbol, 400).map((bar) => ({ ...bar, volume }));

  it('are never of another version than was asked for, while two processes load and others upload and import', async () => {
    await upload(trader, hours('RACED', 1));
    const loaders = [0, 1].map(() => startLoader('RACED'));
    await Promise.all(loaders.map((loader) => once(loader, 'message')));
    for (let version = 2; version <= VERSIONS; version++) {
      if (version % 2 === 0) await upload(trader, hours('RACED', version));
      else await importHours(hours('RACED', version));
    }
    const ends = loaders.map((loader) => once(loader, 'message'));
    for (const loader of loaders) loader.send('stop');
    let fromFiles = 0;
    for (const [{ reads, problems, highest }] of await Promise.all(ends)) {
      expect([problems, highest]).toEqual([[], VERSIONS]);
      expect(reads.rows).toBeGreaterThan(0);
      fromFiles += reads.file;
    }
    expect(fromFiles).toBeGreaterThan(0);
  }, 60_000);

  function startLoader(symbol: string): ChildProcess {
    const loads = JSON.stringify({ symbol, endMs: START_MS + 400 * 3_600_000 });
    return fork(LOADER, { env: { ...app.env, PATH: process.env.PATH, LOADS: loads } });
  }

  async function importHours(bars: WireBar[]): Promise<void> {
    const file = { name: 'hours.csv', bytes: csvOf(bars) };
    const fields = { symbol: bars[0]!.symbol, timeframe: '1h', on_conflict: 'replace' };
    const { status, error } = await importFile(trader, file, fields);
    if (status !== 'COMPLETED') throw new Error(`It is ${status}: ${JSON.stringify(error)}`);
  }
});
