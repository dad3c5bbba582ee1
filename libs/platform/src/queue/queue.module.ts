import { BullModule, type BullRootModuleOptions } from '@nestjs/bullmq';
import { Global, Module } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Pool } from 'pg';
import { QUEUE_CONNECTION, QueueConnectionModule } from './queue-connection.module.js';

/** Runs BullMQ on Redis where QUEUE_REDIS_URL is set and on PostgreSQL elsewhere; all its objects share one connection or pool. */
@Global()
@Module({
  imports: [
    QueueConnectionModule,
    BullModule.forRootAsync({
      inject: [QUEUE_CONNECTION],
      useFactory: (connection: Redis | Pool): BullRootModuleOptions =>
        connection instanceof Pool ? { connection } : { connection, prefix: 'barline' },
    }),
  ],
})
export class QueueModule {}
