import type { DataSourceOptions } from 'typeorm';
import type { Settings } from '../env.js';
import { migrations } from './migrations/index.js';

type PostgresOptions = Extract<DataSourceOptions, { type: 'postgres' }>;

type ConnectionSettings = Pick<
  Settings,
  'DATABASE_URL' | 'DATABASE_POOL_SIZE' | 'DATABASE_MAX_OVERFLOW' | 'DATABASE_POOL_RECYCLE'
>;

/** Builds the TypeORM options of one process; `name` shows in pg_stat_activity. */
export function databaseOptions(settings: ConnectionSettings, name: string): PostgresOptions {
  return {
    type: 'postgres',
    url: settings.DATABASE_URL,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    applicationName: name,
    connectTimeoutMS: 5000,
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    extra: {
      max: settings.DATABASE_POOL_SIZE + settings.DATABASE_MAX_OVERFLOW,
      maxLifetimeSeconds: settings.DATABASE_POOL_RECYCLE,
      keepAlive: true,
    },
  };
}
