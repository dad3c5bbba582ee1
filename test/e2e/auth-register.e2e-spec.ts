import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { login } from '../support/session.js';

describe('registering', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp({ workers: 0, env: { REGISTRATION_OPEN: 'true' } });
  });

  afterAll(() => app?.close());

  const register = (body: object) => app.anonymous().post('/auth/register', body);

  it('makes a trader who can log in', async () => {
    const { status, body } = await register({ username: 'Ada', password: 'password of ada' });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ username: 'ada', role: 'trader', disabled: false });
    const session = await login(app.url, 'ada', 'password of ada');
    expect((await session.get('/users')).status).toBe(403);
  });

  it('lets nobody choose a role', async () => {
    const { status, body } = await register({
      username: 'mallory',
      password: 'password of mallory',
      role: 'admin',
    });
    expect(status).toBe(422);
    expect(body.error.details).toEqual([{ field: 'role', problem: 'is not a known field' }]);
  });

  it('gives a name to one of those who ask for it at the same time', async () => {
    const wanted = { username: 'wanted', password: 'password of wanted' };
    const answers = await Promise.all([1, 2, 3].map(() => register(wanted)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    const refused = answers.find(({ status }) => status === 409);
    expect(refused?.body.error.code).toBe('user/name-taken');
  });

  it.each(['ab', 'a'.repeat(65), 'ada lovelace', 'адa', 'ada\u0000', ''])(
    'refuses the name %j',
    async (username) => {
      const { status, body } = await register({ username, password: '12345678' });
      expect(status).toBe(422);
      expect(body.error.details).toHaveLength(1);
      expect(body.error.details[0].field).toBe('username');
    },
  );

  it('is refused unless REGISTRATION_OPEN is set', async () => {
    const closed = await startApp({ workers: 0 });
    try {
      const { status, body } = await closed
        .anonymous()
        .post('/auth/register', { username: 'ada', password: 'password of ada' });
      expect(status).toBe(403);
      expect(body.error.code).toBe('auth/registration-closed');
      expect(await closed.query('SELECT FROM users')).toHaveLength(1);
    } finally {
      await closed.close();
    }
  });
});
