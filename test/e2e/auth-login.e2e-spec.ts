import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import { startApp, type TestApp } from '../support/app.js';
import { secrets } from '../support/environment.js';
import { login, Session } from '../support/session.js';

const jwt = new JwtService({});

describe('logging in', () => {
  let app: TestApp;
  let ada: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    ada = await app.session('trader', 'ada');
  });

  afterAll(() => app?.close());

  const me = (token: string) => new Session(app.url, token).get('/auth/me');
  const forge = (changes: object, options: object = {}) => {
    const { sub, sid } = jwt.decode<{ sub: string; sid: string }>(ada.token);
    return jwt.sign(
      { sub, sid, typ: 'access', ...changes },
      { secret: secrets.JWT_SECRET_KEY, algorithm: 'HS256', expiresIn: 60, ...options },
    );
  };

  it('gives tokens that carry user, session and kind only', async () => {
    const { status, body } = await app
      .anonymous()
      .post('/auth/login', { username: 'Admin', password: secrets.ADMIN_PASSWORD });
    expect(status).toBe(200);
    expect(body).toEqual({
      success: true,
      data: {
        access_token: expect.any(String),
        refresh_token: expect.any(String),
        token_type: 'bearer',
        expires_in: 1800,
      },
      message: 'Logged in.',
    });
    const claims = Object.keys(jwt.decode(body.data.access_token));
    expect(claims.toSorted()).toEqual(['exp', 'iat', 'sid', 'sub', 'typ']);
  });

  it('shows the caller who it is', async () => {
    const { status, body } = await ada.get('/auth/me');
    expect(status).toBe(200);
    expect(body.data).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      username: 'ada',
      role: 'trader',
      disabled: false,
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    });
  });

  it.each([
    ['a wrong password', { username: 'ada', password: 'not the password' }],
    ['an unknown user', { username: 'nobody', password: 'not the password' }],
    ['a name that no user can have', { username: 'a\u0000b', password: 'not the password' }],
  ])('refuses %s with the same words', async (_, credentials) => {
    const { status, body } = await app.anonymous().post('/auth/login', credentials);
    expect(status).toBe(401);
    expect(body.error.code).toBe('auth/login-failed');
    expect(body.message).toBe('The username or the password is wrong.');
  });

  // The fastest of many answers, taken in turn, says what the work costs, however busy the machine is.
  it('works as hard for an unknown user as for a wrong password', async () => {
    const fastest = { ada: Infinity, nobody: Infinity };
    for (let i = 0; i < 10; i++) {
      for (const username of ['ada', 'nobody'] as const) {
        const startMs = performance.now();
        await app.anonymous().post('/auth/login', { username, password: 'not the password' });
        fastest[username] = Math.min(fastest[username], performance.now() - startMs);
      }
    }
    expect(fastest.nobody).toBeGreaterThan(fastest.ada * 0.3);
  });

  it('names every wrong field of the request', async () => {
    const { status, body } = await app
      .anonymous()
      .post('/auth/login', { username: 7, pasword: 'x' });
    expect(status).toBe(422);
    expect(body.error.code).toBe('request/invalid');
    expect(body.error.details).toEqual([
      { field: 'pasword', problem: 'is not a known field; did you mean "password"?' },
      { field: 'username', problem: 'must be a text' },
      { field: 'password', problem: 'is required' },
    ]);
  });

  it('asks for a login where none is shown', async () => {
    const { status, body, headers } = await app.anonymous().get('/auth/me');
    expect(status).toBe(401);
    expect(body.error.code).toBe('auth/login-required');
    expect(headers['www-authenticate']).toBe('Bearer');
  });

  it.each([
    ['of another secret', () => forge({}, { secret: 'x'.repeat(40) })],
    ['of another algorithm', () => forge({}, { algorithm: 'HS512' })],
    ['without a signature', () => forge({}, { secret: '', algorithm: 'none' })],
    ['that was tampered with', () => ada.token.replace(/\.[^.]+\./, `.${tampered()}.`)],
    ['of no kind', () => forge({ typ: 'other' })],
    ['whose session is no id', () => forge({ sid: "' OR 1=1" })],
    ['that is a refresh token', () => ada.refreshToken],
    ['that is no token', () => 'nonsense'],
    ['with something after it', () => `${ada.token} more`],
  ])('refuses an access token %s', async (_, make) => {
    const { status, body } = await me(make());
    expect(status).toBe(401);
    expect(body.error.code).toBe('auth/token-invalid');
  });

  function tampered(): string {
    const claims = { ...jwt.decode<object>(ada.token), sub: crypto.randomUUID() };
    return Buffer.from(JSON.stringify(claims)).toString('base64url');
  }

  it('refuses an expired access token', async () => {
    const { status, body } = await me(forge({}, { expiresIn: -1 }));
    expect(status).toBe(401);
    expect(body.error.code).toBe('auth/token-expired');
  });

  it('refuses a session of somebody else, and one that never was', async () => {
    const other = await me(forge({ sub: crypto.randomUUID() }));
    expect(other.body.error.code).toBe('auth/session-ended');
    const never = await me(forge({ sid: crypto.randomUUID() }));
    expect(never.body.error.code).toBe('auth/session-ended');
  });

  it('ignores a bad token on a public route', async () => {
    const { status } = await new Session(app.url, 'nonsense').post('/auth/login', {
      username: 'admin',
      password: secrets.ADMIN_PASSWORD,
    });
    expect(status).toBe(200);
  });

  it('ends a session at logout, at once and no other one', async () => {
    const session = await login(app.url, 'ada', 'password of ada');
    const { status, body } = await session.post('/auth/logout');
    expect(status).toBe(200);
    expect(body.data).toBe(true);
    expect((await session.get('/auth/me')).body.error.code).toBe('auth/session-ended');
    const refresh = { refresh_token: session.refreshToken };
    const refreshed = await session.post('/auth/refresh', refresh);
    expect(refreshed.status).toBe(401);
    expect(refreshed.body.error.code).toBe('auth/session-ended');
    expect((await ada.get('/auth/me')).status).toBe(200);
  });

  it('ends a session whose time in the database is over', async () => {
    const session = await login(app.url, 'ada', 'password of ada');
    const { sid } = jwt.decode<{ sid: string }>(session.token);
    await app.query('UPDATE sessions SET expires_at = now() WHERE id = $1', [sid]);
    expect((await session.get('/auth/me')).body.error.code).toBe('auth/session-ended');
  });

  it('answers in Chinese to who prefers it', async () => {
    const { body } = await app
      .anonymous()
      .post('/auth/login', { username: 'ada', password: 'wrong' })
      .set('Accept-Language', 'zh-CN,zh;q=0.9,en;q=0.8');
    expect(body.message).toBe('用户名或密码错误。');
    expect(body.error).toMatchObject({
      code: 'auth/login-failed',
      hint: expect.stringMatching(/管理员/),
    });
  });
});
