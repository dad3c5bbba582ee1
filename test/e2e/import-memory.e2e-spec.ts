import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApp, type TestApp } from '../support/app.js';
import { importFile } from '../support/imports.js';
import { isHere } from '../support/is-here.js';
import type { Started } from '../support/processes.js';
import type { Session } from '../support/session.js';

const START_MS = Date.UTC(2000, 0, 1);
const MINUTE_MS = 60_000;
const ROWS = 60_000;
const MIB = 1024 * 1024;
// A file that is held whole takes 90 MiB more when it is four times as long; garbage that waits was seen to take 40.
const MOST_GROWTH_MIB = 64;
const MOST_MIB = 300;

/** Writes lines of 500 bytes, in two runs of rising times where `isMixed`. */
function fileOf(rows: number, isMixed: boolean): string {
  const remark = 'x'.repeat(450);
  const lines = Array.from({ length: rows }, (_, i) => {
    const minute = isMixed ? (i + rows / 2) % rows : i;
    const price = 100 + (minute % 50);
    return `${START_MS + minute * MINUTE_MS},${price},${price + 1},${price - 1},${price},7,${remark}`;
  });
  return `open_time,open,high,low,close,volume,remark\n${lines.join('\n')}\n`;
}

function peakMiB({ child }: Started): number {
  const [, kib] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))!;
  return Number(kib) / 1024;
}

const onLinux = isHere('/proc/self/status') ? describe : describe.skip;

onLinux('The memory of an import', () => {
  let app: TestApp;
  let trader: Session;

  beforeAll(async () => {
    app = await startApp({ env: { MAX_UPLOAD_SIZE: String(200 * MIB), WORKER_THREADS: '1' } });
    trader = await app.session('trader');
  });

  afterAll(() => app?.close());

  it.each([
    ['that goes straight to its series', 'STRAIGHT', false, (text: string) => Buffer.from(text)],
    ['that goes through a table', 'TABLE', true, (text: string) => Buffer.from(text)],
    ['that is packed', 'PACKED', false, (text: string) => gzipSync(text, { level: 1 })],
  ])('%s does not grow with its file', async (_, symbol, isMixed, pack) => {
    const processes = [...app.apis, ...app.workers];
    const send = async (rows: number) => {
      const file = { name: 'x.csv', bytes: pack(fileOf(rows, isMixed)) };
      const done = await importFile(trader, file, { symbol: `${symbol}${rows}` });
      expect(done).toMatchObject({ status: 'COMPLETED', rows_written: rows });
      return processes.map(peakMiB);
    };
    const before = await send(ROWS);
    const after = await send(4 * ROWS);
    for (const [i, peak] of after.entries()) {
      expect(peak - before[i]!).toBeLessThan(MOST_GROWTH_MIB);
      expect(peak).toBeLessThan(MOST_MIB);
    }
  });
});
