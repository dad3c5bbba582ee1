import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { login } from '../support/session.js';
import { until } from '../support/until.js';

describe('sessions past their end', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
  });

  afterAll(() => app?.close());

  it('are removed by a worker, and no others', async () => {
    const here = await app.session('trader', 'ada');
    await app.query("UPDATE sessions SET expires_at = expires_at + interval '1 day'");
    for (let i = 0; i < 3; i++) await login(app.url, 'ada', 'password of ada');
    await app.query(
      `UPDATE sessions SET expires_at = now() - interval '1 second'
       WHERE expires_at < now() + interval '7 days'`,
    );
    expect(await app.query('SELECT FROM sessions')).toHaveLength(5);
    await app.startWorker();
    await until(async () => (await app.query('SELECT FROM sessions')).length === 2);
    expect((await here.get('/auth/me')).status).toBe(200);
  });
});
