import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds to the settings of symbols whether their session was found by an import. */
export class AddSessionFound1795662200000 implements MigrationInterface {
  readonly name = 'AddSessionFound1795662200000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "symbol_settings"
            ADD "session_found" boolean NOT NULL DEFAULT false
        `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "symbol_settings" DROP COLUMN "session_found"
        `);
  }
}
