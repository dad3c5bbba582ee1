import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Stores one bar that was replaced or removed, with the versions of its series in which it stood. */
@Entity('kline_history')
export class KlineHistory {
  // No foreign key: checking it for each bar would double the time of a large removal.
  @PrimaryColumn('int', { name: 'series_id', primaryKeyConstraintName: 'kline_history_pkey' })
  seriesId!: number;

  @PrimaryColumn('timestamptz', {
    name: 'open_time',
    primaryKeyConstraintName: 'kline_history_pkey',
  })
  openTime!: Date;

  @PrimaryColumn('int', { name: 'first_version', primaryKeyConstraintName: 'kline_history_pkey' })
  firstVersion!: number;

  @Column({ name: 'last_version', type: 'int' })
  lastVersion!: number;

  @Column({ type: 'double precision' })
  open!: number;

  @Column({ type: 'double precision' })
  high!: number;

  @Column({ type: 'double precision' })
  low!: number;

  @Column({ type: 'double precision' })
  close!: number;

  @Column({ type: 'double precision' })
  volume!: number;

  @Column({ name: 'quote_volume', type: 'double precision', nullable: true })
  quoteVolume!: number | null;

  @Column({ type: 'int', nullable: true })
  trades!: number | null;
}
