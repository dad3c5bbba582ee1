import { Redis } from 'ioredis';
import { Client } from 'pg';
import { redisUrl } from './environment.js';

/** Holds something that the processes need; `release` lets them go on. */
export interface Held {
  release(): Promise<void>;
}

/** Keeps everyone from reading or writing a table, so that work stands still at that point for as long as a spec wants. */
export async function holdTable(databaseUrl: string, table: string): Promise<Held> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('BEGIN');
  await client.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  return { release: () => client.end() };
}

/** Keeps everyone from adding jobs to the queue, on whichever backend it is. */
export async function holdQueue(databaseUrl: string): Promise<Held> {
  if (!redisUrl) return holdTable(databaseUrl, 'bullmq.job');
  const redis = new Redis(redisUrl);
  await redis.client('PAUSE', 60_000, 'WRITE');
  return {
    release: async () => {
      await redis.client('UNPAUSE');
      redis.disconnect();
    },
  };
}

/** Makes the queue lose every job, as a flushed Redis does. */
export async function forgetQueue(databaseUrl: string, redis: string | undefined): Promise<void> {
  if (redis) {
    const client = new Redis(redis);
    await client.flushdb();
    client.disconnect();
    return;
  }
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('TRUNCATE bullmq.job CASCADE');
  await client.end();
}
