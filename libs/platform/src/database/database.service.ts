import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';

/** Reaches PostgreSQL below TypeORM's repositories: health, migrations that wait, and raw clients for COPY. */
@Injectable()
export class DatabaseService implements OnModuleInit {
  private readonly logger = new Logger('Database');

  constructor(@InjectDataSource() private readonly source: DataSource) {}

  async onModuleInit(): Promise<void> {
    // A client that PostgreSQL drops while idle must not end the process; the pool makes a new one.
    this.pool().on('error', (error) => this.logger.warn(`Connection lost: ${error.message}`));
    if (await this.source.showMigrations()) {
      throw new Error('The database schema is older than this version. Run "npm run db:migrate".');
    }
  }

  /** Says whether PostgreSQL answers a query. */
  async isReady(): Promise<boolean> {
    try {
      await this.source.query('SELECT 1');
      return true;
    } catch {
      return false;
    }
  }

  /** Runs work on one client of the pool; a client that failed is closed, not reused. */
  async withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool().connect();
    let failure: Error | undefined;
    // Between two queries nobody else listens, and an error that nobody hears ends the process.
    const onLost = (error: Error) => (failure = error);
    client.on('error', onLost);
    try {
      return await work(client);
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      throw error;
    } finally {
      client.off('error', onLost);
      client.release(failure);
    }
  }

  /** Runs work in one transaction that reads a single state of the database and writes nothing. */
  snapshot<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.withClient(async (client) => {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    });
  }

  /** Runs work unless another process is at the work of this lock; a process that is paused meanwhile loses the lock. */
  async alone(lockKey: number, work: () => Promise<void>): Promise<void> {
    await this.source.transaction(async (manager) => {
      await manager.query(`SET LOCAL idle_in_transaction_session_timeout = '15s'`);
      const [row]: { locked: boolean }[] = await manager.query(
        'SELECT pg_try_advisory_xact_lock($1) AS locked',
        [lockKey],
      );
      if (row?.locked) await work();
    });
  }

  /** Counts the connections of this process's pool. */
  connections(): { total: number; idle: number; waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.pool();
    return { total: totalCount, idle: idleCount, waiting: waitingCount };
  }

  private pool(): Pool {
    return (this.source.driver as PostgresDriver).master as Pool;
  }
}
