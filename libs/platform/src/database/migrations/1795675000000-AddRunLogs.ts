import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps what the strategy of a run logged. */
export class AddRunLogs1795675000000 implements MigrationInterface {
  name = 'AddRunLogs1795675000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE "backtest_results" ADD "logs" bytea, ADD "log_lines" integer NOT NULL DEFAULT '0'
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE "backtest_results" DROP COLUMN "log_lines", DROP COLUMN "logs"
    `);
  }
}
