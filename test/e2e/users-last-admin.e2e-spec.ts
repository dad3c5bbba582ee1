import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { login, type Session } from '../support/session.js';

describe('the last admin', () => {
  let app: TestApp;
  let admin: Session;
  let adminId: string;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    admin = await app.session('admin');
    adminId = (await admin.get('/auth/me')).body.data.id;
  });

  beforeEach(async () => {
    await app.query(`DELETE FROM users WHERE username <> 'admin'`);
  });

  afterAll(() => app?.close());

  const addAdmin = async (username: string) => {
    const { body } = await admin.post('/users', { username, password: '12345678', role: 'admin' });
    return { id: body.data.id as string, session: await login(app.url, username, '12345678') };
  };

  it.each([
    ['demoted', () => admin.patch(`/users/${adminId}`, { role: 'trader' })],
    ['disabled', () => admin.patch(`/users/${adminId}`, { disabled: true })],
    ['removed', () => admin.delete(`/users/${adminId}`)],
  ])('is not %s', async (_, send) => {
    const { status, body } = await send();
    expect(status).toBe(409);
    expect(body.error.code).toBe('user/last-admin');
    expect((await admin.get('/users')).status).toBe(200);
  });

  it('counts no disabled admin', async () => {
    const { id } = await addAdmin('second');
    await admin.patch(`/users/${id}`, { disabled: true });
    expect((await admin.delete(`/users/${adminId}`)).body.error.code).toBe('user/last-admin');
  });

  it.each([
    ['demote', () => admin.patch(`/users/${adminId}`, { role: 'trader' })],
    ['disable', () => admin.patch(`/users/${adminId}`, { disabled: true })],
    ['remove', () => admin.delete(`/users/${adminId}`)],
    ['set a password for', () => admin.patch(`/users/${adminId}`, { password: 'another one' })],
  ])('cannot %s itself even if there is another', async (_, send) => {
    await addAdmin('second');
    const { status, body } = await send();
    expect(status).toBe(409);
    expect(body.error.code).toBe('user/own-account');
    expect((await admin.get('/users')).status).toBe(200);
  });

  it('may send itself what it is already', async () => {
    const { status } = await admin.patch(`/users/${adminId}`, { role: 'admin', disabled: false });
    expect(status).toBe(200);
  });

  it('remains when two admins demote each other at the same time', async () => {
    for (const username of ['race-1', 'race-2', 'race-3']) {
      const { id, session } = await addAdmin(username);
      const answers = await Promise.all([
        admin.patch(`/users/${id}`, { role: 'viewer' }),
        session.patch(`/users/${adminId}`, { role: 'viewer' }),
      ]);
      const [{ count }] = (await app.query<{ count: number }>(
        `SELECT count(*)::int FROM users WHERE role = 'admin' AND NOT disabled`,
      )) as [{ count: number }];
      expect(count).toBe(1);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      await app.query(`UPDATE users SET role = 'admin' WHERE id = $1`, [adminId]);
      await app.query('DELETE FROM users WHERE id = $1', [id]);
    }
  });
});
