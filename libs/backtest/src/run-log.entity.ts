import { Column, Entity, JoinColumn, OneToOne, PrimaryColumn } from 'typeorm';
import { Backtest } from './backtest.entity.js';

/** Stores what the strategy of a run logged, until the run came to its end or failed. */
@Entity('run_logs')
export class RunLog {
  @PrimaryColumn('uuid', { name: 'backtest_id', primaryKeyConstraintName: 'run_logs_pkey' })
  backtestId!: string;

  @OneToOne(() => Backtest, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'backtest_id', foreignKeyConstraintName: 'run_logs_backtest_id_fkey' })
  backtest!: Backtest;

  /** How many lines there are. */
  @Column({ type: 'int' })
  count!: number;

  /** The lines, compressed JSON. */
  @Column({ type: 'bytea' })
  lines!: Buffer;
}
