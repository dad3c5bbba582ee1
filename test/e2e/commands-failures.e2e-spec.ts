import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestApp, startApp } from '../support/app.js';
import { startBarline } from '../support/commands.js';
import { importFile } from '../support/imports.js';

const SAMPLE = 'samples/BTCUSDT-1h.csv';
const EXPORT = ['export', 'BTC/USDT', '--timeframe', '1h'];

describe('the commands, when something fails', () => {
  let app: TestApp;
  let known: Record<string, string>;
  let folder: string;

  beforeAll(async () => {
    app = await startApp();
    folder = await mkdtemp(join(tmpdir(), 'barline-failures-'));
    await mkdir(join(folder, 'folder'));
    await writeFile(join(folder, 'junk'), 'no market data at all\n'.repeat(50));
    const trader = await app.session('trader');
    const key = (await trader.post('/auth/api-keys', { name: 'commands' })).body.data.key;
    known = { BARLINE_URL: app.url, BARLINE_API_KEY: key };
    const file = { name: 'bars.csv', bytes: await readFile(SAMPLE) };
    const { status } = await importFile(trader, file, { symbol: 'BTC/USDT' });
    expect(status).toBe('COMPLETED');
  });

  afterAll(async () => {
    await app?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['a file that is not there', ['import', 'no-such.csv'], {}, 1, 'no-such.csv cannot be read'],
    ['a folder', ['import', 'folder', '--symbol', 'D'], {}, 1, 'cannot be read: it is a folder'],
    ['no market data', ['import', 'junk'], {}, 1, 'kline/'],
    [
      'an unknown format',
      ['import', 'junk', '--format', 'nope'],
      {},
      1,
      'format must be one of binance, ',
    ],
    ['no such series', ['export', 'NONE', '--timeframe', '1h'], {}, 1, 'kline/symbol-unknown'],
    ['no such folder', [...EXPORT, '--output', 'none/x.csv'], {}, 1, 'none/x.csv was not written'],
    ['a folder as output', [...EXPORT, '--output', 'folder'], {}, 1, 'folder was not written'],
    ['a full device', [...EXPORT, '--output', '/dev/full'], {}, 1, 'no space left'],
    ['a wrong key', ['series'], { BARLINE_API_KEY: 'bl_wrong' }, 1, 'auth/'],
    ['no key', ['series'], { BARLINE_API_KEY: '' }, 2, 'An API key is needed'],
    ['no address', ['series'], { BARLINE_URL: 'nonsense' }, 2, '"nonsense" is no address'],
    ['no protocol', ['series'], { BARLINE_URL: 'localhost:80' }, 2, 'does not begin with http://'],
    ['a misspelt command', ['seires'], {}, 2, 'Did you mean series?'],
    ['no argument', ['import'], {}, 2, "missing required argument 'file'"],
  ])('says in one line what is wrong: %s', async (_, args, env, wanted, message) => {
    const { code, out, err } = await startBarline(args, { ...known, ...env }, { cwd: folder })
      .ended;
    expect([code, out, err]).toEqual([wanted, out, expect.stringContaining(message)]);
    expect(
      err
        .trimEnd()
        .split('\n')
        .filter((line) => !line.startsWith('Import ')),
    ).toHaveLength(1);
  });

  it.each(['http://127.0.0.1:1', 'http://127.0.0.1:65000'])(
    'says that nothing is found at %s, and how to name another address',
    async (url) => {
      const { code, err } = await startBarline(['series', '--url', url], known).ended;
      expect([code, err]).toEqual([1, expect.stringContaining(url)]);
      expect(err).toMatch(/^[^\n]+ --url or BARLINE_URL\.\n$/);
    },
  );

  it('makes no import of a file whose format is not known', async () => {
    const before = await app.query('SELECT id FROM data_imports');
    await startBarline(['import', SAMPLE, '--format', 'nope'], known).ended;
    expect(await app.query('SELECT id FROM data_imports')).toEqual(before);
  });

  it('finds the server by the PORT of .env, over which the environment goes', async () => {
    const { port } = new URL(app.url);
    const { BARLINE_API_KEY } = known;
    await writeFile(join(folder, '.env'), `PORT=${port}\n`);
    const at = (env: Record<string, string>) =>
      startBarline(['series'], { BARLINE_API_KEY, ...env }, { cwd: folder }).ended;
    expect(await at({})).toMatchObject({ code: 0, out: expect.stringContaining('BTC/USDT') });
    expect(await at({ PORT: '65000' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('http://127.0.0.1:65000 does not answer'),
    });
  });

  it('ends in silence when nobody reads on', async () => {
    const command = `"$0" dist/apps/cli/src/main.js ${EXPORT.join(' ')} | head -2; echo "\${PIPESTATUS[0]}"`;
    const run = promisify(execFile);
    const { stdout, stderr } = await run('bash', ['-c', command, process.execPath], {
      env: { ...process.env, ...known },
    });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^open_time,.*\r\n2024-01-01T.*\r\n0\n$/);
  });

  it.each([[EXPORT], [['series']]])('says that standard output is full: %j', async (args) => {
    const full = await open('/dev/full', 'w');
    const { code, err } = await startBarline(args, known, { out: full.fd }).ended;
    await full.close();
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/^Standard output was not written: .*no space left.*\n$/),
    ]);
  });

  it('writes straight to a device, and leaves it one', async () => {
    const { code, err } = await startBarline([...EXPORT, '--output', '/dev/null'], known).ended;
    expect([code, err]).toEqual([
      0,
      expect.stringMatching(/^\/dev\/null: 15071 rows, \d+ bytes\.\n$/),
    ]);
    expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
  });

  it('counts the rows of an Arrow stream, and writes to standard output with -', async () => {
    const file = join(folder, 'bars.arrows');
    const arrow = [...EXPORT, '--format', 'arrow', '--output'];
    const { err } = await startBarline([...arrow, file], known).ended;
    const { size } = await stat(file);
    expect(err).toBe(`${file}: 15071 rows, ${size} bytes.\n`);
    const { out } = await startBarline([...EXPORT, '--output', '-'], known).ended;
    expect(out.split('\n')).toHaveLength(15_073);
  });
});
