import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { login, type Session } from '../support/session.js';

async function idOf(session: Session): Promise<string> {
  const { body } = await session.get('/auth/me');
  return body.data.id;
}

describe('managing users', () => {
  let app: TestApp;
  let admin: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    admin = await app.session('admin');
  });

  afterAll(() => app?.close());

  it('adds a user, a trader by default, whose name is kept in lower case', async () => {
    const { status, body } = await admin.post('/users', {
      username: 'Ada.B',
      password: '12345678',
    });
    expect(status).toBe(200);
    expect(body.message).toBe('User added.');
    expect(body.data).toEqual({
      id: expect.any(String),
      username: 'ada.b',
      role: 'trader',
      disabled: false,
      created_at: expect.any(String),
    });
    await login(app.url, 'ADA.B', '12345678');
  });

  it('never shows or keeps a password', async () => {
    const { body } = await admin.get('/users');
    expect(JSON.stringify(body)).not.toMatch(/password|argon2/);
    const [row] = await app.query<{ password_hash: string }>('SELECT password_hash FROM users');
    expect(row?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('refuses a name that is taken, in any case', async () => {
    await admin.post('/users', { username: 'twice', password: '12345678' });
    const { status, body } = await admin.post('/users', {
      username: 'TWICE',
      password: '12345678',
    });
    expect(status).toBe(409);
    expect(body.error.code).toBe('user/name-taken');
    expect(body.message).toBe('The username twice is taken.');
  });

  it('names every wrong field at once', async () => {
    const { status, body } = await admin.post('/users', {
      username: 'a b',
      password: 'short',
      role: 'boss',
      rol: 'admin',
    });
    expect(status).toBe(422);
    expect(body.message).toBe('The request has 4 problem(s).');
    expect(body.error.details).toEqual(
      expect.arrayContaining([
        {
          field: 'username',
          problem: 'must be 3 to 64 of a-z, 0-9, dot, underscore and hyphen',
        },
        { field: 'password', problem: 'must have at least 8 characters' },
        { field: 'role', problem: 'must be one of admin, trader, viewer' },
        { field: 'rol', problem: 'is not a known field; did you mean "role"?' },
      ]),
    );
  });

  it('names them in Chinese to who prefers it', async () => {
    const { body } = await admin
      .post('/users', { username: 'ab', password: 'short' })
      .set('Accept-Language', 'zh');
    expect(body.message).toBe('请求有 2 处错误。');
    expect(body.error.details).toEqual([
      { field: 'username', problem: expect.stringContaining('必须是 3 到 64 个字符') },
      { field: 'password', problem: '长度不得少于 8' },
    ]);
  });

  it('lists users by name, in pages', async () => {
    for (const username of ['list-1', 'list-2']) {
      await admin.post('/users', { username, password: '12345678' });
    }
    const { body } = await admin.get('/users?page_size=1000');
    const names = body.data.items.map(({ username }: { username: string }) => username);
    expect(names).toEqual(names.toSorted());
    expect(body.data.total).toBe(names.length);
    const page = await admin.get('/users?page=2&page_size=1');
    expect(page.body.data.items[0].username).toBe(names[1]);
    expect(page.body.data.pages).toBe(names.length);
  });

  it.each(['trader', 'viewer'] as const)('is closed to a %s', async (role) => {
    const session = await app.session(role);
    const answers = [
      await session.get('/users'),
      await session.post('/users', { username: 'mallory', password: '12345678' }),
      await session.patch(`/users/${await idOf(session)}`, { role: 'admin' }),
      await session.delete(`/users/${await idOf(admin)}`),
    ];
    for (const { status, body } of answers) {
      expect(status).toBe(403);
      expect(body.error.code).toBe('auth/role-forbidden');
    }
    expect((await app.anonymous().get('/users')).status).toBe(401);
  });

  it('changes a role at once, without a new login', async () => {
    const bob = await app.session('viewer', 'bob');
    expect((await bob.get('/users')).status).toBe(403);
    const id = await idOf(bob);
    const { body } = await admin.patch(`/users/${id}`, { role: 'admin' });
    expect(body.data.role).toBe('admin');
    expect((await bob.get('/users')).status).toBe(200);
    await admin.patch(`/users/${id}`, { role: 'viewer' });
    expect((await bob.get('/users')).status).toBe(403);
  });

  it('ends every login of a disabled user and lets it in again once enabled', async () => {
    const eve = await app.session('trader', 'eve');
    const id = await idOf(eve);
    expect((await admin.patch(`/users/${id}`, { disabled: true })).body.data.disabled).toBe(true);
    expect((await eve.get('/auth/me')).body.error.code).toBe('auth/session-ended');
    const refused = await app
      .anonymous()
      .post('/auth/login', { username: 'eve', password: 'password of eve' });
    expect([refused.status, refused.body.error.code]).toEqual([401, 'auth/user-disabled']);
    await expect(login(app.url, 'eve', 'a wrong password')).rejects.toThrow('auth/login-failed');
    await admin.patch(`/users/${id}`, { disabled: false });
    await login(app.url, 'eve', 'password of eve');
  });

  it('sets a new password, which ends every login', async () => {
    const kim = await app.session('trader', 'kim');
    await admin.patch(`/users/${await idOf(kim)}`, { password: 'set by the admin' });
    expect((await kim.get('/auth/me')).body.error.code).toBe('auth/session-ended');
    await expect(login(app.url, 'kim', 'password of kim')).rejects.toThrow('auth/login-failed');
    await login(app.url, 'kim', 'set by the admin');
  });

  it('refuses null, wrong types and unknown fields of a change', async () => {
    const id = await idOf(await app.session('trader'));
    const { status, body } = await admin.patch(`/users/${id}`, {
      role: null,
      disabled: 'yes',
      password: 12345678,
      username: 'other',
    });
    expect(status).toBe(422);
    expect(body.error.details).toEqual(
      expect.arrayContaining([
        { field: 'role', problem: 'must be one of admin, trader, viewer' },
        { field: 'disabled', problem: 'must be true or false' },
        { field: 'password', problem: 'must be a text' },
        { field: 'username', problem: 'is not a known field' },
      ]),
    );
  });

  it('knows no user of another id, and no id that is no UUID', async () => {
    for (const send of [
      (id: string) => admin.patch(`/users/${id}`, { disabled: true }),
      (id: string) => admin.delete(`/users/${id}`),
    ]) {
      const missing = await send(crypto.randomUUID());
      expect([missing.status, missing.body.error.code]).toEqual([404, 'user/not-found']);
      const invalid = await send('me');
      expect(invalid.status).toBe(422);
      expect(invalid.body.error.details).toEqual([{ field: 'id', problem: 'must be a UUID' }]);
    }
  });

  it('removes a user with its logins and API keys', async () => {
    const zoe = await app.session('trader', 'zoe');
    await zoe.post('/auth/api-keys', { name: 'notebook' });
    const id = await idOf(zoe);
    const { status, body } = await admin.delete(`/users/${id}`);
    expect([status, body.data]).toEqual([200, true]);
    expect((await zoe.get('/auth/me')).body.error.code).toBe('auth/session-ended');
    expect(await app.query('SELECT FROM api_keys WHERE user_id = $1', [id])).toHaveLength(0);
    expect((await admin.delete(`/users/${id}`)).status).toBe(404);
  });
});
