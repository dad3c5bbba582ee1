import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = [
  '"slippage" double precision',
  '"spread" double precision',
  '"funding" double precision',
  '"borrow" double precision',
  '"sl" double precision',
  '"tp" double precision',
  '"exit_reason" text',
];

/** Adds what a trade cost beyond its fees, its levels and why it ended; all unknown for trades that are stored by now. */
export class TellCostsAndExits1795660800000 implements MigrationInterface {
  readonly name = 'TellCostsAndExits1795660800000';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await queryRunner.query(`ALTER TABLE "trades" ADD ${column}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const column of COLUMNS.toReversed()) {
      const [name] = column.split(' ');
      await queryRunner.query(`ALTER TABLE "trades" DROP COLUMN ${name}`);
    }
  }
}
