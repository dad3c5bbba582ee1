import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launch, type Launched, lives, until } from '../support/launcher.js';
import { login } from '../support/session.js';

const STOP_LIMIT_MS = 10_000;
const folder = makeFolder();
// Named as by default, so that the README's commands find it.
const home = join(folder, '.barline');
const started: Launched[] = [];
let server: Launched;

/** Makes a folder through which PostgreSQL's user may pass. */
function makeFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'barline-launcher-'));
  chmodSync(made, 0o755);
  return made;
}

function start(env: Record<string, string>): Promise<Launched> {
  const launched = launch({ home, env });
  started.push(launched);
  return launched.ready();
}

async function isHealthy(): Promise<boolean> {
  const response = await fetch(`${server.address}/health/ready`).catch(() => undefined);
  return response?.status === 200;
}

function password(): string {
  return readFileSync(join(home, 'admin-password'), 'utf8').trim();
}

/** Starts what must fail and returns how it ended. */
async function failing(env: Record<string, string>, at = join(folder, 'other')) {
  const launched = launch({ home: at, env });
  const code = await launched.exited;
  return { code, lines: launched.output.trim().split('\n') };
}

/** Returns the marked examples of the README, with this server's address in place of the usual one. */
function examples(mark: string, language: string): string[] {
  const parts = readFileSync('README.md', 'utf8').split(`<!-- ${mark} -->`).slice(1);
  const code = parts.map((part) => part.split('```')[1]?.replace(`${language}\n`, '') ?? '');
  return code.map((each) => each.replaceAll('http://127.0.0.1:8000', server.address));
}

function readme(mark: string, language: string): string {
  return examples(mark, language).join('\n');
}

function inFolder(command: string, parameters: string[]) {
  return spawnSync(command, parameters, { cwd: folder, encoding: 'utf8', timeout: 30_000 });
}

beforeAll(async () => {
  server = await start({ SAMPLE_DATA: 'true' });
});

afterAll(async () => {
  for (const { child, exited } of started) {
    child.kill('SIGTERM');
    await exited;
  }
  rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  it('announces itself in one block without saying the password', () => {
    expect(server.output.split('is ready.')).toHaveLength(2);
    expect(server.output).toContain(`docs      ${server.address}/docs`);
    expect(server.output).toContain('admin     admin');
    expect(server.output).toContain(`password  in ${join(home, 'admin-password')}`);
    expect(server.output).not.toContain(password());
  });

  it('keeps the home and its secrets to its user', () => {
    expect(statSync(home).mode & 0o066).toBe(0);
    for (const name of ['admin-password', 'secret-key', 'jwt-secret-key', 'postgres.password']) {
      expect(statSync(join(home, name)).mode & 0o777).toBe(0o600);
    }
  });

  it('shows the backtest that it ran on the sample', async () => {
    expect(server.output).toContain('Sample: uploaded 5849 bars of SPY, 1d.');
    expect(server.output).toContain('Sample: COMPLETED 100 %');
    expect(server.output).toMatch(
      /total_return -?[\d.]+, sharpe -?[\d.]+, max_drawdown -?[\d.]+, trades \d+, equity_final \d+/,
    );
    const admin = await login(server.address, 'admin', password());
    const { body } = await admin.get('/kline/symbols');
    expect(body.data).toEqual(expect.arrayContaining(['BTCUSDT', 'SPY']));
  });

  it('answers the first session of the README as it stands there', () => {
    const { status, stdout, stderr } = inFolder('sh', ['-eu', '-c', readme('session', 'sh')]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('"symbol":"BTCUSDT","timeframe":"1h"');
    expect(stdout).toMatch(/"status":"(PENDING|RUNNING|COMPLETED)"/);
    expect(stdout).toMatch(/total_return: -?[\d.]+/);
    expect(stdout).toContain('"inserted_count":2');
  });

  it('takes the commands of the README as they stand there', () => {
    // As in a clone of the project.
    const parts = ['apps', 'dist', 'libs', 'node_modules', 'package.json', 'samples', 'scripts'];
    const files = ['nest-cli.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'];
    for (const name of [...parts, ...files]) symlinkSync(resolve(name), join(folder, name));
    const [login] = examples('session', 'sh');
    const commands = `export BARLINE_URL=${server.address}\n${login}\n${readme('commands', 'sh')}`;
    const { status, stdout, stderr } = inFolder('sh', ['-eu', '-c', commands]);
    const told = /^Import \S+ is under way\.\nspy-weeks\.csv: 1213 rows, \d+ bytes\.\n$/;
    expect([status, stderr]).toEqual([0, expect.stringMatching(told)]);
    expect(stdout).toMatch(/rows_written +5849/);
    expect(stdout).toMatch(/^MY\/SPY +1d /m);
    expect(readFileSync(join(folder, 'spy-weeks.csv'), 'utf8').split('\n').length).toBeGreaterThan(
      1000,
    );
  });

  it('is followed by the live client of the README as it stands there', () => {
    writeFileSync(join(folder, 'follow.mjs'), readme('client', 'js'));
    const { status, stdout, stderr } = inFolder(process.execPath, ['follow.mjs']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^PENDING\n(.*\n)*COMPLETED 100 % .*\n\{[^}]*trades: \d+/);
  });

  it('refuses a second start on the same home', async () => {
    const { code, lines } = await failing({}, home);
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringContaining(`Barline already runs on ${home}`)]);
    expect(await isHealthy()).toBe(true);
  });

  it('says that a port is busy and leaves nothing behind', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const { code, lines } = await failing({ PORT: String(port) });
    other.close();
    expect(code).toBe(1);
    expect(lines).toEqual([`barline: Port ${port} of 127.0.0.1 is busy; set PORT to a free one.`]);
    expect(existsSync(join(folder, 'other'))).toBe(false);
  });

  it.each([
    [{ PORT: 'http' }, 'barline: PORT is "http", but must be a whole number from 0 to 65535.'],
    [{ REDIS_URL: 'redis://127.0.0.1' }, 'barline: REDIS_URL is set without DATABASE_URL;'],
    [{ DATABASE_URL: 'postgres://127.0.0.1/x' }, 'npm run start:api'],
  ])('refuses %j in one line', async (env, message) => {
    const secrets = { SECRET_KEY: 'x'.repeat(32), JWT_SECRET_KEY: 'y'.repeat(32) };
    const { code, lines } = await failing({ ...secrets, ...env });
    expect(code).toBe(1);
    expect(lines).toEqual([expect.stringContaining(message)]);
  });

  it('starts killed children again, the api on the same address', async () => {
    const before = server.processes().children;
    for (const pid of before) process.kill(pid, 'SIGKILL');
    await until(() => {
      const { children } = server.processes();
      return children.length === 2 && !children.some((pid) => before.includes(pid));
    }, 10_000);
    await until(isHealthy, 15_000);
  });

  it('starts a killed PostgreSQL again', async () => {
    const { postgres } = server.processes();
    process.kill(postgres, 'SIGKILL');
    await until(() => server.output.includes('PostgreSQL ended'), 5000);
    await until(isHealthy, 15_000);
    expect(server.processes().postgres).not.toBe(postgres);
  });

  it('recovers from a kill -9 of the launcher, on the same port and without the sample', async () => {
    const { all } = server.processes();
    const { port } = new URL(server.address);
    server.child.kill('SIGKILL');
    server = await start({ PORT: port, SAMPLE_DATA: 'true' });
    expect(await isHealthy()).toBe(true);
    expect(all.filter(lives)).toEqual([]);
    expect(server.output).not.toContain('Sample:');
  });

  it('drains on Ctrl-C, even a double one, and leaves no process', async () => {
    const { all } = server.processes();
    const startedAt = Date.now();
    server.signalGroup('SIGINT');
    server.signalGroup('SIGINT');
    expect(await server.exited).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(STOP_LIMIT_MS);
    expect(all.filter(lives)).toEqual([]);
    expect(existsSync(join(home, 'launcher.lock'))).toBe(false);
  });
});

describe('npm start with a child that cannot start', () => {
  it('ends with the reason that the child gives, and leaves no process and no lock', async () => {
    const at = join(folder, 'failing');
    const { code, lines } = await failing({ ADMIN_PASSWORD: 'short' }, at);
    expect(code).toBe(1);
    expect(lines.filter((line) => /ADMIN_PASSWORD|barline:/.test(line))).toEqual([
      expect.stringMatching(/^api: ADMIN_PASSWORD has 5 characters/),
    ]);
    expect(existsSync(join(at, 'launcher.lock'))).toBe(false);
    expect(existsSync(join(at, 'postgres', 'postmaster.pid'))).toBe(false);
  });
});

describe('npm start as an ordinary user', () => {
  const nobody = { uid: 65534, gid: 65534 };
  const reaches = (path: string) =>
    process.getuid?.() === 0 && spawnSync('test', ['-r', path], nobody).status === 0;
  const account = reaches('dist/libs/platform/src/embedded/launcher.js') ? nobody : undefined;

  it('starts, serves and drains on SIGTERM within 10 s', async () => {
    const own = makeFolder();
    if (account) chownSync(own, account.uid, account.gid);
    const launched = launch({ home: join(own, 'home'), account });
    started.push(launched);
    await launched.ready();
    const { all, postgres } = launched.processes();
    expect((await fetch(`${launched.address}/health`)).status).toBe(200);
    if (account) expect(statSync(`/proc/${postgres}`).uid).toBe(account.uid);
    const startedAt = Date.now();
    launched.child.kill('SIGTERM');
    expect(await launched.exited).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(STOP_LIMIT_MS);
    expect(all.filter(lives)).toEqual([]);
    rmSync(own, { recursive: true, force: true });
  });
});
