import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Backtest } from './backtest.entity.js';

/** Stores one trade of a run, in the order of closing. */
@Entity('trades')
export class Trade {
  @PrimaryColumn('uuid', { name: 'backtest_id', primaryKeyConstraintName: 'trades_pkey' })
  backtestId!: string;

  @ManyToOne(() => Backtest, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'backtest_id', foreignKeyConstraintName: 'trades_backtest_id_fkey' })
  backtest!: Backtest;

  /** Counts from 0 within the run. */
  @PrimaryColumn('int', { primaryKeyConstraintName: 'trades_pkey' })
  number!: number;

  @Column({ type: 'text' })
  symbol!: string;

  /** Units, negative for a short. */
  @Column({ type: 'double precision' })
  size!: number;

  @Column({ name: 'entry_time', type: 'timestamptz' })
  entryTime!: Date;

  @Column({ name: 'exit_time', type: 'timestamptz', nullable: true })
  exitTime!: Date | null;

  @Column({ name: 'entry_bar', type: 'int' })
  entryBar!: number;

  @Column({ name: 'exit_bar', type: 'int', nullable: true })
  exitBar!: number | null;

  @Column({ name: 'entry_price', type: 'double precision' })
  entryPrice!: number;

  @Column({ name: 'exit_price', type: 'double precision', nullable: true })
  exitPrice!: number | null;

  @Column({ type: 'double precision', nullable: true })
  pnl!: number | null;

  @Column({ type: 'double precision', nullable: true })
  return!: number | null;

  @Column({ type: 'double precision' })
  fees!: number;

  @Column({ type: 'double precision', nullable: true })
  mae!: number | null;

  @Column({ type: 'double precision', nullable: true })
  mfe!: number | null;

  @Column({ type: 'text', nullable: true })
  tag!: string | null;

  @Column({ type: 'boolean', default: false })
  ambiguous!: boolean;

  /** Money paid beyond the prices; null for runs of before these were kept. */
  @Column({ type: 'double precision', nullable: true })
  slippage!: number | null;

  @Column({ type: 'double precision', nullable: true })
  spread!: number | null;

  /** Negative when it was earned. */
  @Column({ type: 'double precision', nullable: true })
  funding!: number | null;

  @Column({ type: 'double precision', nullable: true })
  borrow!: number | null;

  /** The levels of its stop and target at its end. */
  @Column({ type: 'double precision', nullable: true })
  sl!: number | null;

  @Column({ type: 'double precision', nullable: true })
  tp!: number | null;

  @Column({ name: 'exit_reason', type: 'text', nullable: true })
  exitReason!: string | null;
}
