import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { Backtest } from './backtest.entity.js';
import type { RunDetails } from './run-task.js';

/** Stores what a completed run found, but for its trades and orders. */
@Entity('backtest_results')
export class BacktestResult {
  @PrimaryColumn('uuid', { name: 'backtest_id', primaryKeyConstraintName: 'backtest_results_pkey' })
  backtestId!: string;

  @OneToOne(() => Backtest, { onDelete: 'CASCADE' })
  @JoinColumn({
    name: 'backtest_id',
    foreignKeyConstraintName: 'backtest_results_backtest_id_fkey',
  })
  backtest!: Backtest;

  /** Reasons of the statistics that are null. */
  @Column({ name: 'statistics_reasons', type: 'jsonb' })
  statisticsReasons!: Record<string, string>;

  /** Counts of orders by state and by reason of rejection. */
  @Column({ name: 'order_counts', type: 'jsonb' })
  orderCounts!: Record<string, unknown>;

  @Column({ type: 'jsonb' })
  warnings!: Record<string, unknown>[];

  /** Breakdown of the trades, bounds, checks and another profile's statistics. */
  @Column({ type: 'jsonb' })
  details!: RunDetails;

  /** Milliseconds of queue, load, run and save. */
  @Column({ type: 'jsonb' })
  timings!: Record<string, number>;

  @Column({ type: 'jsonb' })
  manifest!: Record<string, unknown>;

  /** Equity at each stamp, one compressed little-endian Float64 column. */
  @Column({ type: 'bytea' })
  equity!: Buffer;

  /** Stamps of the equity in epoch milliseconds, in the same form. */
  @Column({ name: 'equity_time', type: 'bytea' })
  equityTime!: Buffer;
}
