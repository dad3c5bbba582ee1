import { BullModule, type BullRootModuleOptions } from '@nestjs/bullmq';
import { Global, Logger, Module } from '@nestjs/common';
import { createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import { Pool } from 'pg';
import { connectRedis } from '../cache/redis.js';
import { settings, type Settings } from '../env.js';
import { QUEUE_POOL_SIZE } from './pool-size.js';

/** Runs BullMQ on Redis where QUEUE_REDIS_URL is set and on PostgreSQL elsewhere; all its objects share one connection or pool. */
@Global()
@Module({
  imports: [
    BullModule.forRootAsync({
      inject: [settings.KEY],
      useFactory: (values: Settings): BullRootModuleOptions =>
        values.QUEUE_REDIS_URL ? onRedis(values) : onPostgres(values),
    }),
  ],
})
export class QueueModule {}

function onRedis({ QUEUE_REDIS_URL }: Settings): BullRootModuleOptions {
  const logger = new Logger('Queue');
  // BullMQ wants commands of its workers to wait for Redis rather than to fail.
  const connection = connectRedis(QUEUE_REDIS_URL, { maxRetriesPerRequest: null });
  connection.on('error', (error) => logger.warn(`Redis: ${error.message}`));
  return { connection, prefix: 'barline' };
}

function onPostgres({ DATABASE_URL }: Settings): BullRootModuleOptions {
  const logger = new Logger('Queue');
  const pool = new Pool({
    connectionString: DATABASE_URL,
    options: '-c search_path=bullmq',
    application_name: 'barline-queue',
    max: QUEUE_POOL_SIZE,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  const tell = (error: Error) => logger.warn(`Connection lost: ${error.message}`);
  pool.on('error', tell);
  // The pool itself listens only to clients that are idle, and an error that nobody hears ends the process.
  pool.on('connect', (client) => client.on('error', tell));
  setDefaultBackendFactory(createPostgresBackend);
  return { connection: pool };
}
