import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Backtest } from './backtest.entity.js';

/** Stores one order of a run, in the order of placement. */
@Entity('orders')
export class Order {
  @PrimaryColumn('uuid', { name: 'backtest_id', primaryKeyConstraintName: 'orders_pkey' })
  backtestId!: string;

  @ManyToOne(() => Backtest, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'backtest_id', foreignKeyConstraintName: 'orders_backtest_id_fkey' })
  backtest!: Backtest;

  /** Counts from 0 within the run. */
  @PrimaryColumn('int', { primaryKeyConstraintName: 'orders_pkey' })
  number!: number;

  @Column({ type: 'text' })
  symbol!: string;

  @Column({ type: 'text' })
  side!: string;

  @Column({ type: 'text' })
  type!: string;

  /** Units; null while a size that is fixed at the fill was not filled. */
  @Column({ type: 'double precision', nullable: true })
  size!: number | null;

  @Column({ name: 'limit_price', type: 'double precision', nullable: true })
  limit!: number | null;

  @Column({ name: 'stop_price', type: 'double precision', nullable: true })
  stop!: number | null;

  @Column({ type: 'double precision', nullable: true })
  sl!: number | null;

  @Column({ type: 'double precision', nullable: true })
  tp!: number | null;

  @Column({ type: 'text', nullable: true })
  tag!: string | null;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ name: 'placed_bar', type: 'int' })
  placedBar!: number;

  @Column({ name: 'placed_time', type: 'timestamptz' })
  placedTime!: Date;

  @Column({ name: 'filled_bar', type: 'int', nullable: true })
  filledBar!: number | null;

  @Column({ name: 'filled_time', type: 'timestamptz', nullable: true })
  filledTime!: Date | null;

  @Column({ name: 'fill_price', type: 'double precision', nullable: true })
  fillPrice!: number | null;

  @Column({ type: 'double precision', default: 0 })
  fee!: number;
}
