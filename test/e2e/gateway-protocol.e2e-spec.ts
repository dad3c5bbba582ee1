import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { insertRun, topicOf } from '../support/live.js';
import type { Session } from '../support/session.js';
import type { TestSocket } from '../support/socket.js';

const namesOf = (socket: TestSocket) => socket.events.map(({ name }) => name);

describe('the messages of /ws', () => {
  let app: TestApp;
  let trader: Session;
  let run: string;

  beforeAll(async () => {
    app = await startApp({ workers: 0 });
    trader = await app.session('trader');
    run = await insertRun(app, trader, { progress: 10 });
  });

  afterAll(() => app.close());

  it('answers a ping with its timestamp', async () => {
    const socket = await app.socket(trader);
    socket.emit('ping', { timestamp: 1_700_000_000_000 });
    expect(await socket.next('pong')).toEqual({ timestamp: 1_700_000_000_000 });
  });

  it('answers a subscription with the topic, then with the status of the run', async () => {
    const socket = await app.socket(trader);
    socket.emit('subscribe', { topic: topicOf(run) });
    const { data } = await socket.next('status_update', ({ topic }) => topic === topicOf(run));
    expect(data).toEqual((await trader.get(`/backtest/${run}/status`)).body.data);
    expect(namesOf(socket)).toEqual(['connected', 'subscribed', 'status_update']);
  });

  it('subscribes in the handshake to ?backtest_id= and ?topic=', async () => {
    const socket = await app.socket(trader, { backtest_id: run, topic: 'system_monitor' });
    expect(await socket.next('connected')).toMatchObject({ backtest_id: run });
    await socket.next('subscribed', ({ topic }) => topic === topicOf(run));
    await socket.next('status_update');
    const { data } = await socket.next('system_metrics');
    expect(data).toMatchObject({ totals: { apis: 1 }, queues: expect.any(Array) });
  });

  it('says no more of a topic after unsubscribing, also from what was never subscribed', async () => {
    const socket = await app.socket(trader);
    for (const topic of ['system_monitor', topicOf(run)]) {
      socket.emit('subscribe', { topic });
      socket.emit('unsubscribe', { topic });
      socket.emit('unsubscribe', { topic });
    }
    await socket.next('unsubscribed', ({ topic }) => topic === topicOf(run));
    socket.emit('ping', { timestamp: 'last' });
    await socket.next('pong');
    expect(namesOf(socket).filter((name) => name === 'unsubscribed')).toHaveLength(4);
  });

  it.each([
    ['an unknown event', 'buy', { topic: 'x' }, 'ws/event-unknown'],
    ['an unknown topic', 'subscribe', { topic: 'backtest_progress_7' }, 'ws/topic-unknown'],
    ['an unknown topic to leave', 'unsubscribe', { topic: '' }, 'ws/topic-unknown'],
    ['a missing payload', 'subscribe', undefined, 'ws/payload-invalid'],
    ['null', 'unsubscribe', null, 'ws/payload-invalid'],
    ['a topic that is no text', 'subscribe', { topic: { a: 1 } }, 'ws/payload-invalid'],
    ['a list for a payload', 'subscribe', ['system_monitor'], 'ws/payload-invalid'],
    ['a timestamp that is an object', 'ping', { timestamp: {} }, 'ws/payload-invalid'],
    ['a binary payload', 'subscribe', Buffer.from([1, 2, 3]), 'ws/payload-invalid'],
    [
      'a run that is not there',
      'subscribe',
      { topic: topicOf(randomUUID()) },
      'backtest/not-found',
    ],
    ['an import', 'subscribe', { topic: `data_import_${randomUUID()}` }, 'ws/import-not-found'],
  ])('answers %s with an error and goes on', async (_, event, body, code) => {
    const socket = await app.socket(trader);
    socket.emit(event, body);
    expect(await socket.next('error')).toEqual({ code, message: expect.any(String) });
    socket.emit('ping', { timestamp: 1 });
    await socket.next('pong');
  });

  it('answers events without a handler and acknowledgements alike', async () => {
    const socket = await app.socket(trader);
    socket.io.emit('subscribe', { topic: 7 }, () => undefined);
    socket.io.emit('disconnecting please', 1, 2, 3);
    await socket.next('error', ({ code }) => code === 'ws/payload-invalid');
    await socket.next('error', ({ code }) => code === 'ws/event-unknown');
  });

  it('refuses the topic of another user, and lets viewers and admins watch', async () => {
    const watch = async (session: Session) => {
      const socket = await app.socket(session);
      socket.emit('subscribe', { topic: topicOf(run) });
      return socket;
    };
    const other = await watch(await app.session('trader', 'other'));
    expect(await other.next('error')).toMatchObject({ code: 'backtest/not-found' });
    for (const role of ['viewer', 'admin'] as const) {
      await (await watch(await app.session(role))).next('status_update');
    }
  });

  it('bounds the topics of one socket, and keeps to the bound', async () => {
    const socket = await app.socket(trader);
    await app.query(
      `INSERT INTO backtests (id, user_id, strategy_name, strategy_version, symbols, timeframe, config)
       SELECT gen_random_uuid(), user_id, 'many', 1, '{WALK}', '1h', '{}'
       FROM backtests, generate_series(1, 1001) WHERE id = $1`,
      [run],
    );
    const rows = await app.query<{ id: string }>(
      `SELECT id FROM backtests WHERE strategy_name = 'many'`,
    );
    for (const { id } of rows) socket.emit('subscribe', { topic: topicOf(id) });
    expect(await socket.next('error')).toMatchObject({ code: 'ws/too-many-topics' });
    expect(namesOf(socket).filter((name) => name === 'subscribed')).toHaveLength(1000);
  });

  it('closes on a message that is too large, and on a flood', async () => {
    const large = await app.socket(trader);
    large.emit('subscribe', { topic: 'x'.repeat(20_000) });
    await large.next('disconnect');
    const flood = await app.socket(trader);
    for (let i = 0; i < 10_000; i++) flood.emit('subscribe', { topic: topicOf(run) });
    await flood.next('disconnect');
    expect(flood.events.some(({ body }) => body.code === 'ws/too-fast')).toBe(true);
    expect((await fetch(`${app.url}/health`)).status).toBe(200);
  });
});
