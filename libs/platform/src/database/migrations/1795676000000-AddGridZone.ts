import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Adds to series the zone by whose clocks their bars open. */
export class AddGridZone1795676000000 implements MigrationInterface {
  readonly name = 'AddGridZone1795676000000';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "series" ADD "grid_zone" text`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`ALTER TABLE "series" DROP COLUMN "grid_zone"`);
  }
}
