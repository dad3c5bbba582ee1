import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { login } from '../support/session.js';

describe('changing one’s own password', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
  });

  afterAll(() => app?.close());

  it('keeps this login, ends the others and turns the old password away', async () => {
    const here = await app.session('viewer', 'ada');
    const there = await login(app.url, 'ada', 'password of ada');
    const { status, body } = await here.post('/auth/password', {
      old_password: 'password of ada',
      new_password: 'another password',
    });
    expect(status).toBe(200);
    expect(body.data).toBe(true);
    expect((await here.get('/auth/me')).status).toBe(200);
    expect((await there.get('/auth/me')).body.error.code).toBe('auth/session-ended');
    await expect(login(app.url, 'ada', 'password of ada')).rejects.toThrow('auth/login-failed');
    await login(app.url, 'ada', 'another password');
  });

  it('refuses a wrong old password and changes nothing', async () => {
    const bob = await app.session('trader', 'bob');
    const { status, body } = await bob.post('/auth/password', {
      old_password: 'a guess',
      new_password: 'another password',
    });
    expect(status).toBe(403);
    expect(body.error.code).toBe('auth/password-wrong');
    await login(app.url, 'bob', 'password of bob');
  });

  it.each([
    ['short', 'seven77', 'must have at least 8 characters'],
    ['long', 'x'.repeat(201), 'must have at most 200 characters'],
  ])('refuses a new password that is too %s', async (_, password, problem) => {
    const bob = await app.session('trader', 'bob');
    const { status, body } = await bob.post('/auth/password', {
      old_password: 'password of bob',
      new_password: password,
    });
    expect(status).toBe(422);
    expect(body.error.details).toEqual([{ field: 'new_password', problem }]);
  });

  it('lets only one of two changes at the same time through', async () => {
    const eve = await app.session('trader', 'eve');
    const change = (password: string) =>
      eve.post('/auth/password', { old_password: 'password of eve', new_password: password });
    const answers = await Promise.all([change('first password'), change('second password')]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403]);
  });
});
