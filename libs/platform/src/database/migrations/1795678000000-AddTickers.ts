import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds to adjustments the names under which a symbol was traded. */
export class AddTickers1795678000000 implements MigrationInterface {
  readonly name = 'AddTickers1795678000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "symbol_adjustments"
            ADD "ticker" text,
            ADD "exchange" text
        `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`DELETE FROM "symbol_adjustments" WHERE "kind" = 'tickers'`);
    await queryRunner.query(`
            ALTER TABLE "symbol_adjustments"
            DROP COLUMN "exchange",
            DROP COLUMN "ticker"
        `);
  }
}
