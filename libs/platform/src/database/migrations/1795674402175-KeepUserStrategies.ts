import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lets users have strategies of their own, stores the checks of their sources, and ties each run to the version that it runs. */
export class KeepUserStrategies1795674402175 implements MigrationInterface {
  readonly name = 'KeepUserStrategies1795674402175';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP CONSTRAINT "strategy_versions_name_version_key"
        `);
    await queryRunner.query(`
            CREATE TABLE "strategy_checks" (
                "id" uuid NOT NULL,
                "user_id" uuid NOT NULL,
                "purpose" text NOT NULL,
                "kind" text NOT NULL DEFAULT 'source',
                "source" text NOT NULL,
                "options" jsonb NOT NULL DEFAULT '{}',
                "status" text NOT NULL DEFAULT 'PENDING',
                "attempts" integer NOT NULL DEFAULT '0',
                "releases" integer NOT NULL DEFAULT '0',
                "worker_id" text,
                "heartbeat_at" TIMESTAMP WITH TIME ZONE,
                "report" json,
                "version_id" uuid,
                "error" jsonb,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "finished_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "strategy_checks_status_check" CHECK (
                    "status" IN ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED')
                ),
                CONSTRAINT "strategy_checks_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "strategy_checks_status_idx" ON "strategy_checks" ("status")
        `);
    await queryRunner.query(`
            CREATE INDEX "strategy_checks_user_id_status_idx" ON "strategy_checks" ("user_id", "status")
        `);
    await queryRunner.query(`
            ALTER TABLE "backtests"
            ADD "strategy_version_id" uuid
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD "owner_id" uuid
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD "kind" text NOT NULL DEFAULT 'built-in'
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD "code" text
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD "source_map" text
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD "params" jsonb NOT NULL DEFAULT '{}'
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD "scope" text NOT NULL DEFAULT 'symbol'
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD "indicators" text array
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD "warm_up" integer
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD "notes" text NOT NULL DEFAULT ''
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD "tags" text array NOT NULL DEFAULT '{}'
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD "archived_at" TIMESTAMP WITH TIME ZONE
        `);
    await queryRunner.query(`
            CREATE INDEX "backtests_strategy_version_id_idx" ON "backtests" ("strategy_version_id")
        `);
    await queryRunner.query(`
            CREATE UNIQUE INDEX "strategy_versions_built_in_name_version_idx" ON "strategy_versions" ("name", "version")
            WHERE "owner_id" IS NULL
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD CONSTRAINT "strategy_versions_owner_check" CHECK (("owner_id" IS NULL) = ("kind" = 'built-in'))
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD CONSTRAINT "strategy_versions_kind_check" CHECK ("kind" IN ('built-in', 'source', 'rules'))
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD CONSTRAINT "strategy_versions_owner_id_name_source_hash_key" UNIQUE ("owner_id", "name", "source_hash")
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD CONSTRAINT "strategy_versions_owner_id_name_version_key" UNIQUE ("owner_id", "name", "version")
        `);
    await queryRunner.query(`
            UPDATE "backtests" SET "strategy_version_id" = "version"."id"
            FROM "strategy_versions" AS "version"
            WHERE "version"."name" = "backtests"."strategy_name"
              AND "version"."version" = "backtests"."strategy_version"
        `);
    await queryRunner.query(`
            ALTER TABLE "backtests"
            ADD CONSTRAINT "backtests_strategy_version_id_fkey" FOREIGN KEY ("strategy_version_id") REFERENCES "strategy_versions"("id") ON DELETE RESTRICT ON UPDATE NO ACTION
        `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "backtests" DROP CONSTRAINT "backtests_strategy_version_id_fkey"
        `);
    await queryRunner.query(`DELETE FROM "strategy_versions" WHERE "owner_id" IS NOT NULL`);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP CONSTRAINT "strategy_versions_owner_id_name_version_key"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP CONSTRAINT "strategy_versions_owner_id_name_source_hash_key"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP CONSTRAINT "strategy_versions_kind_check"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP CONSTRAINT "strategy_versions_owner_check"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."strategy_versions_built_in_name_version_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."backtests_strategy_version_id_idx"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP COLUMN "archived_at"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP COLUMN "tags"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP COLUMN "notes"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP COLUMN "warm_up"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP COLUMN "indicators"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP COLUMN "scope"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP COLUMN "params"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP COLUMN "source_map"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP COLUMN "code"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP COLUMN "kind"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions" DROP COLUMN "owner_id"
        `);
    await queryRunner.query(`
            ALTER TABLE "backtests" DROP COLUMN "strategy_version_id"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."strategy_checks_user_id_status_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."strategy_checks_status_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "strategy_checks"
        `);
    await queryRunner.query(`
            ALTER TABLE "strategy_versions"
            ADD CONSTRAINT "strategy_versions_name_version_key" UNIQUE ("name", "version")
        `);
  }
}
