import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique } from 'typeorm';
import { Series } from './series.entity.js';

/** Stores one version of a series: who made it and when, what it changed, and what the series was then. */
@Entity('series_versions')
@Unique('series_versions_series_id_created_at_key', ['seriesId', 'createdAt'])
export class SeriesVersion {
  @PrimaryColumn('int', { name: 'series_id', primaryKeyConstraintName: 'series_versions_pkey' })
  seriesId!: number;

  @ManyToOne(() => Series, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'series_id', foreignKeyConstraintName: 'series_versions_series_id_fkey' })
  series!: Series;

  @PrimaryColumn('int', { primaryKeyConstraintName: 'series_versions_pkey' })
  version!: number;

  /** Whole milliseconds of the database's clock, later with each version, so that a time names one version. */
  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  /** The user who wrote it; null is Barline itself. */
  @Column({ name: 'user_id', type: 'uuid', nullable: true })
  userId!: string | null;

  @Column({ type: 'int' })
  inserted!: number;

  @Column({ type: 'int' })
  updated!: number;

  @Column({ type: 'int' })
  deleted!: number;

  @Column({ type: 'int' })
  count!: number;

  @Column({ name: 'first_open_time', type: 'timestamptz', nullable: true })
  first!: Date | null;

  @Column({ name: 'last_open_time', type: 'timestamptz', nullable: true })
  last!: Date | null;

  @Column({ name: 'grid_offset_ms', type: 'double precision' })
  gridOffsetMs!: number;

  /** The exclusive or of the SHA-256 of each row, as digits of 0 and 1. */
  @Column({ name: 'content_hash', type: 'bit', length: 256 })
  contentHash!: string;
}
