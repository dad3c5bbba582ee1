import { afterAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { redisUrl, secrets } from '../support/environment.js';
import { stopProcess } from '../support/processes.js';
import { login } from '../support/session.js';

describe('the first start', () => {
  const apps: TestApp[] = [];
  const start = async (env: Record<string, string>) => {
    const app = await startApp({ apis: 0, workers: 0, env });
    apps.push(app);
    return app;
  };

  afterAll(() => Promise.all(apps.map((app) => app.close())));

  it('makes the admin once; a changed ADMIN_PASSWORD resets nothing', async () => {
    const app = await start({ ADMIN_USERNAME: 'Root' });
    const first = await app.startApi();
    await login(first.address, 'root', secrets.ADMIN_PASSWORD);
    await stopProcess(first);
    const second = await app.startApi({ ADMIN_USERNAME: 'boss', ADMIN_PASSWORD: 'changed later' });
    await login(second.address, 'root', secrets.ADMIN_PASSWORD);
    await expect(login(second.address, 'root', 'changed later')).rejects.toThrow('login-failed');
    await expect(login(second.address, 'boss', 'changed later')).rejects.toThrow('login-failed');
    expect(await app.query('SELECT FROM users')).toHaveLength(1);
    await stopProcess(second);
    const third = await app.startApi({ ADMIN_PASSWORD: '' });
    await login(third.address, 'root', secrets.ADMIN_PASSWORD);
  });

  it('makes one admin when several apis start at the same time', async () => {
    const app = await start({});
    // Without Redis a second api refuses to start.
    const count = redisUrl ? 3 : 1;
    const apis = await Promise.all(Array.from({ length: count }, () => app.startApi()));
    expect(await app.query('SELECT FROM users')).toHaveLength(1);
    for (const { address } of apis) await login(address, 'admin', secrets.ADMIN_PASSWORD);
  });

  it.each([
    [{ ADMIN_PASSWORD: '' }, /api: ADMIN_PASSWORD is not set, but [^\n]+\.$/m],
    [
      { ADMIN_PASSWORD: 'seven77' },
      /api: ADMIN_PASSWORD has 7 characters, but [^\n]+ 8 to 200\.$/m,
    ],
    [{ ADMIN_USERNAME: 'the boss' }, /api: ADMIN_USERNAME is "the boss", but must be [^\n]+\.$/m],
  ])('stops with one clear line for %j', async (env, line) => {
    const app = await start(env);
    await expect(app.startApi()).rejects.toThrow(line);
    expect(await app.query('SELECT FROM users')).toHaveLength(0);
  });
});
