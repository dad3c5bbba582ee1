import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Makes the tables of imports and of what they tell of splits and dividends, lets a symbol's days start at any time, and frees bars from the check of their series. */
export class AddImports1795657800000 implements MigrationInterface {
  readonly name = 'AddImports1795657800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "klines" DROP CONSTRAINT "klines_series_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "symbol_settings"
            ADD "day_start_ms" integer NOT NULL DEFAULT '0'
        `);
    await queryRunner.query(`
            CREATE TABLE "import_files" (
                "id" uuid NOT NULL,
                "touched_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "import_files_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "import_chunks" (
                "file_id" uuid NOT NULL,
                "number" integer NOT NULL,
                "bytes" bytea NOT NULL,
                CONSTRAINT "import_chunks_pkey" PRIMARY KEY ("file_id", "number")
            )
        `);
    // Most files are packed already; to press them again costs time and gains nothing.
    await queryRunner.query(`
            ALTER TABLE "import_chunks" ALTER COLUMN "bytes" SET STORAGE EXTERNAL
        `);
    await queryRunner.query(`
            CREATE TABLE "data_imports" (
                "id" uuid NOT NULL,
                "user_id" uuid NOT NULL,
                "user_role" text NOT NULL,
                "file_id" uuid NOT NULL,
                "file_name" text NOT NULL,
                "file_size" double precision NOT NULL,
                "options" jsonb NOT NULL,
                "status" text NOT NULL DEFAULT 'PENDING',
                "stage" text NOT NULL DEFAULT 'queued',
                "progress" double precision NOT NULL DEFAULT '0',
                "seq" integer NOT NULL DEFAULT '0',
                "attempts" integer NOT NULL DEFAULT '0',
                "releases" integer NOT NULL DEFAULT '0',
                "worker_id" text,
                "heartbeat_at" TIMESTAMP WITH TIME ZONE,
                "stop_requested_at" TIMESTAMP WITH TIME ZONE,
                "rows_read" double precision NOT NULL DEFAULT '0',
                "rows_written" double precision NOT NULL DEFAULT '0',
                "rows_rejected" double precision NOT NULL DEFAULT '0',
                "symbol" text,
                "timeframe" text,
                "kind" text,
                "found" jsonb,
                "outcome" jsonb,
                "error" jsonb,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "started_at" TIMESTAMP WITH TIME ZONE,
                "finished_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "data_imports_status_check" CHECK (
                    "status" IN (
                        'PENDING',
                        'RUNNING',
                        'COMPLETED',
                        'FAILED',
                        'STOPPED'
                    )
                ),
                CONSTRAINT "data_imports_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "data_imports_status_idx" ON "data_imports" ("status")
        `);
    await queryRunner.query(`
            CREATE INDEX "data_imports_user_id_created_at_idx" ON "data_imports" ("user_id", "created_at")
        `);
    await queryRunner.query(`
            CREATE TABLE "import_rejections" (
                "import_id" uuid NOT NULL,
                "number" integer NOT NULL,
                "line" double precision NOT NULL,
                "reason" text NOT NULL,
                "row" text NOT NULL,
                CONSTRAINT "import_rejections_pkey" PRIMARY KEY ("import_id", "number")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "symbol_adjustments" (
                "symbol" text NOT NULL,
                "date" TIMESTAMP WITH TIME ZONE NOT NULL,
                "split_factor" double precision,
                "price_factor" double precision,
                "dividend" double precision,
                "reference_price" double precision,
                "owner_id" uuid NOT NULL,
                CONSTRAINT "symbol_adjustments_pkey" PRIMARY KEY ("symbol", "date")
            )
        `);
    await queryRunner.query(`
            ALTER TABLE "import_chunks"
            ADD CONSTRAINT "import_chunks_file_id_fkey" FOREIGN KEY ("file_id") REFERENCES "import_files"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "import_rejections"
            ADD CONSTRAINT "import_rejections_import_id_fkey" FOREIGN KEY ("import_id") REFERENCES "data_imports"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "import_rejections" DROP CONSTRAINT "import_rejections_import_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "import_chunks" DROP CONSTRAINT "import_chunks_file_id_fkey"
        `);
    await queryRunner.query(`
            DROP TABLE "symbol_adjustments"
        `);
    await queryRunner.query(`
            DROP TABLE "import_rejections"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."data_imports_user_id_created_at_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."data_imports_status_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "data_imports"
        `);
    await queryRunner.query(`
            DROP TABLE "import_chunks"
        `);
    await queryRunner.query(`
            DROP TABLE "import_files"
        `);
    await queryRunner.query(`
            ALTER TABLE "symbol_settings" DROP COLUMN "day_start_ms"
        `);
    await queryRunner.query(`
            ALTER TABLE "klines"
            ADD CONSTRAINT "klines_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
  }
}
