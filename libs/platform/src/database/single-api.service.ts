import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { Client } from 'pg';
import { settings, type Settings } from '../env.js';

const LOCK_KEY = 0x62617231;
const FIRST_TRIES = 10;
const RETRY_MS = 500;

/** Lets only one api run where cache and limits live in its memory, by an advisory lock held as long as the process lives. */
@Injectable()
export class SingleApiService implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('SingleApi');
  private client: Client | undefined;
  private closing = false;

  constructor(@Inject(settings.KEY) private readonly values: Settings) {}

  async onModuleInit(): Promise<void> {
    if (this.values.profile === 'scale-out') return;
    // The api that was killed a moment ago may still hold its lock for an instant.
    for (let tries = 1; !(await this.tryLock()); tries++) {
      if (tries >= FIRST_TRIES) {
        throw new Error(
          'Another api already runs on this database. Several apis need Redis: set REDIS_URL.',
        );
      }
      await delay(RETRY_MS);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    await this.client?.end().catch(() => undefined);
  }

  private async tryLock(): Promise<boolean> {
    const client = new Client({
      connectionString: this.values.DATABASE_URL,
      application_name: 'barline-single-api',
      keepAlive: true,
    });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ locked: boolean }>(
      'SELECT pg_try_advisory_lock($1) AS locked',
      [LOCK_KEY],
    );
    if (!rows[0]?.locked) {
      await client.end();
      return false;
    }
    this.client = client;
    client.once('end', () => void this.lockAgain());
    return true;
  }

  private async lockAgain(): Promise<void> {
    while (!this.closing) {
      try {
        if (await this.tryLock()) return;
        this.logger.fatal('Another api took this database while the connection was lost.');
        process.kill(process.pid, 'SIGTERM');
        return;
      } catch {
        await delay(RETRY_MS);
      }
    }
  }
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
