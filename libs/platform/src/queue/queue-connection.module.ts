import { Global, Inject, Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import type { Redis } from 'ioredis';
import { Pool } from 'pg';
import { connectRedis } from '../cache/redis.js';
import { settings, type Settings } from '../env.js';
import { QUEUE_POOL_SIZE } from './pool-size.js';

/** Injects what all queues of a process go through: a connection to Redis or a pool of them to PostgreSQL. */
export const QUEUE_CONNECTION = Symbol('QUEUE_CONNECTION');

/** Opens the connection of the queues, and closes it when all of them are closed: BullMQ leaves open what it was handed. */
@Global()
@Module({
  providers: [
    {
      provide: QUEUE_CONNECTION,
      inject: [settings.KEY],
      useFactory: (values: Settings) =>
        values.QUEUE_REDIS_URL ? toRedis(values.QUEUE_REDIS_URL) : toPostgres(values.DATABASE_URL),
    },
  ],
  exports: [QUEUE_CONNECTION],
})
export class QueueConnectionModule implements OnApplicationShutdown {
  constructor(@Inject(QUEUE_CONNECTION) private readonly connection: Redis | Pool) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.connection instanceof Pool) await this.connection.end();
    else this.connection.disconnect();
  }
}

function toRedis(url: string): Redis {
  const logger = new Logger('Queue');
  // BullMQ wants commands of its workers to wait for Redis rather than to fail.
  const connection = connectRedis(url, { maxRetriesPerRequest: null });
  return connection.on('error', (error) => logger.warn(`Redis: ${error.message}`));
}

function toPostgres(connectionString: Settings['DATABASE_URL']): Pool {
  const logger = new Logger('Queue');
  const pool = new Pool({
    connectionString,
    options: '-c search_path=bullmq',
    application_name: 'barline-queue',
    max: QUEUE_POOL_SIZE,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  const tell = (error: Error) => logger.warn(`Connection lost: ${error.message}`);
  // Every queue and worker of the process listens to it, too.
  pool.setMaxListeners(0);
  pool.on('error', tell);
  // The pool itself listens only to clients that are idle, and an error that nobody hears ends the process.
  pool.on('connect', (client) => client.on('error', tell));
  setDefaultBackendFactory(createPostgresBackend);
  return pool;
}
