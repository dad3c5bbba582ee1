import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { refusal } from '../support/live.js';
import { Session } from '../support/session.js';
import { connectSocket, type TestSocket } from '../support/socket.js';
import { until } from '../support/until.js';

const SEATS = 4;

describe('the handshake of /ws', () => {
  let app: TestApp;
  let trader: Session;
  let apiKey: string;
  const open: TestSocket[] = [];

  beforeAll(async () => {
    app = await startApp({
      workers: 0,
      env: { WEBSOCKET_MAX_CONNECTIONS: String(SEATS), ALLOWED_HOSTS: 'https://desk.example.org' },
    });
    trader = await app.session('trader');
    apiKey = (await trader.post('/auth/api-keys', { name: 'live' })).body.data.key;
  });

  afterAll(() => app.close());

  const enter = async (auth: Record<string, unknown>, query: Record<string, string> = {}) => {
    const socket = await connectSocket(app.url, auth, query);
    open.push(socket);
    return socket;
  };
  const leave = async () => {
    for (const socket of open.splice(0)) socket.close();
    await until(async () => (await sockets()) === 0);
  };
  const sockets = async (): Promise<number> =>
    (await trader.get('/monitor/metrics')).body.data.totals.sockets;

  it('tells who was let in', async () => {
    const socket = await enter({ token: trader.token });
    const connected = await socket.next('connected');
    expect(connected).toEqual({
      connection_id: expect.any(String),
      user: { id: expect.any(String), username: 'trader', role: 'trader' },
    });
    await leave();
  });

  it('takes an API key as well, and both from headers', async () => {
    await (await enter({ apiKey })).next('connected');
    const headers: Record<string, string>[] = [
      { 'X-API-Key': apiKey },
      { Authorization: `Bearer ${trader.token}` },
    ];
    for (const extraHeaders of headers) {
      await expect(refusal(app.url, { extraHeaders })).rejects.toThrow('was let in');
    }
    await leave();
  });

  it.each([
    ['nothing', {}, 'auth/login-required'],
    ['a wrong token', { token: 'nonsense' }, 'auth/token-invalid'],
    ['a token that is no text', { token: 7 }, 'auth/token-invalid'],
    ['an object for a key', { apiKey: { $ne: '' } }, 'auth/token-invalid'],
    ['an unknown API key', { apiKey: 'nonsense' }, 'auth/api-key-invalid'],
  ])('refuses %s', async (_, auth, code) => {
    expect(await refusal(app.url, { auth })).toEqual({ code, message: expect.any(String) });
  });

  it('refuses in Chinese whom it would answer in Chinese', async () => {
    const extraHeaders = { 'Accept-Language': 'zh-CN' };
    expect((await refusal(app.url, { extraHeaders }))?.message).toMatch(/[\u4e00-\u9fff]/);
  });

  it('refuses the pages of sites that are not allowed', async () => {
    const auth = { token: trader.token };
    const at = (Origin: string) => refusal(app.url, { auth, extraHeaders: { Origin } });
    expect(await at('https://elsewhere.example')).toMatchObject({ code: 'ws/origin-refused' });
    await expect(at('https://desk.example.org')).rejects.toThrow('was let in');
  });

  it('opens no other namespace and no other transport', async () => {
    const auth = { token: trader.token };
    expect(await refusal(app.url, { auth }, '/')).toMatchObject({ code: 'ws/namespace-unknown' });
    await refusal(app.url, { auth }, '/other');
    const polling = await fetch(`${app.url}/socket.io/?EIO=4&transport=polling`);
    expect(polling.status).toBe(400);
  });

  it('holds no more sockets than it has seats, however many come at once', async () => {
    await leave();
    const tries = await Promise.allSettled(
      Array.from({ length: SEATS * 3 }, () => enter({ token: trader.token })),
    );
    const refused = tries.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(SEATS * 2);
    expect(refused[0]?.reason.data).toMatchObject({ code: 'ws/full' });
  });

  it('gives the seat of one who leaves to the next', async () => {
    expect(await refusal(app.url, { auth: { token: trader.token } })).toMatchObject({
      code: 'ws/full',
    });
    open.pop()?.close();
    await until(async () => enter({ token: trader.token }).then(Boolean, () => false));
    await leave();
  });

  it('gives no seat away to those who are refused or hang up', async () => {
    for (let i = 0; i < SEATS * 2; i++) await refusal(app.url, { auth: { token: 'nonsense' } });
    const { io } = await enter({ token: trader.token });
    for (let i = 0; i < SEATS * 2; i++) {
      if (i % 2) io.disconnect();
      else io.io.engine.close();
      await until(async () => !io.connected);
      io.connect();
      await new Promise((resolve) => io.once('connect', () => resolve(undefined)));
    }
    await leave();
    for (let i = 0; i < SEATS; i++) await enter({ token: trader.token });
    await leave();
  });
});
