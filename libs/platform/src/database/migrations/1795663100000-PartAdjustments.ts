import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Parts the splits, dividends and factors of a symbol into sets of their own, which a file replaces as a whole. */
export class PartAdjustments1795663100000 implements MigrationInterface {
  readonly name = 'PartAdjustments1795663100000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "symbol_adjustments"
            ADD "kind" text
        `);
    await queryRunner.query(`
            UPDATE "symbol_adjustments"
            SET "kind" = CASE
                    WHEN "price_factor" IS NOT NULL THEN 'factors'
                    WHEN "split_factor" IS NOT NULL THEN 'splits'
                    ELSE 'dividends'
                END
        `);
    await queryRunner.query(`
            ALTER TABLE "symbol_adjustments"
            ALTER COLUMN "kind" SET NOT NULL,
                DROP CONSTRAINT "symbol_adjustments_pkey",
                ADD CONSTRAINT "symbol_adjustments_pkey" PRIMARY KEY ("symbol", "date", "kind")
        `);
    await queryRunner.query(`
            INSERT INTO "symbol_adjustments" ("symbol", "date", "kind", "dividend", "owner_id")
            SELECT "symbol", "date", 'dividends', "dividend", "owner_id"
            FROM "symbol_adjustments"
            WHERE "kind" = 'splits' AND "dividend" <> 0
        `);
    await queryRunner.query(`
            UPDATE "symbol_adjustments" SET "dividend" = NULL WHERE "kind" = 'splits'
        `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            UPDATE "symbol_adjustments" AS split
            SET "dividend" = paid."dividend"
            FROM "symbol_adjustments" AS paid
            WHERE split."kind" = 'splits' AND paid."kind" = 'dividends'
                AND (paid."symbol", paid."date") = (split."symbol", split."date")
        `);
    await queryRunner.query(`
            DELETE FROM "symbol_adjustments" AS old
            USING "symbol_adjustments" AS kept
            WHERE (kept."symbol", kept."date") = (old."symbol", old."date")
                AND (kept."kind" = 'factors' AND old."kind" <> 'factors'
                    OR kept."kind" = 'splits' AND old."kind" = 'dividends')
        `);
    await queryRunner.query(`
            ALTER TABLE "symbol_adjustments"
            DROP CONSTRAINT "symbol_adjustments_pkey",
                ADD CONSTRAINT "symbol_adjustments_pkey" PRIMARY KEY ("symbol", "date"),
                DROP COLUMN "kind"
        `);
  }
}
