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
    app = await startApp({ workers: 1 });
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

  it('that fails leaves what it logged until then', async () => {
    const source = `import { defineStrategy } from '@barline/engine';
export default defineStrategy({ name: 'fails', next(_, { index, log }) {
  log('bar', { index });
  if (index === 900) throw new Error('late');
} });`;
    expect((await ada.post('/strategy', { source })).status).toBe(200);
    const range = { start_date: '2024-01-01', end_date: '2024-03-20' };
    const id = await startRun(ada, { strategy_name: 'fails', symbol: 'BTC', ...range });
    expect(await untilStatus(ada, id)).toMatchObject({ status: 'FAILED' });
    const { body } = await ada.get(`/backtest/${id}/logs?page=2&page_size=900`);
    expect(body.data).toMatchObject({ total: 901, items: [{ message: 'bar', bar: 900 }] });
  });
});
