import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, upload } from '../support/bars.js';
import { changeRun, insertRun, topicOf } from '../support/live.js';
import { startRun } from '../support/runs.js';
import type { Session } from '../support/session.js';
import { connectSocket, type SocketEvent, type TestSocket } from '../support/socket.js';
import { redisUrl } from '../support/environment.js';

const GUARANTEE_MS = 2000;

const progressOf = ({ events }: TestSocket): SocketEvent[] =>
  events.filter(({ name }) => name === 'progress_update');
const finalOf = (socket: TestSocket, status = 'COMPLETED', limitMs = 20_000) =>
  socket.next('progress_update', ({ data }) => data.status === status, limitMs);
const expectRising = (socket: TestSocket) => {
  const seqs = progressOf(socket).map(({ body }) => body.seq);
  expect(seqs).toEqual([...new Set(seqs)].toSorted((a, b) => a - b));
};

describe('a watched run', () => {
  let app: TestApp;
  let trader: Session;

  beforeAll(async () => {
    app = await startApp();
    trader = await app.session('trader');
    await upload(trader, randomWalk('WALK', 5000));
  });

  afterAll(() => app.close());

  const watch = async (id: string): Promise<TestSocket> => {
    const socket = await app.socket(trader, { backtest_id: id });
    await socket.next('status_update');
    return socket;
  };
  it('is followed from PENDING to COMPLETED, with statistics at the end', async () => {
    const id = await startRun(trader);
    const socket = await watch(id);
    const { topic, seq, data } = await finalOf(socket);
    expect(topic).toBe(topicOf(id));
    const { body } = await trader.get(`/backtest/${id}/result`);
    expect(data).toMatchObject({ progress: 100, message: expect.any(String) });
    expect(data.statistics).toEqual(body.data.statistics);
    expect(seq).toBeGreaterThan(0);
    const last = await socket.next('status_update', (update) => update.data.status === 'COMPLETED');
    expect(last.data).toEqual((await trader.get(`/backtest/${id}/status`)).body.data);
    expectRising(socket);
  });

  it('shows its final state within two seconds when the queue says nothing', async () => {
    const id = await insertRun(app, trader);
    const socket = await watch(id);
    const waits: number[] = [];
    for (const progress of [20, 60]) {
      await changeRun(app, id, { progress });
      const at = performance.now();
      await socket.next('progress_update', ({ data }) => data.progress === progress);
      waits.push(performance.now() - at);
    }
    await changeRun(app, id, { status: 'COMPLETED', stage: 'done', statistics: { trades: 3 } });
    const at = performance.now();
    expect((await finalOf(socket)).data.statistics).toEqual({ trades: 3 });
    waits.push(performance.now() - at);
    expect(Math.max(...waits)).toBeLessThan(GUARANTEE_MS);
    expect(
      await socket.next('status_update', ({ data }) => data.status === 'COMPLETED'),
    ).toBeDefined();
    expectRising(socket);
  });

  it('sends at most five progress messages a second, however often it changes', async () => {
    const id = await startRun(trader);
    const quiet = await insertRun(app, trader);
    const sockets = [await watch(quiet), await watch(quiet)];
    for (let i = 1; i <= 150; i++) {
      await changeRun(app, quiet, { progress: i / 2 });
      if (i % 5 === 0) await startRun(trader);
    }
    await changeRun(app, quiet, { status: 'FAILED' });
    for (const socket of sockets) {
      await finalOf(socket, 'FAILED');
      const times = progressOf(socket).map(({ atMs }) => atMs);
      for (const start of times) {
        expect(times.filter((at) => at >= start && at < start + 1000).length).toBeLessThanOrEqual(
          5,
        );
      }
      expectRising(socket);
    }
    await finalOf(await watch(id));
  });

  it('shows a finished run its final state at once', async () => {
    const id = await startRun(trader);
    await finalOf(await watch(id));
    const at = performance.now();
    const late = await app.socket(trader, { backtest_id: id });
    expect((await finalOf(late)).data.statistics).toHaveProperty('total_return');
    expect(performance.now() - at).toBeLessThan(1000);
    expect(late.events.map(({ name }) => name)).toEqual([
      'connected',
      'subscribed',
      'status_update',
      'progress_update',
    ]);
  });

  it('says so when it is deleted', async () => {
    const id = await insertRun(app, trader, { status: 'PENDING', stage: 'queued' });
    const socket = await watch(id);
    await app.query('DELETE FROM backtests WHERE id = $1', [id]);
    expect(await socket.next('error')).toMatchObject({ code: 'backtest/not-found' });
    await socket.next('unsubscribed', ({ topic }) => topic === topicOf(id));
  });

  it('tells its story in the language of the handshake', async () => {
    const id = await insertRun(app, trader, { progress: 5 });
    const socket = await connectSocket(
      app.url,
      { token: trader.token },
      { backtest_id: id },
      {
        'Accept-Language': 'zh-CN,en;q=0.5',
      },
    );
    expect((await socket.next('status_update')).data.message).toMatch(/[\u4e00-\u9fff]/);
    socket.close();
  });

  it('goes on after the database was away', async () => {
    const id = await insertRun(app, trader);
    const socket = await watch(id);
    await app.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid()`,
    );
    await changeRun(app, id, { status: 'STOPPED' });
    await finalOf(socket, 'STOPPED');
  });

  it('reaches every one of many subscribers of many runs in time', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => insertRun(app, trader)));
    const sockets = await Promise.all(Array.from({ length: 10 }, () => app.socket(trader)));
    for (const socket of sockets) {
      for (const id of ids) socket.emit('subscribe', { topic: topicOf(id) });
      await socket.next('status_update', ({ topic }) => topic === topicOf(ids.at(-1)!));
    }
    await app.query(`UPDATE backtests SET status = 'FAILED', seq = seq + 1 WHERE id = ANY ($1)`, [
      ids,
    ]);
    const at = performance.now();
    await Promise.all(
      sockets.flatMap((socket) =>
        ids.map((id) =>
          socket.next(
            'progress_update',
            ({ topic, data }) => topic === topicOf(id) && data.status === 'FAILED',
          ),
        ),
      ),
    );
    expect(performance.now() - at).toBeLessThan(GUARANTEE_MS);
  });
});

// Several apis need Redis.
if (redisUrl) {
  describe('a run watched at two apis', () => {
    it('shows its end to the subscribers of each', async () => {
      const app = await startApp({ apis: 2, workers: 1 });
      const trader = await app.session('trader');
      await upload(trader, randomWalk('WALK', 5000));
      const id = await startRun(trader);
      const sockets = await Promise.all(
        app.apis.map(({ address }) =>
          connectSocket(address, { token: trader.token }, { backtest_id: id }),
        ),
      );
      await Promise.all(sockets.map((socket) => finalOf(socket)));
      for (const socket of sockets) socket.close();
      await app.close();
    });
  });
}
