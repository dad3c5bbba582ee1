import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Makes the tables of versions and of what they superseded; what is stored by now becomes the first version that is known of each series. */
export class KeepVersions1795650634574 implements MigrationInterface {
  readonly name = 'KeepVersions1795650634574';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "klines"
            ADD "version" integer NOT NULL DEFAULT '0'
        `);
    await queryRunner.query(`
            ALTER TABLE "funding_rates"
            ADD "version" integer NOT NULL DEFAULT '0'
        `);
    await queryRunner.query(`
            ALTER TABLE "series"
            ADD "held_from_version" integer NOT NULL DEFAULT '0'
        `);
    await queryRunner.query(`
            CREATE TABLE "kline_history" (
                "series_id" integer NOT NULL,
                "open_time" TIMESTAMP WITH TIME ZONE NOT NULL,
                "first_version" integer NOT NULL,
                "last_version" integer NOT NULL,
                "open" double precision NOT NULL,
                "high" double precision NOT NULL,
                "low" double precision NOT NULL,
                "close" double precision NOT NULL,
                "volume" double precision NOT NULL,
                "quote_volume" double precision,
                "trades" integer,
                CONSTRAINT "kline_history_pkey" PRIMARY KEY ("series_id", "open_time", "first_version")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "funding_history" (
                "series_id" integer NOT NULL,
                "stamp" TIMESTAMP WITH TIME ZONE NOT NULL,
                "first_version" integer NOT NULL,
                "last_version" integer NOT NULL,
                "rate" double precision NOT NULL,
                CONSTRAINT "funding_history_pkey" PRIMARY KEY ("series_id", "stamp", "first_version")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "series_versions" (
                "series_id" integer NOT NULL,
                "version" integer NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "user_id" uuid,
                "inserted" integer NOT NULL,
                "updated" integer NOT NULL,
                "deleted" integer NOT NULL,
                "count" integer NOT NULL,
                "first_open_time" TIMESTAMP WITH TIME ZONE,
                "last_open_time" TIMESTAMP WITH TIME ZONE,
                "grid_offset_ms" double precision NOT NULL,
                "content_hash" bit(256) NOT NULL,
                CONSTRAINT "series_versions_series_id_created_at_key" UNIQUE ("series_id", "created_at"),
                CONSTRAINT "series_versions_pkey" PRIMARY KEY ("series_id", "version")
            )
        `);
    await queryRunner.query(`
            ALTER TABLE "series_versions"
            ADD CONSTRAINT "series_versions_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await this.keepFirstVersion(queryRunner, 'bars', 'klines', BAR_BYTES);
    await this.keepFirstVersion(queryRunner, 'funding', 'funding_rates', RATE_BYTES);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "series_versions" DROP CONSTRAINT "series_versions_series_id_fkey"
        `);
    await queryRunner.query(`
            DROP TABLE "series_versions"
        `);
    await queryRunner.query(`
            DROP TABLE "funding_history"
        `);
    await queryRunner.query(`
            DROP TABLE "kline_history"
        `);
    await queryRunner.query(`
            ALTER TABLE "series" DROP COLUMN "held_from_version"
        `);
    await queryRunner.query(`
            ALTER TABLE "funding_rates" DROP COLUMN "version"
        `);
    await queryRunner.query(`
            ALTER TABLE "klines" DROP COLUMN "version"
        `);
  }

  private async keepFirstVersion(
    queryRunner: QueryRunner,
    kind: string,
    table: string,
    bytes: string,
  ): Promise<void> {
    await queryRunner.query(
      `INSERT INTO series_versions (series_id, version, created_at, inserted, updated, deleted,
         count, first_open_time, last_open_time, grid_offset_ms, content_hash)
       SELECT id, version, date_trunc('milliseconds', now()), count, 0, 0, count,
         first_open_time, last_open_time, grid_offset_ms, coalesce((
           SELECT bit_xor(('x' || encode(sha256(${bytes}), 'hex'))::bit(256))
           FROM ${table} WHERE series_id = series.id
         ), 0::bit(256))
       FROM series WHERE kind = $1 AND version > 0`,
      [kind],
    );
  }
}

const BAR_BYTES = `timestamptz_send(open_time) || float8send(open) || float8send(high)
  || float8send(low) || float8send(close) || float8send(volume)
  || coalesce(float8send(quote_volume), '') || coalesce(int4send(trades), '')`;
const RATE_BYTES = 'timestamptz_send(stamp) || float8send(rate)';
