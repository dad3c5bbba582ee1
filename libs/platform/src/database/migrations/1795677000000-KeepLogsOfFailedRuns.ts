import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps what strategies logged apart from results, which failed runs do not have. */
export class KeepLogsOfFailedRuns1795677000000 implements MigrationInterface {
  readonly name = 'KeepLogsOfFailedRuns1795677000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE "run_logs" (
        "backtest_id" uuid NOT NULL,
        "count" integer NOT NULL,
        "lines" bytea NOT NULL,
        CONSTRAINT "run_logs_pkey" PRIMARY KEY ("backtest_id"),
        CONSTRAINT "run_logs_backtest_id_fkey" FOREIGN KEY ("backtest_id")
          REFERENCES "backtests"("id") ON DELETE CASCADE ON UPDATE NO ACTION
      )
    `);
    await queryRunner.query(`
      INSERT INTO "run_logs" SELECT "backtest_id", "log_lines", "logs" FROM "backtest_results"
      WHERE "logs" IS NOT NULL AND "log_lines" > 0
    `);
    await queryRunner.query(`
      ALTER TABLE "backtest_results" DROP COLUMN "log_lines", DROP COLUMN "logs"
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      ALTER TABLE "backtest_results" ADD "logs" bytea, ADD "log_lines" integer NOT NULL DEFAULT '0'
    `);
    await queryRunner.query(`
      UPDATE "backtest_results" AS result SET "logs" = kept."lines", "log_lines" = kept."count"
      FROM "run_logs" AS kept WHERE kept."backtest_id" = result."backtest_id"
    `);
    await queryRunner.query('DROP TABLE "run_logs"');
  }
}
