import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Gives series a kind, and makes the table of funding rates. */
export class AddFundingRates1795648025499 implements MigrationInterface {
  readonly name = 'AddFundingRates1795648025499';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "series"
            ADD "kind" text NOT NULL DEFAULT 'bars'
        `);
    await queryRunner.query(`
            ALTER TABLE "series" DROP CONSTRAINT "series_symbol_timeframe_key"
        `);
    await queryRunner.query(`
            ALTER TABLE "series"
            ADD CONSTRAINT "series_symbol_kind_timeframe_key" UNIQUE ("symbol", "kind", "timeframe")
        `);
    await queryRunner.query(`
            ALTER TABLE "series"
            ADD CONSTRAINT "series_kind_check" CHECK ("kind" IN ('bars', 'funding'))
        `);
    await queryRunner.query(`
            CREATE TABLE "funding_rates" (
                "series_id" integer NOT NULL,
                "stamp" TIMESTAMP WITH TIME ZONE NOT NULL,
                "rate" double precision NOT NULL,
                CONSTRAINT "funding_rates_pkey" PRIMARY KEY ("series_id", "stamp")
            )
        `);
    await queryRunner.query(`
            ALTER TABLE "funding_rates"
            ADD CONSTRAINT "funding_rates_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    // No run has paid funding yet, whatever its configuration says.
    await queryRunner.query(`
            UPDATE "backtests" SET "config" = jsonb_set("config", '{funding}', 'false')
        `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "funding_rates" DROP CONSTRAINT "funding_rates_series_id_fkey"
        `);
    await queryRunner.query(`
            DROP TABLE "funding_rates"
        `);
    // Without a kind they would pass for bars.
    await queryRunner.query(`
            DELETE FROM "series" WHERE "kind" <> 'bars'
        `);
    await queryRunner.query(`
            ALTER TABLE "series" DROP CONSTRAINT "series_kind_check"
        `);
    await queryRunner.query(`
            ALTER TABLE "series" DROP CONSTRAINT "series_symbol_kind_timeframe_key"
        `);
    await queryRunner.query(`
            ALTER TABLE "series"
            ADD CONSTRAINT "series_symbol_timeframe_key" UNIQUE ("symbol", "timeframe")
        `);
    await queryRunner.query(`
            ALTER TABLE "series" DROP COLUMN "kind"
        `);
  }
}
