import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { startBarline } from '../support/commands.js';
import { stopProcess } from '../support/processes.js';

const SAMPLE = 'samples/BTCUSDT-1h.csv';
const IMPORT = ['import', SAMPLE, '--symbol', 'BTC/USDT'];
const FORGOTTEN = { BARLINE_API_KEY: 'bl_key' };
const ID = /Import ([-0-9a-f]{36}) is under way/;

// Serves one test with what no real server does on demand.
async function withServer(answer: RequestListener, use: (url: string) => Promise<void>) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('a command that is interrupted', () => {
  let app: TestApp;
  let known: Record<string, string>;
  let folder: string;

  beforeAll(async () => {
    // Without a worker an import waits.
    app = await startApp({ workers: 0 });
    folder = await mkdtemp(join(tmpdir(), 'barline-interrupted-'));
    const trader = await app.session('trader');
    const key = (await trader.post('/auth/api-keys', { name: 'commands' })).body.data.key;
    known = { BARLINE_URL: app.url, BARLINE_API_KEY: key };
  });

  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('stops its import on the server on %s', async (signal, code) => {
    const command = startBarline(IMPORT, known);
    await command.told('is under way');
    command.signal(signal);
    // npm passes on what the terminal has sent as well.
    command.signal(signal);
    const ended = await command.ended;
    const id = ID.exec(ended.err)?.[1];
    expect(ended).toEqual({
      code,
      out: '',
      err: expect.stringContaining(`Import ${id} is stopped; nothing of it was written.\n`),
    });
    const rows = await app.query('SELECT status FROM data_imports WHERE id = $1', [id]);
    expect(rows).toEqual([{ status: 'STOPPED' }]);
  });

  it('tells where its import is found when the answer to the file is lost', async () => {
    const lose: RequestListener = (request) => {
      request.resume().once('end', () => request.socket.destroy());
    };
    await withServer(lose, async (url) => {
      const { code, err } = await startBarline(IMPORT, { ...FORGOTTEN, BARLINE_URL: url }).ended;
      expect([code, err]).toEqual([
        1,
        expect.stringContaining('The file was sent, so its import may be under way'),
      ]);
      expect(err).toContain(`${url}/api/v1/kline/imports`);
    });
  });

  it('leaves at once on a second Ctrl-C, though the server does not answer', async () => {
    const { promise: received, resolve } = Promise.withResolvers<void>();
    await withServer(
      (request) => request.resume().once('end', resolve),
      async (url) => {
        const command = startBarline(IMPORT, { ...FORGOTTEN, BARLINE_URL: url });
        await received;
        command.signal('SIGINT');
        await command.told('Ctrl-C again');
        await delay(600);
        command.signal('SIGINT');
        expect(await command.ended).toMatchObject({ code: 130 });
      },
    );
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('leaves no part of a file on %s', async (signal, code) => {
    const begin: RequestListener = (_, response) => response.write('open_time\r\n');
    await withServer(begin, async (url) => {
      const output = join(folder, 'bars.csv');
      const args = ['export', 'X', '--timeframe', '1h', '--output', output];
      const command = startBarline(args, { ...FORGOTTEN, BARLINE_URL: url });
      while (!(await readdir(folder)).includes('bars.csv.part')) await delay(20);
      command.signal(signal);
      expect(await command.ended).toMatchObject({ code });
      expect(await readdir(folder)).toEqual([]);
    });
  });

  it('leaves no part of a file, nor a file, when the server breaks off', async () => {
    const cut: RequestListener = (_, response) => {
      response.write(`open_time\r\n`, () => response.destroy());
    };
    await withServer(cut, async (url) => {
      const output = join(folder, 'bars.csv');
      const args = ['export', 'X', '--timeframe', '1h', '--output', output];
      const { code, err } = await startBarline(args, { ...FORGOTTEN, BARLINE_URL: url }).ended;
      expect([code, err]).toEqual([
        1,
        expect.stringMatching(/^http:\S+ broke off its answer .*\n$/),
      ]);
      expect(await readdir(folder)).toEqual([]);
    });
  });

  it('names its import when the server is lost', async () => {
    const command = startBarline(IMPORT, known);
    await command.told('is under way');
    await stopProcess(app.apis[0]);
    const { code, err } = await command.ended;
    const id = ID.exec(err)?.[1];
    expect([code, err]).toEqual([
      1,
      expect.stringContaining(`Import ${id} goes on there without this command`),
    ]);
    expect(err).toContain(`${app.url}/api/v1/kline/imports/${id}`);
  });
});
