import { setTimeout as delay } from 'node:timers/promises';
import { reasonOf } from '../reason.js';
import { type EmbeddedPostgres, type PostgresOptions, startPostgres } from './postgres.js';

type Options = Required<Pick<PostgresOptions, 'home' | 'log' | 'maxConnections'>>;

const RETRY_MS = 1000;

/** Runs PostgreSQL and starts it again, on the same port, when it ends by itself. */
export class SupervisedPostgres {
  private readonly abort = new AbortController();
  private starting: Promise<EmbeddedPostgres>;
  private stopping = false;

  constructor(private readonly options: Options) {
    this.starting = startPostgres({ ...options, signal: this.abort.signal });
    this.starting.catch(() => undefined);
  }

  /** Resolves with the address of the database once it accepts connections; rejects when the first start fails. */
  async start(): Promise<string> {
    const server = await this.starting;
    this.watch(server);
    return server.url;
  }

  /** Stops it for good; after `graceMs` without waiting for its clients or its files, which the next start then recovers. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    this.abort.abort();
    const server = await this.starting.catch(() => undefined);
    if (!server) return;
    const impatience = setTimeout(() => void server.stop('immediate'), graceMs);
    await server.stop('fast');
    clearTimeout(impatience);
  }

  private watch(server: EmbeddedPostgres): void {
    void server.exited.then(() => this.startAgain(server.port));
  }

  private async startAgain(port: number): Promise<void> {
    if (this.stopping) return;
    const { log } = this.options;
    log('PostgreSQL ended; starting it again.');
    while (!this.stopping) {
      this.starting = startPostgres({ ...this.options, port, signal: this.abort.signal });
      try {
        this.watch(await this.starting);
        return;
      } catch (error) {
        if (this.stopping) return;
        log(reasonOf(error));
        await delay(RETRY_MS);
      }
    }
  }
}
