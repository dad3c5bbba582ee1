import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Stores one bar; series and open time are its key. */
@Entity('klines')
export class Kline {
  // No foreign key: series are never removed, and checking it for each bar was measured to take twice the time of writing the bars.
  @PrimaryColumn('int', { name: 'series_id', primaryKeyConstraintName: 'klines_pkey' })
  seriesId!: number;

  @PrimaryColumn('timestamptz', { name: 'open_time', primaryKeyConstraintName: 'klines_pkey' })
  openTime!: Date;

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

  /** The version of the series that brought it as it is; 0 is older than versions are kept. */
  @Column({ type: 'int', default: 0 })
  version!: number;
}
