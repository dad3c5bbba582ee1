import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import { startApp, type TestApp } from '../support/app.js';
import { secrets } from '../support/environment.js';
import { login, Session } from '../support/session.js';

const jwt = new JwtService({});

describe('refreshing a login', () => {
  let app: TestApp;
  let ada: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    await app.session('trader', 'ada');
  });

  afterAll(() => app?.close());

  const refresh = (refresh_token: string) =>
    app.anonymous().post('/auth/refresh', { refresh_token });
  const isAlive = async (token: string) =>
    (await new Session(app.url, token).get('/auth/me')).status === 200;
  const start = () => login(app.url, 'ada', 'password of ada');

  it('gives a new pair, and the access token before it lives on', async () => {
    ada = await start();
    const { status, body } = await refresh(ada.refreshToken);
    expect(status).toBe(200);
    expect(body.message).toBe('Tokens refreshed.');
    expect(body.data.refresh_token).not.toBe(ada.refreshToken);
    expect(await isAlive(body.data.access_token)).toBe(true);
    expect(await isAlive(ada.token)).toBe(true);
    expect((await refresh(body.data.refresh_token)).status).toBe(200);
  });

  it('ends the whole family when a token comes a second time', async () => {
    ada = await start();
    const other = await start();
    const { data } = (await refresh(ada.refreshToken)).body;
    const reused = await refresh(ada.refreshToken);
    expect(reused.status).toBe(401);
    expect(reused.body.error.code).toBe('auth/refresh-reused');
    expect(await isAlive(data.access_token)).toBe(false);
    expect((await refresh(data.refresh_token)).body.error.code).toBe('auth/session-ended');
    expect(await isAlive(other.token)).toBe(true);
  });

  it('lets exactly one of several refreshes at the same time win, and ends the family', async () => {
    ada = await start();
    const answers = await Promise.all(Array.from({ length: 4 }, () => refresh(ada.refreshToken)));
    const winners = answers.filter(({ status }) => status === 200);
    expect(winners).toHaveLength(1);
    const codes = answers.filter(({ status }) => status !== 200).map(({ body }) => body.error.code);
    expect(codes.filter((code) => code === 'auth/refresh-reused')).toHaveLength(1);
    expect(codes.filter((code) => code === 'auth/session-ended')).toHaveLength(2);
    expect(await isAlive(winners[0]!.body.data.access_token)).toBe(false);
    expect((await refresh(winners[0]!.body.data.refresh_token)).status).toBe(401);
  });

  it('prolongs the session from the time of the refresh', async () => {
    ada = await start();
    const { sid } = jwt.decode<{ sid: string }>(ada.token);
    await app.query(`UPDATE sessions SET expires_at = now() + interval '1 day' WHERE id = $1`, [
      sid,
    ]);
    await refresh(ada.refreshToken);
    const [row] = await app.query<{ days: number }>(
      `SELECT round(extract(epoch FROM expires_at - now()) / 86400)::int AS days
       FROM sessions WHERE id = $1`,
      [sid],
    );
    expect(row?.days).toBe(7);
  });

  it('refuses an access token, a tampered one and an expired one', async () => {
    ada = await start();
    expect((await refresh(ada.token)).body.error.code).toBe('auth/token-invalid');
    expect((await refresh(`${ada.refreshToken}x`)).body.error.code).toBe('auth/token-invalid');
    const {
      exp: _exp,
      iat: _iat,
      ...claims
    } = jwt.decode<Record<string, unknown>>(ada.refreshToken);
    const expired = jwt.sign(claims, { secret: secrets.JWT_SECRET_KEY, expiresIn: -1 });
    const { status, body } = await refresh(expired);
    expect(status).toBe(401);
    expect(body.error.code).toBe('auth/token-expired');
    expect(await isAlive(ada.token)).toBe(true);
  });

  it('refuses a body without the token', async () => {
    const { status, body } = await app.anonymous().post('/auth/refresh', {});
    expect(status).toBe(422);
    expect(body.error.details).toEqual([{ field: 'refresh_token', problem: 'is required' }]);
  });
});
