import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Creates every table of the first version. */
export class CreateSchema1795334746224 implements MigrationInterface {
  readonly name = 'CreateSchema1795334746224';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE "users" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "username" text NOT NULL,
                "password_hash" text NOT NULL,
                "role" text NOT NULL,
                "disabled" boolean NOT NULL DEFAULT false,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "users_username_key" UNIQUE ("username"),
                CONSTRAINT "users_role_check" CHECK ("role" IN ('admin', 'trader', 'viewer')),
                CONSTRAINT "users_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "api_keys" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "user_id" uuid NOT NULL,
                "name" text NOT NULL,
                "prefix" text NOT NULL,
                "key_hash" text NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "last_used_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "api_keys_key_hash_key" UNIQUE ("key_hash"),
                CONSTRAINT "api_keys_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "api_keys_user_id_idx" ON "api_keys" ("user_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "sessions" (
                "id" uuid NOT NULL,
                "user_id" uuid NOT NULL,
                "refresh_id" uuid NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "expires_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "sessions_user_id_idx" ON "sessions" ("user_id")
        `);
    await queryRunner.query(`
            CREATE TABLE "backtests" (
                "id" uuid NOT NULL,
                "user_id" uuid NOT NULL,
                "strategy_name" text NOT NULL,
                "strategy_version" integer NOT NULL,
                "symbols" text array NOT NULL,
                "timeframe" text NOT NULL,
                "config" jsonb NOT NULL,
                "status" text NOT NULL DEFAULT 'PENDING',
                "stage" text NOT NULL DEFAULT 'queued',
                "progress" double precision NOT NULL DEFAULT '0',
                "seq" integer NOT NULL DEFAULT '0',
                "priority" integer NOT NULL DEFAULT '0',
                "attempts" integer NOT NULL DEFAULT '0',
                "releases" integer NOT NULL DEFAULT '0',
                "worker_id" text,
                "heartbeat_at" TIMESTAMP WITH TIME ZONE,
                "stop_requested_at" TIMESTAMP WITH TIME ZONE,
                "error" jsonb,
                "statistics" json,
                "idempotency_key" text,
                "request_hash" text,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "started_at" TIMESTAMP WITH TIME ZONE,
                "finished_at" TIMESTAMP WITH TIME ZONE,
                CONSTRAINT "backtests_user_id_idempotency_key_key" UNIQUE ("user_id", "idempotency_key"),
                CONSTRAINT "backtests_status_check" CHECK (
                    "status" IN (
                        'PENDING',
                        'RUNNING',
                        'COMPLETED',
                        'FAILED',
                        'STOPPED'
                    )
                ),
                CONSTRAINT "backtests_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE INDEX "backtests_status_idx" ON "backtests" ("status")
        `);
    await queryRunner.query(`
            CREATE INDEX "backtests_user_id_created_at_idx" ON "backtests" ("user_id", "created_at")
        `);
    await queryRunner.query(`
            CREATE TABLE "backtest_results" (
                "backtest_id" uuid NOT NULL,
                "statistics_reasons" jsonb NOT NULL,
                "order_counts" jsonb NOT NULL,
                "warnings" jsonb NOT NULL,
                "details" jsonb NOT NULL,
                "timings" jsonb NOT NULL,
                "manifest" jsonb NOT NULL,
                "equity" bytea NOT NULL,
                "equity_time" bytea NOT NULL,
                CONSTRAINT "backtest_results_pkey" PRIMARY KEY ("backtest_id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "orders" (
                "backtest_id" uuid NOT NULL,
                "number" integer NOT NULL,
                "symbol" text NOT NULL,
                "side" text NOT NULL,
                "type" text NOT NULL,
                "size" double precision,
                "limit_price" double precision,
                "stop_price" double precision,
                "sl" double precision,
                "tp" double precision,
                "tag" text,
                "status" text NOT NULL,
                "reason" text,
                "placed_bar" integer NOT NULL,
                "placed_time" TIMESTAMP WITH TIME ZONE NOT NULL,
                "filled_bar" integer,
                "filled_time" TIMESTAMP WITH TIME ZONE,
                "fill_price" double precision,
                "fee" double precision NOT NULL DEFAULT '0',
                CONSTRAINT "orders_pkey" PRIMARY KEY ("backtest_id", "number")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "trades" (
                "backtest_id" uuid NOT NULL,
                "number" integer NOT NULL,
                "symbol" text NOT NULL,
                "size" double precision NOT NULL,
                "entry_time" TIMESTAMP WITH TIME ZONE NOT NULL,
                "exit_time" TIMESTAMP WITH TIME ZONE,
                "entry_bar" integer NOT NULL,
                "exit_bar" integer,
                "entry_price" double precision NOT NULL,
                "exit_price" double precision,
                "pnl" double precision,
                "return" double precision,
                "fees" double precision NOT NULL,
                "mae" double precision,
                "mfe" double precision,
                "tag" text,
                "ambiguous" boolean NOT NULL DEFAULT false,
                CONSTRAINT "trades_pkey" PRIMARY KEY ("backtest_id", "number")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "series" (
                "id" integer GENERATED BY DEFAULT AS IDENTITY NOT NULL,
                "symbol" text NOT NULL,
                "timeframe" text NOT NULL,
                "grid_offset_ms" double precision NOT NULL DEFAULT '0',
                "version" integer NOT NULL DEFAULT '0',
                "count" integer NOT NULL DEFAULT '0',
                "first_open_time" TIMESTAMP WITH TIME ZONE,
                "last_open_time" TIMESTAMP WITH TIME ZONE,
                "owner_id" uuid,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "series_symbol_timeframe_key" UNIQUE ("symbol", "timeframe"),
                CONSTRAINT "series_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "klines" (
                "series_id" integer NOT NULL,
                "open_time" TIMESTAMP WITH TIME ZONE NOT NULL,
                "open" double precision NOT NULL,
                "high" double precision NOT NULL,
                "low" double precision NOT NULL,
                "close" double precision NOT NULL,
                "volume" double precision NOT NULL,
                "quote_volume" double precision,
                "trades" integer,
                CONSTRAINT "klines_pkey" PRIMARY KEY ("series_id", "open_time")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "symbol_settings" (
                "symbol" text NOT NULL,
                "tick_size" double precision,
                "lot_size" double precision,
                "min_notional" double precision,
                "multiplier" double precision NOT NULL DEFAULT '1',
                "quote_currency" text,
                "session_zone" text NOT NULL DEFAULT 'UTC',
                "updated_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "symbol_settings_pkey" PRIMARY KEY ("symbol")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "metric_samples" (
                "sampled_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "metrics" jsonb NOT NULL,
                CONSTRAINT "metric_samples_pkey" PRIMARY KEY ("sampled_at")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "processes" (
                "id" uuid NOT NULL,
                "kind" text NOT NULL,
                "host" text NOT NULL,
                "pid" integer NOT NULL,
                "version" text NOT NULL,
                "metrics" jsonb NOT NULL,
                "started_at" TIMESTAMP WITH TIME ZONE NOT NULL,
                "heartbeat_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "processes_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            CREATE TABLE "strategy_versions" (
                "id" uuid NOT NULL DEFAULT gen_random_uuid(),
                "name" text NOT NULL,
                "version" integer NOT NULL,
                "description" text NOT NULL,
                "source_hash" text NOT NULL,
                "source" text NOT NULL,
                "params_schema" jsonb NOT NULL,
                "created_at" TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT now(),
                CONSTRAINT "strategy_versions_name_version_key" UNIQUE ("name", "version"),
                CONSTRAINT "strategy_versions_pkey" PRIMARY KEY ("id")
            )
        `);
    await queryRunner.query(`
            ALTER TABLE "api_keys"
            ADD CONSTRAINT "api_keys_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "sessions"
            ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "backtest_results"
            ADD CONSTRAINT "backtest_results_backtest_id_fkey" FOREIGN KEY ("backtest_id") REFERENCES "backtests"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "orders"
            ADD CONSTRAINT "orders_backtest_id_fkey" FOREIGN KEY ("backtest_id") REFERENCES "backtests"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "trades"
            ADD CONSTRAINT "trades_backtest_id_fkey" FOREIGN KEY ("backtest_id") REFERENCES "backtests"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE "klines"
            ADD CONSTRAINT "klines_series_id_fkey" FOREIGN KEY ("series_id") REFERENCES "series"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            CREATE TABLE "indicators" (
                "backtest_id" uuid NOT NULL,
                "number" integer NOT NULL,
                "symbol" text NOT NULL,
                "timeframe" text NOT NULL,
                "name" text NOT NULL,
                "output" text,
                "pane" text,
                "color" text,
                "time" bytea NOT NULL,
                "values" bytea NOT NULL,
                CONSTRAINT "indicators_pkey" PRIMARY KEY ("backtest_id", "number")
            )
        `);
    await queryRunner.query(`
            ALTER TABLE "indicators"
            ADD CONSTRAINT "indicators_backtest_id_fkey" FOREIGN KEY ("backtest_id") REFERENCES "backtests"("id") ON DELETE CASCADE ON UPDATE NO ACTION
        `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE "indicators" DROP CONSTRAINT "indicators_backtest_id_fkey"
        `);
    await queryRunner.query(`
            DROP TABLE "indicators"
        `);
    await queryRunner.query(`
            ALTER TABLE "klines" DROP CONSTRAINT "klines_series_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "trades" DROP CONSTRAINT "trades_backtest_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "orders" DROP CONSTRAINT "orders_backtest_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "backtest_results" DROP CONSTRAINT "backtest_results_backtest_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "sessions" DROP CONSTRAINT "sessions_user_id_fkey"
        `);
    await queryRunner.query(`
            ALTER TABLE "api_keys" DROP CONSTRAINT "api_keys_user_id_fkey"
        `);
    await queryRunner.query(`
            DROP TABLE "strategy_versions"
        `);
    await queryRunner.query(`
            DROP TABLE "processes"
        `);
    await queryRunner.query(`
            DROP TABLE "metric_samples"
        `);
    await queryRunner.query(`
            DROP TABLE "symbol_settings"
        `);
    await queryRunner.query(`
            DROP TABLE "klines"
        `);
    await queryRunner.query(`
            DROP TABLE "series"
        `);
    await queryRunner.query(`
            DROP TABLE "trades"
        `);
    await queryRunner.query(`
            DROP TABLE "orders"
        `);
    await queryRunner.query(`
            DROP TABLE "backtest_results"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."backtests_user_id_created_at_idx"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."backtests_status_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "backtests"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."sessions_user_id_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "sessions"
        `);
    await queryRunner.query(`
            DROP INDEX "public"."api_keys_user_id_idx"
        `);
    await queryRunner.query(`
            DROP TABLE "api_keys"
        `);
    await queryRunner.query(`
            DROP TABLE "users"
        `);
  }
}
