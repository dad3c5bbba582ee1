import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { secrets } from '../support/environment.js';
import { stopProcess } from '../support/processes.js';
import type { Session } from '../support/session.js';
import { connectSocket } from '../support/socket.js';

const CHECK_LIMIT_MS = 6000;

/** Makes the same login's token with another end. */
function endingAt(token: string, expiresAtSeconds: number): string {
  const [header = '', payload = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const body = Buffer.from(JSON.stringify({ ...claims, exp: expiresAtSeconds }));
  const signed = `${header}.${body.toString('base64url')}`;
  const signature = createHmac('sha256', secrets.JWT_SECRET_KEY).update(signed);
  return `${signed}.${signature.digest('base64url')}`;
}

/** Opens a WebSocket that never reads nor answers. */
async function connectMute(url: string): Promise<Socket> {
  const upgrade = request(`${url}/socket.io/?EIO=4&transport=websocket`, {
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
      'Sec-WebSocket-Version': '13',
    },
  }).end();
  const [, socket] = (await once(upgrade, 'upgrade')) as [unknown, Socket];
  return socket.pause();
}

describe('the life of a socket', () => {
  let app: TestApp;
  let admin: Session;

  beforeAll(async () => {
    app = await startApp({ workers: 0, env: { WEBSOCKET_HEARTBEAT_INTERVAL: '1' } });
    admin = await app.session('admin');
  });

  afterAll(() => app.close());

  it('has a heartbeat', async () => {
    const socket = await app.socket(admin);
    const first = await socket.next('heartbeat', () => true, 2000);
    const second = await socket.next('heartbeat', (beat) => beat !== first, 2000);
    const apart = Date.parse(second.timestamp) - Date.parse(first.timestamp);
    expect(apart).toBeGreaterThan(900);
    expect(apart).toBeLessThan(1300);
  });

  it('ends when its token expires, and not before', async () => {
    const expiresAt = Math.ceil(Date.now() / 1000) + 2;
    const token = endingAt((await app.session('trader')).token, expiresAt);
    const socket = await connectSocket(app.url, { token });
    await socket.next('disconnect', () => true, 5000);
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt * 1000 - 5);
    expect(Date.now()).toBeLessThan(expiresAt * 1000 + 1000);
    expect(await socket.next('error')).toMatchObject({ code: 'auth/token-expired' });
  });

  it('ends with its login, while other logins of the user stay', async () => {
    const user = await app.session('trader', 'leaver');
    const [leaving, staying] = [await app.socket(user), await app.socket(admin)];
    await user.post('/auth/logout');
    await leaving.next('disconnect', () => true, CHECK_LIMIT_MS);
    expect(await leaving.next('error')).toMatchObject({ code: 'auth/session-ended' });
    expect(staying.io.connected).toBe(true);
  });

  it('ends when its API key is revoked', async () => {
    const user = await app.session('trader', 'robot');
    const { key, id } = (await user.post('/auth/api-keys', { name: 'robot' })).body.data;
    const socket = await connectSocket(app.url, { apiKey: key });
    await user.delete(`/auth/api-keys/${id}`);
    await socket.next('disconnect', () => true, CHECK_LIMIT_MS);
    expect(await socket.next('error')).toMatchObject({ code: 'auth/api-key-invalid' });
  });

  it('ends when its user is disabled or gets another role', async () => {
    for (const [name, change] of [
      ['disabled', { disabled: true }],
      ['demoted', { role: 'viewer' }],
    ] as const) {
      const user = await app.session('trader', name);
      const socket = await app.socket(user);
      const { id } = (await user.get('/auth/me')).body.data;
      expect((await admin.patch(`/users/${id}`, change)).status).toBe(200);
      await socket.next('disconnect', () => true, CHECK_LIMIT_MS);
      await socket.next('error', ({ code }) => code === 'auth/session-ended');
    }
  });

  it('ends with the server, which waits neither for the idle nor for those who stopped reading', async () => {
    const [reading, stuck] = [await app.socket(admin), await connectMute(app.url)];
    const stoppedAt = performance.now();
    await stopProcess(app.apis[0]!);
    expect(performance.now() - stoppedAt).toBeLessThan(4000);
    // For this reason clients come back by themselves.
    expect(await reading.next('disconnect')).toEqual({ reason: 'transport close' });
    stuck.destroy();
  });
});
