import { runMigrations as migrateQueue } from 'bullmq';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { Settings } from '../env.js';
import { databaseOptions } from './options.js';

/** Brings the schema of Barline, and of its queue where that lives in PostgreSQL, to this version; returns the names of what ran. */
export async function migrate(settings: Settings): Promise<string[]> {
  const source = await new DataSource(databaseOptions(settings, 'barline-migrate')).initialize();
  try {
    const ran = await source.runMigrations();
    if (settings.profile !== 'scale-out') await migrateQueueSchema(settings);
    return ran.map(({ name }) => name);
  } finally {
    await source.destroy();
  }
}

async function migrateQueueSchema(settings: Settings): Promise<void> {
  const pool = new Pool({ connectionString: settings.DATABASE_URL, max: 1 });
  const client = await pool.connect();
  try {
    await migrateQueue(client);
  } finally {
    client.release();
    await pool.end();
  }
}
