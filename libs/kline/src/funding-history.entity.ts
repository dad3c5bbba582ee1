import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Stores one funding rate that was replaced or removed, with the versions of its series in which it stood. */
@Entity('funding_history')
export class FundingHistory {
  @PrimaryColumn('int', { name: 'series_id', primaryKeyConstraintName: 'funding_history_pkey' })
  seriesId!: number;

  @PrimaryColumn('timestamptz', { primaryKeyConstraintName: 'funding_history_pkey' })
  stamp!: Date;

  @PrimaryColumn('int', { name: 'first_version', primaryKeyConstraintName: 'funding_history_pkey' })
  firstVersion!: number;

  @Column({ name: 'last_version', type: 'int' })
  lastVersion!: number;

  @Column({ type: 'double precision' })
  rate!: number;
}
