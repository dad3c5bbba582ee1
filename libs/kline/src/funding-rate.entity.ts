import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Series } from './series.entity.js';

/** Stores one funding rate; series and stamp are its key. */
@Entity('funding_rates')
export class FundingRate {
  @PrimaryColumn('int', { name: 'series_id', primaryKeyConstraintName: 'funding_rates_pkey' })
  seriesId!: number;

  @ManyToOne(() => Series, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'series_id', foreignKeyConstraintName: 'funding_rates_series_id_fkey' })
  series!: Series;

  /** The exact time at which it is paid. */
  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'funding_rates_pkey' })
  stamp!: Date;

  /** A fraction of the position's value, paid by longs when positive. */
  @Column({ type: 'double precision' })
  rate!: number;

  /** The version of the series that brought it; 0 is older than versions are kept. */
  @Column({ type: 'int', default: 0 })
  version!: number;
}
