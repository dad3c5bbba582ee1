import { join, resolve } from 'node:path';
import { EMBEDDED_MARK, loadSettings, type Settings } from '../env.js';
import { QUEUE_POOL_SIZE } from '../queue/pool-size.js';
import { type Home, openHome } from './home.js';
import { assertPortIsFree } from './port.js';
import { readyBlock } from './ready-block.js';
import { runSampleOnce } from './sample.js';
import { embeddedSecrets, type Secrets } from './secrets.js';
import { SupervisedChild } from './supervised-child.js';
import { SupervisedPostgres } from './supervised-postgres.js';

const DIST = resolve(import.meta.dirname, '../../../..');
const SAMPLES = resolve(DIST, '../samples');

// Together below the 10 s in which everything has to be down; a process drains for 8 s at most.
const CHILD_GRACE_MS = 8300;
const DATABASE_GRACE_MS = 1000;

// Beside its two pools a process holds a few single connections: locks and listeners.
const SINGLE_CONNECTIONS = 5;
const CONNECTIONS_FOR_TOOLS = 20;

/** Runs the embedded profile: PostgreSQL, the api and the worker, on one home folder. */
export class EmbeddedServer {
  private readonly abort = new AbortController();
  private readonly children: SupervisedChild[] = [];
  private home: Home | undefined;
  private database: SupervisedPostgres | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly source: NodeJS.ProcessEnv,
    private readonly print: (line: string) => void,
  ) {}

  /** Starts everything and announces it; throws what went wrong, and the caller then stops it. */
  async start(): Promise<void> {
    const { HOST, PORT, BARLINE_HOME } = this.settings;
    this.home = await openHome(BARLINE_HOME, this.print);
    if (PORT !== 0) await assertPortIsFree(HOST, PORT);
    this.abort.signal.throwIfAborted();
    const secrets = embeddedSecrets(this.home.path, this.settings);
    const env = await this.startDatabase(this.home.path, secrets);
    this.abort.signal.throwIfAborted();
    const address = await this.startChildren(this.home.path, env);
    await this.runSample(address, this.home.path, secrets);
    this.abort.signal.throwIfAborted();
    this.print(readyBlock({ address, home: this.home.path, settings: this.settings }));
  }

  /** Drains the api and the worker, then stops the database, within 10 s. */
  async stop(): Promise<void> {
    this.abort.abort();
    await Promise.all(this.children.map((child) => child.stop(CHILD_GRACE_MS)));
    await this.database?.stop(DATABASE_GRACE_MS);
    this.home?.release(this.database === undefined);
  }

  private async startDatabase(home: string, secrets: Secrets): Promise<NodeJS.ProcessEnv> {
    const { DATABASE_POOL_SIZE, DATABASE_MAX_OVERFLOW } = this.settings;
    const perProcess =
      DATABASE_POOL_SIZE + DATABASE_MAX_OVERFLOW + QUEUE_POOL_SIZE + SINGLE_CONNECTIONS;
    const maxConnections = 2 * perProcess + CONNECTIONS_FOR_TOOLS;
    this.database = new SupervisedPostgres({ home, log: this.print, maxConnections });
    const DATABASE_URL = await this.database.start();
    const env = { ...this.source, ...secrets, DATABASE_URL, [EMBEDDED_MARK]: '1' };
    // Loaded late: a start that is refused should be refused at once.
    const { migrate } = await import('../database/migrate.js');
    await migrate(loadSettings(env));
    return env;
  }

  private async startChildren(home: string, env: NodeJS.ProcessEnv): Promise<string> {
    const apiEnv = { ...env };
    const worker = this.addChild('worker', home, env);
    const api = this.addChild('api', home, apiEnv);
    const [{ address = '' }] = await Promise.all([api.start(), worker.start()]);
    // A restarted api must come back on the port that was announced.
    apiEnv.PORT = new URL(address).port || '80';
    return address;
  }

  private addChild(name: 'api' | 'worker', home: string, env: NodeJS.ProcessEnv): SupervisedChild {
    env.UPLOAD_PATH ||= join(home, 'uploads');
    env.BAR_CACHE_PATH ||= join(home, 'bar-cache');
    const child = new SupervisedChild({
      name,
      entry: join(DIST, 'apps', name, 'src', 'main.js'),
      env,
      log: this.print,
      onSpawn: () => this.recordChildren(),
    });
    this.children.push(child);
    return child;
  }

  private recordChildren(): void {
    this.home?.record(this.children.map(({ pid }) => pid).filter((pid) => pid !== undefined));
  }

  private async runSample(address: string, home: string, secrets: Secrets): Promise<void> {
    if (!this.settings.SAMPLE_DATA) return;
    await runSampleOnce({
      address,
      home,
      folder: SAMPLES,
      username: this.settings.ADMIN_USERNAME,
      password: secrets.ADMIN_PASSWORD,
      print: this.print,
      signal: this.abort.signal,
    });
  }
}
