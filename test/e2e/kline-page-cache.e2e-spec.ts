import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { randomWalk, START_MS, upload } from '../support/bars.js';
import { redisUrl } from '../support/environment.js';
import { Session } from '../support/session.js';

const HOUR = 3_600_000;

describe('a page that was read before', () => {
  let app: TestApp;
  let sessions: Session[];

  beforeAll(async () => {
    // Two apis without Redis refuse each other, and then one is all there is.
    app = await startApp({ apis: redisUrl ? 2 : 1, workers: 0 });
    const { token } = await app.session('trader');
    sessions = app.apis.map(({ address }) => new Session(address, token));
    await upload(sessions[0]!, randomWalk('WALK', 500));
  }, 60_000);

  afterAll(() => app?.close());

  const path = '/kline/WALK?timeframe=1h&page_size=500';
  const bar = (hour: number, close: number) => ({
    symbol: 'WALK',
    timeframe: '1h',
    open_time: START_MS + hour * HOUR,
    open: 100,
    high: 1000,
    low: 1,
    close,
    volume: 1,
  });

  // What stands in the table can be changed behind the back of the series' version, and then only a cache still knows what it was.
  async function changeUnseen(hour: number, volume: number): Promise<void> {
    await app.query('UPDATE klines SET volume = $1 WHERE open_time = $2', [
      volume,
      new Date(START_MS + hour * HOUR),
    ]);
  }

  const volumeAt = async (session: Session, hour: number, query = '') => {
    const { body } = await session.get(path + query);
    return body.data.items[hour].volume;
  };

  it('comes from the cache while the version of its series stands', async () => {
    const volume = await volumeAt(sessions[0]!, 10);
    await changeUnseen(10, -1);
    for (const session of sessions) expect(await volumeAt(session, 10)).toBe(volume);
    expect(await volumeAt(sessions[0]!, 10, '&start_date=2024-01-01')).toBe(-1);
    await changeUnseen(10, volume);
  });

  it('is read anew by every process as soon as somebody has written', async () => {
    for (let round = 1; round <= 10; round++) {
      const writer = sessions[round % sessions.length]!;
      await upload(writer, [bar(20, 100 + round)]);
      for (const session of sessions) {
        const { body } = await session.get(path);
        expect(body.data.items[20].close).toBe(100 + round);
      }
    }
  });

  it('is never older than what was written before it was asked for, while others read', async () => {
    let written = 200;
    const writing = new AbortController();
    const reading = sessions.map(async (session) => {
      while (!writing.signal.aborted) {
        const atLeast = written;
        const { body } = await session.get(path);
        expect(body.data.items[30].close).toBeGreaterThanOrEqual(atLeast === 200 ? 0 : atLeast);
      }
    });
    for (let round = 1; round <= 20; round++) {
      await upload(sessions[round % sessions.length]!, [bar(30, 200 + round)]);
      written = 200 + round;
    }
    writing.abort();
    await Promise.all(reading);
    for (const session of sessions) {
      expect((await session.get(path)).body.data.items[30].close).toBe(220);
    }
  });
});
