import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { fillMinutes } from '../support/minutes.js';
import type { Session } from '../support/session.js';

const BARS = 1_050_000;
const MEGABYTE = 1_048_576;
const ARROW = 'application/vnd.apache.arrow.stream';

describe('whole ranges of more than a million bars', () => {
  let app: TestApp;
  let trader: Session;

  beforeAll(async () => {
    // With room for its code and little else, what the heap holds is needed, and no garbage that nobody took away yet.
    app = await startApp({ workers: 0, env: { NODE_OPTIONS: '--max-old-space-size=160' } });
    trader = await app.session('trader');
    await fillMinutes(app, 'LONG', BARS);
  }, 60_000);

  afterAll(() => app?.close());

  function memoryOf(what: string): number {
    const status = readFileSync(`/proc/${app.apis[0]!.child.pid}/status`, 'utf8');
    return Number(new RegExp(`${what}:\\s+(\\d+)`).exec(status)![1]) * 1024;
  }

  // A reader who pauses after each MB, so that what is not read has to wait somewhere.
  async function stream(timeframe: string, accept: string, query = '') {
    const url = new URL(`/api/v1/kline/LONG?timeframe=${timeframe}${query}`, app.url);
    const headers = { accept, authorization: `Bearer ${trader.token}` };
    const asked = request(url, { headers }).end();
    const [response] = await once(asked, 'response');
    let bytes = 0;
    let lines = 0;
    let paused = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines += 1;
      if (bytes - paused > 4 * MEGABYTE) {
        paused = bytes;
        await delay(5);
      }
    }
    return { bytes, lines };
  }

  it('stream in memory that does not grow with their number', async () => {
    // A third of it, in each form, loads the code and lets the heap grow to its bound.
    const third = '&end_date=2020-10-03';
    for (let round = 0; round < 2; round++) {
      expect((await stream('1m', 'text/csv', third)).lines).toBe(277 * 1440 + 1);
      await stream('1m', ARROW, third);
    }
    const before = memoryOf('VmHWM');
    const csv = await stream('1m', 'text/csv');
    expect(csv.lines).toBe(BARS + 1);
    const arrow = await stream('1m', ARROW);
    expect(arrow.bytes).toBeGreaterThan(BARS * 60);
    const built = await stream('5m', 'text/csv');
    expect(built.lines).toBe(BARS / 5 + 1);
    const grown = (memoryOf('VmHWM') - before) / MEGABYTE;
    // Held whole, the columns are 64 MB, and the text or the file made of them as much again.
    expect(grown).toBeLessThan(100);
    const peak = (memoryOf('VmHWM') / MEGABYTE).toFixed(0);
    process.stdout.write(`      at most ${peak} MB, of them ${grown.toFixed(0)} MB new\n`);
  }, 60_000);
});
