import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client, type QueryResultRow } from 'pg';
import { redisUrl, secrets, TEMPLATE } from './environment.js';
import { type Started, startProcess, stopProcess } from './processes.js';
import { login, type Role, Session } from './session.js';
import { connectSocket, type TestSocket } from './socket.js';

/** Says how many processes a spec wants and what differs in their settings. */
export interface AppOptions {
  apis?: number;
  workers?: number;
  /** A migrated database of the spec's own; made fresh, and dropped in the end, by default. */
  databaseUrl?: string;
  env?: Record<string, string>;
}

const API = 'dist/apps/api/src/main.js';
const WORKER = 'dist/apps/worker/src/main.js';

/** Starts real api and worker processes on a fresh database, and on a fresh Redis when the run has one. */
export async function startApp(options: AppOptions = {}): Promise<TestApp> {
  const databaseUrl = options.databaseUrl ?? (await createDatabase());
  const env = { ...(await profileEnv(databaseUrl)), ...options.env };
  const app = new TestApp(databaseUrl, env, !options.databaseUrl);
  try {
    for (let i = 0; i < (options.apis ?? 1); i++) await app.startApi();
    for (let i = 0; i < (options.workers ?? 1); i++) await app.startWorker();
    return app;
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** Is a running Barline with the means to talk to it and to hurt it. */
export class TestApp {
  readonly apis: Started[] = [];
  readonly workers: Started[] = [];
  private readonly sockets: TestSocket[] = [];
  private readonly sessions = new Map<string, Session>();

  constructor(
    readonly databaseUrl: string,
    readonly env: Record<string, string>,
    private readonly isOwnDatabase: boolean,
  ) {}

  /** The address of the newest api. */
  get url(): string {
    return this.apis.at(-1)!.address;
  }

  async startApi(env: Record<string, string> = {}): Promise<Started> {
    const api = await startProcess(API, { ...this.env, ...env });
    this.apis.push(api);
    return api;
  }

  async startWorker(env: Record<string, string> = {}): Promise<Started> {
    const worker = await startProcess(WORKER, { ...this.env, ...env });
    this.workers.push(worker);
    return worker;
  }

  /** A client without a login. */
  anonymous(): Session {
    return new Session(() => this.url);
  }

  /** A logged-in client; the same role and name give the same user. */
  async session(role: Role = 'trader', name: string = role): Promise<Session> {
    const known = this.sessions.get(name);
    if (known) return known;
    const admin =
      this.sessions.get('admin') ?? (await login(() => this.url, 'admin', secrets.ADMIN_PASSWORD));
    this.sessions.set('admin', admin);
    if (name === 'admin') return admin;
    const password = `password of ${name}`;
    const made = await admin.post('/users', { username: name, password, role });
    if (made.status !== 200) throw new Error(`POST users: ${JSON.stringify(made.body)}`);
    const session = await login(() => this.url, name, password);
    this.sessions.set(name, session);
    return session;
  }

  /** A Socket.IO client of `/ws` that records every event. */
  async socket(session: Session, query: Record<string, string> = {}): Promise<TestSocket> {
    const socket = await connectSocket(this.url, { token: session.token }, query);
    this.sockets.push(socket);
    return socket;
  }

  /** Asks the database directly. */
  async query<Row extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = new Client({ connectionString: this.databaseUrl });
    await client.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.close();
    await Promise.all([...this.apis, ...this.workers].map((process) => stopProcess(process)));
    await rm(this.env.BAR_CACHE_PATH, { recursive: true, force: true });
    if (this.isOwnDatabase) await dropDatabase(this.databaseUrl);
  }
}

/** Makes an empty, migrated database and returns its address. */
export async function createDatabase(): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  const url = new URL(serverUrl());
  url.pathname = name;
  return url.href;
}

/** Drops a database, whoever is connected to it. */
export async function dropDatabase(databaseUrl: string): Promise<void> {
  await administer(`DROP DATABASE ${new URL(databaseUrl).pathname.slice(1)} WITH (FORCE)`);
}

async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function serverUrl(): string {
  const url = process.env.BARLINE_TEST_POSTGRES;
  if (!url)
    throw new Error('The e2e project starts PostgreSQL: run jest with --selectProjects e2e.');
  return url;
}

async function profileEnv(databaseUrl: string): Promise<Record<string, string>> {
  const env = {
    ...secrets,
    DATABASE_URL: databaseUrl,
    PORT: '0',
    HOST: '127.0.0.1',
    RATE_LIMIT_REQUESTS: '0',
    DATABASE_POOL_SIZE: '5',
    DATABASE_MAX_OVERFLOW: '5',
    WORKER_THREADS: '2',
    BAR_CACHE_PATH: join(tmpdir(), `barline-bars-${new URL(databaseUrl).pathname.slice(1)}`),
  };
  if (!redisUrl) return { ...env, BARLINE_EMBEDDED: '1' };
  // Each Jest worker runs one file at a time, so its own logical database is fresh once flushed.
  const url = new URL(redisUrl);
  url.pathname = `/${process.env.JEST_WORKER_ID ?? '1'}`;
  const redis = new Redis(url.href);
  await redis.flushdb();
  await redis.quit();
  return { ...env, REDIS_URL: url.href };
}
