import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { JwtService } from '@nestjs/jwt';
import { loadSettings } from '@app/platform';
import { TokenService } from './token.service.js';

const SECRET = 'a-secret-of-the-tests-with-32-characters';
const jwt = new JwtService({});

function serviceWith(env: Record<string, string> = {}): TokenService {
  const settings = loadSettings({
    DATABASE_URL: 'postgres://localhost/test',
    SECRET_KEY: SECRET,
    JWT_SECRET_KEY: SECRET,
    ...env,
  });
  return new TokenService(jwt, settings);
}

describe('TokenService', () => {
  const ids = { sub: randomUUID(), sid: randomUUID(), jti: randomUUID() };
  const tokens = serviceWith();
  const pair = () => tokens.pair(ids.sub, ids.sid, ids.jti);

  it('signs an access token with user, session and kind, for half an hour', async () => {
    const { access_token, expires_in, token_type } = await pair();
    const claims = await tokens.readAccess(access_token);
    expect(claims).toMatchObject({ sub: ids.sub, sid: ids.sid, typ: 'access' });
    expect(claims.exp - Math.floor(Date.now() / 1000)).toBeGreaterThan(1795);
    expect([expires_in, token_type]).toEqual([1800, 'bearer']);
  });

  it('signs a refresh token that names its refresh, for seven days', async () => {
    const claims = await tokens.readRefresh((await pair()).refresh_token);
    expect(claims).toMatchObject({ ...ids, typ: 'refresh' });
    expect(claims.exp - Math.floor(Date.now() / 1000)).toBeGreaterThan(7 * 86_400 - 5);
  });

  it('takes its times and algorithm from the settings', async () => {
    const long = serviceWith({ JWT_ACCESS_TOKEN_EXPIRE_MINUTES: '2', JWT_ALGORITHM: 'HS512' });
    const { access_token, expires_in } = await long.pair(ids.sub, ids.sid, ids.jti);
    expect(expires_in).toBe(120);
    expect(jwt.decode(access_token, { complete: true })).toMatchObject({
      header: { alg: 'HS512' },
    });
    await expect(tokens.readAccess(access_token)).rejects.toMatchObject({
      code: 'auth/token-invalid',
    });
  });

  it('takes neither kind for the other', async () => {
    const { access_token, refresh_token } = await pair();
    const invalid = { code: 'auth/token-invalid' };
    await expect(tokens.readAccess(refresh_token)).rejects.toMatchObject(invalid);
    await expect(tokens.readRefresh(access_token)).rejects.toMatchObject(invalid);
  });

  it.each([
    ['no end', { typ: 'access' }, {}],
    ['no kind', {}, { expiresIn: 60 }],
    ['a refresh without its id', { typ: 'refresh', jti: undefined }, { expiresIn: 60 }],
    ['a user that is no id', { typ: 'access', sub: 'admin' }, { expiresIn: 60 }],
    ['a session that is no id', { typ: 'access', sid: 7 }, { expiresIn: 60 }],
    ['a start to come', { typ: 'access' }, { expiresIn: 60, notBefore: 30 }],
  ])('refuses a token of its own secret with %s', async (_, claims, options) => {
    const secret = { secret: SECRET, algorithm: 'HS256' as const };
    const token = jwt.sign({ ...ids, ...claims }, { ...secret, ...options });
    const read = tokens.readAccess(token).catch(() => tokens.readRefresh(token));
    await expect(read).rejects.toMatchObject({ code: 'auth/token-invalid' });
  });

  it('says that a token has expired only if it was its own', async () => {
    const claims = { ...ids, typ: 'access' };
    const own = jwt.sign(claims, { secret: SECRET, expiresIn: -1 });
    await expect(tokens.readAccess(own)).rejects.toMatchObject({ code: 'auth/token-expired' });
    const others = jwt.sign(claims, { secret: 'x'.repeat(32), expiresIn: -1 });
    await expect(tokens.readAccess(others)).rejects.toMatchObject({ code: 'auth/token-invalid' });
  });
});
