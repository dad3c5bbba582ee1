import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Makes `klines` a hypertable where TimescaleDB is installed; elsewhere it stays a plain table. */
export class PartitionKlines1795334746225 implements MigrationInterface {
  readonly name = 'PartitionKlines1795334746225';

  async up(queryRunner: QueryRunner): Promise<void> {
    if (!(await hasTimescale(queryRunner))) return;
    await queryRunner.query('CREATE EXTENSION IF NOT EXISTS timescaledb');
    // The default index on time alone would show as drift from the entities.
    await queryRunner.query(`
      SELECT create_hypertable('klines', 'open_time',
        chunk_time_interval => INTERVAL '1 month',
        create_default_indexes => false, migrate_data => true, if_not_exists => true)
    `);
  }

  async down(): Promise<void> {
    // A hypertable is dropped with its table by the migration that made it.
  }
}

async function hasTimescale(queryRunner: QueryRunner): Promise<boolean> {
  const rows: unknown[] = await queryRunner.query(
    "SELECT 1 FROM pg_available_extensions WHERE name = 'timescaledb'",
  );
  return rows.length > 0;
}
