import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { identityOf } from './process-identity.js';
import { type EmbeddedPostgres, startPostgres } from './postgres.js';

const folder = mkdtempSync(join(tmpdir(), 'barline-postgres-'));
const home = join(folder, 'home');
let server: EmbeddedPostgres;
let lines: string[];

async function start(): Promise<void> {
  lines = [];
  server = await startPostgres({ home, log: (line) => lines.push(line), maxConnections: 20 });
}

async function ask<T>(sql: string, url = server.url): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ value: T }>(sql)).rows.map(({ value }) => value);
  } finally {
    await client.end();
  }
}

async function setting(name: string): Promise<string | undefined> {
  const [value] = await ask<string>(`SELECT current_setting('${name}', true) AS value`);
  return value;
}

beforeAll(async () => {
  chmodSync(folder, 0o755);
  await start();
});

afterAll(async () => {
  await server.stop('immediate');
  rmSync(folder, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('serves a database in UTF8 and locale C over loopback only', async () => {
    expect(await ask('SELECT current_database() AS value')).toEqual(['barline']);
    expect(await setting('server_encoding')).toBe('UTF8');
    expect(await setting('lc_messages')).toBe('C');
    expect(await setting('listen_addresses')).toBe('127.0.0.1');
    expect(await setting('unix_socket_directories')).toBe('');
  });

  it('takes no connection without the generated password, which only its user may read', async () => {
    const url = new URL(server.url);
    expect(statSync(join(home, 'postgres.password')).mode & 0o777).toBe(0o600);
    expect(url.password.length).toBeGreaterThanOrEqual(32);
    url.password = 'guessed';
    await expect(ask('SELECT 1 AS value', url.href)).rejects.toThrow('password authentication');
  });

  it('keeps its data over a stop', async () => {
    await ask('CREATE TABLE kept AS SELECT 7 AS value');
    await server.stop();
    await start();
    expect(await ask('SELECT value FROM kept')).toEqual([7]);
  });

  it('stops the server that a killed launcher left behind, and starts anew', async () => {
    const orphan = server;
    await start();
    await orphan.exited;
    expect(lines).toEqual([expect.stringContaining(`process ${orphan.pid}`)]);
    expect(await ask('SELECT value FROM kept')).toEqual([7]);
  });

  it('recovers after a power cut', async () => {
    await server.stop('immediate');
    writeFileSync(join(server.dataDir, 'postmaster.pid'), '');
    await start();
    expect(await ask('SELECT value FROM kept')).toEqual([7]);
  });

  it('leaves a foreign process alone that has the id of the last server by now', async () => {
    const pidFile = join(server.dataDir, 'postmaster.pid');
    const left = readFileSync(pidFile, 'utf8');
    await server.stop();
    const foreign = spawn('sleep', ['60'], { stdio: 'ignore' });
    const { pid = 0 } = foreign;
    writeFileSync(pidFile, left.replace(/^\d+/, String(pid)));
    await start();
    expect(identityOf(pid)).toBeDefined();
    expect(await ask('SELECT value FROM kept')).toEqual([7]);
    foreign.kill();
  });

  it('gives up a start when it is told to', async () => {
    await server.stop();
    const signal = AbortSignal.abort();
    await expect(startPostgres({ home, signal })).rejects.toThrow('aborted');
    await start();
  });
});
