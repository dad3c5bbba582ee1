import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Backtest } from './backtest.entity.js';

/** Stores one indicator of a run as charts show it. */
@Entity('indicators')
export class Indicator {
  @PrimaryColumn('uuid', { name: 'backtest_id', primaryKeyConstraintName: 'indicators_pkey' })
  backtestId!: string;

  @ManyToOne(() => Backtest, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'backtest_id', foreignKeyConstraintName: 'indicators_backtest_id_fkey' })
  backtest!: Backtest;

  /** Counts from 0 within the run. */
  @PrimaryColumn('int', { primaryKeyConstraintName: 'indicators_pkey' })
  number!: number;

  @Column({ type: 'text' })
  symbol!: string;

  @Column({ type: 'text' })
  timeframe!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Name of the output, of an indicator that has several. */
  @Column({ type: 'text', nullable: true })
  output!: string | null;

  @Column({ type: 'text', nullable: true })
  pane!: string | null;

  @Column({ type: 'text', nullable: true })
  color!: string | null;

  /** Stamps in epoch milliseconds, one compressed little-endian Float64 column. */
  @Column({ type: 'bytea' })
  time!: Buffer;

  /** Values at the stamps, in the same form. */
  @Column({ type: 'bytea' })
  values!: Buffer;
}
