import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { randomWalk, START_MS, upload } from '../support/bars.js';
import { sendFile } from '../support/imports.js';
import type { Session } from '../support/session.js';

const ROWS = 300_000;
const bytes = Buffer.from(
  Array.from({ length: ROWS }, (_, i) => `${START_MS + i * 60_000},5,7,4,6,1\n`).join(''),
);

describe('Many dry runs at once', () => {
  let app: TestApp;
  let ada: Session;
  let others: Session[];

  beforeAll(async () => {
    app = await startApp({
      workers: 0,
      env: { DATABASE_POOL_SIZE: '2', DATABASE_MAX_OVERFLOW: '0' },
    });
    ada = await app.session('trader', 'ada');
    others = await Promise.all(
      ['bob', 'cid', 'dot', 'eve'].map((name) => app.session('trader', name)),
    );
    await upload(ada, randomWalk('READ', 50));
  });

  afterAll(() => app?.close());

  const dryRun = (session: Session) =>
    sendFile(session, { name: 'x.csv', bytes }, { symbol: 'X', timeframe: '1m' }, '?dry_run=true');

  it('are refused but for a few, and leave connections to those who read', async () => {
    const running = new AbortController();
    const runs = Promise.all([...others, others[0]!].map((each) => dryRun(each)));
    const ended = runs.finally(() => running.abort());
    const reads: number[] = [];
    while (!running.signal.aborted) {
      reads.push((await ada.get('/kline/READ?timeframe=1h')).status);
    }
    const answers = await ended;
    expect(new Set(reads)).toEqual(new Set([200]));
    const codes = answers.map(({ status, body }) => body.error?.code ?? status);
    expect(codes.filter((code) => code === 200).length).toBeGreaterThan(0);
    for (const code of codes) {
      expect([200, 'kline/dry-run-running', 'kline/dry-runs-busy']).toContain(code);
    }
    const busy = answers.find(({ body }) => body.error?.code === 'kline/dry-runs-busy');
    expect([busy?.status, busy?.headers['retry-after']]).toEqual([503, '5']);
    expect(await app.query('SELECT 1 FROM import_chunks')).toEqual([]);
    expect((await dryRun(ada)).body.data).toMatchObject({ inserted_count: ROWS, complete: true });
  });
});
