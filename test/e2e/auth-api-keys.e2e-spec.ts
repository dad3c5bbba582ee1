import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { startApp, type TestApp } from '../support/app.js';
import { secrets } from '../support/environment.js';
import type { Session } from '../support/session.js';

async function make(session: Session, name = 'notebook'): Promise<{ id: string; key: string }> {
  const { body } = await session.post('/auth/api-keys', { name });
  return body.data;
}

describe('API keys', () => {
  let app: TestApp;
  let ada: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    ada = await app.session('viewer', 'ada');
  });

  afterAll(() => app?.close());

  const withKey = (key: string, path = '/auth/me') =>
    request(app.url).get(`/api/v1${path}`).set('X-API-Key', key);

  it('shows a key once and keeps only its HMAC', async () => {
    const { status, body } = await ada.post('/auth/api-keys', { name: 'notebook' });
    expect(status).toBe(200);
    const { key, ...shown } = body.data;
    expect(key).toMatch(/^bl_[\w-]{43}$/);
    expect(shown).toEqual({
      id: expect.any(String),
      name: 'notebook',
      prefix: key.slice(0, 10),
      created_at: expect.any(String),
      last_used_at: null,
    });
    const { body: list } = await ada.get('/auth/api-keys');
    expect(list.data.items).toContainEqual(shown);
    expect(JSON.stringify(list)).not.toContain(key);
    const [row] = await app.query<{ key_hash: string }>(
      'SELECT key_hash FROM api_keys WHERE id = $1',
      [shown.id],
    );
    expect(row?.key_hash).toBe(createHmac('sha256', secrets.SECRET_KEY).update(key).digest('hex'));
  });

  it('lets a script in as its user', async () => {
    const { key } = await make(ada);
    const { status, body } = await withKey(key);
    expect(status).toBe(200);
    expect(body.data).toMatchObject({ username: 'ada', role: 'viewer' });
  });

  it('notes the last use, at most once a minute', async () => {
    const { id, key } = await make(ada);
    const lastUse = async () => {
      const sql = 'SELECT last_used_at::text AS at FROM api_keys WHERE id = $1';
      return (await app.query<{ at: string }>(sql, [id]))[0]?.at;
    };
    await withKey(key);
    const first = await lastUse();
    expect(first).not.toBeNull();
    await withKey(key);
    expect(await lastUse()).toBe(first);
    await app.query(
      `UPDATE api_keys SET last_used_at = now() - interval '61 seconds' WHERE id = $1`,
      [id],
    );
    await withKey(key);
    expect(await lastUse()).not.toBe(first);
  });

  it('turns a revoked key away at once', async () => {
    const { id, key } = await make(ada);
    const { status, body } = await ada.delete(`/auth/api-keys/${id}`);
    expect([status, body.data]).toEqual([200, true]);
    const refused = await withKey(key);
    expect(refused.status).toBe(401);
    expect(refused.body.error.code).toBe('auth/api-key-invalid');
    const again = await ada.delete(`/auth/api-keys/${id}`);
    expect(again.status).toBe(404);
    expect(again.body.error.code).toBe('auth/api-key-not-found');
  });

  it.each(['nonsense', `bl_${'A'.repeat(43)}`, `bl_${'A'.repeat(44)}`])(
    'refuses the unknown key %s',
    async (key) => {
      const { status, body } = await withKey(key);
      expect(status).toBe(401);
      expect(body.error.code).toBe('auth/api-key-invalid');
    },
  );

  it('hides the keys of others, also from an admin', async () => {
    const { id } = await make(ada);
    const admin = await app.session('admin');
    expect((await admin.delete(`/auth/api-keys/${id}`)).status).toBe(404);
    expect((await admin.get('/auth/api-keys')).body.data.total).toBe(0);
  });

  it('stops the keys of a disabled user until it is enabled again', async () => {
    const bob = await app.session('trader', 'bob');
    const admin = await app.session('admin');
    const { key } = await make(bob);
    const { id } = (await bob.get('/auth/me')).body.data;
    await admin.patch(`/users/${id}`, { disabled: true });
    const refused = await withKey(key);
    expect([refused.status, refused.body.error.code]).toEqual([401, 'auth/user-disabled']);
    await admin.patch(`/users/${id}`, { disabled: false });
    expect((await withKey(key)).status).toBe(200);
  });

  it('has no login that could be ended', async () => {
    const { key } = await make(ada);
    const { status, body } = await request(app.url)
      .post('/api/v1/auth/logout')
      .set('X-API-Key', key);
    expect([status, body.error.code]).toEqual([409, 'auth/no-session']);
  });

  it('pages the list, newest first', async () => {
    const eve = await app.session('trader', 'eve');
    for (const name of ['first', 'second', 'third']) await make(eve, name);
    const { body } = await eve.get('/auth/api-keys?page=2&page_size=2');
    expect(body.data).toMatchObject({ total: 3, page: 2, page_size: 2, pages: 2 });
    expect(body.data.items.map(({ name }: { name: string }) => name)).toEqual(['first']);
  });

  it.each([
    ['no name', {}, 'is required'],
    ['an empty name', { name: '' }, 'must have 1 to 100 characters'],
    ['a number', { name: 7 }, 'must be a text'],
    ['a name of two lines', { name: 'a\nb' }, 'must be one line of plain text'],
    ['a name with a null byte', { name: 'a\u0000' }, 'must be one line of plain text'],
  ])('refuses %s', async (_, body, problem) => {
    const answer = await ada.post('/auth/api-keys', body);
    expect(answer.status).toBe(422);
    expect(answer.body.error.details).toEqual([{ field: 'name', problem }]);
  });

  it('refuses an id that is no UUID, and a list beyond its bounds', async () => {
    const deleted = await ada.delete('/auth/api-keys/7');
    expect(deleted.status).toBe(422);
    expect(deleted.body.error.details).toEqual([{ field: 'id', problem: 'must be a UUID' }]);
    const listed = await ada.get('/auth/api-keys?page=0&page_size=many&sort=name');
    expect(listed.status).toBe(422);
    expect(listed.body.error.details).toEqual(
      expect.arrayContaining([
        { field: 'page', problem: 'must be at least 1' },
        { field: 'page_size', problem: 'must be a whole number' },
        { field: 'sort', problem: 'is not a known field' },
      ]),
    );
  });
});
