import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sourceOf } from '@app/strategy/builtin';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import { startRun, untilStatus } from '../support/runs.js';
import type { Session } from '../support/session.js';

describe('a strategy of a user', () => {
  let app: TestApp;
  let ada: Session;

  beforeAll(async () => {
    app = await startApp({
      workers: 1,
      env: { STRATEGY_BAR_TIMEOUT_MS: '3000', STRATEGY_MEMORY_MB: '64' },
    });
    await upload(await app.session('admin', 'admin'), randomWalk('BTC', 2000, '1h'));
    ada = await app.session('trader', 'ada');
  });

  afterAll(() => app.close());

  async function hashOfRun(strategy_name: string): Promise<string> {
    const range = { start_date: '2024-01-01', end_date: '2024-03-20' };
    const asked = { strategy_name, params: {}, symbol: 'BTC', timeframe: '1h', ...range };
    const id = await startRun(ada, asked);
    await untilStatus(ada, id, ['COMPLETED']);
    return (await ada.get(`/backtest/${id}/result`)).body.data.manifest.result_hash;
  }

  it.each(['sma-cross', 'supertrend', 'dca'])(
    'that has the source of %s has its result, bit for bit',
    async (name) => {
      const source = sourceOf(name).replace(`name: '${name}'`, `name: 'my-${name}'`);
      const { status, body } = await ada.post('/strategy', { source });
      expect([status, body.error]).toEqual([200, undefined]);
      expect(await hashOfRun(`my-${name}`)).toBe(await hashOfRun(name));
    },
  );

  const LOOP = 'next() { for (;;); }';
  const EARLY = 'init() { for (;;); }, next() {}';
  const MAP = 'next() { const kept = new Map(); for (let i = 0; ; i++) kept.set(i, { i }); }';

  it.each([
    ['does not come back', LOOP, 'backtest/strategy-stuck'],
    ['does not come back while its warm-up is counted', EARLY, 'backtest/strategy-stuck'],
    ['asks for more memory at once than there is', MAP, 'backtest/strategy-memory'],
  ])('that %s fails alone, and the worker goes on', async (_, body, code) => {
    const before = await hashOfRun('sma-cross');
    const name = `fails-${body.length}`;
    const source = `import { defineStrategy } from '@barline/engine';
export default defineStrategy({ name: '${name}', ${body} });`;
    const { status, body: saved } = await ada.post('/strategy', { source });
    expect([status, saved.error]).toEqual([200, undefined]);
    const range = { start_date: '2024-01-01', end_date: '2024-03-20' };
    const id = await startRun(ada, { strategy_name: name, params: {}, symbol: 'BTC', ...range });
    expect(await untilStatus(ada, id)).toMatchObject({ status: 'FAILED', error: { code } });
    expect(await hashOfRun('sma-cross')).toBe(before);
    expect(app.workers).toHaveLength(1);
    expect(app.workers[0]!.child.exitCode).toBeNull();
  });
});
