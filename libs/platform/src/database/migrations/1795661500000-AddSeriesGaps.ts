import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds to series how many gaps they have, and which version of them that was counted in. */
export class AddSeriesGaps1795661500000 implements MigrationInterface {
  readonly name = 'AddSeriesGaps1795661500000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "series"
            ADD "gaps" integer
        `);
    await queryRunner.query(`
            ALTER TABLE "series"
            ADD "gaps_version" integer
        `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "series" DROP COLUMN "gaps_version"
        `);
    await queryRunner.query(`
            ALTER TABLE "series" DROP COLUMN "gaps"
        `);
  }
}
