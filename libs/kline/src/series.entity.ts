import type { Timeframe } from '@app/engine';
import { Check, Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Names what the rows of a series are. */
export type SeriesKind = 'bars' | 'funding';

/** Stores one series, the bars of a symbol at a timeframe or its funding rates: its grid, extent and version. */
@Entity('series')
@Unique('series_symbol_kind_timeframe_key', ['symbol', 'kind', 'timeframe'])
@Check('series_kind_check', `"kind" IN ('bars', 'funding')`)
export class Series {
  @PrimaryGeneratedColumn('identity', { type: 'int', primaryKeyConstraintName: 'series_pkey' })
  id!: number;

  @Column({ type: 'text' })
  symbol!: string;

  @Column({ type: 'text', default: 'bars' })
  kind!: SeriesKind;

  /** Empty for funding rates, which stand at stamps of their own. */
  @Column({ type: 'text' })
  timeframe!: Timeframe;

  /** Milliseconds by which open times stand after the timeframe's own grid. */
  @Column({ name: 'grid_offset_ms', type: 'double precision', default: 0 })
  gridOffsetMs!: number;

  /** The zone (an IANA name) by whose clocks bars of some hours open; null where they open by UTC. */
  @Column({ name: 'grid_zone', type: 'text', nullable: true })
  gridZone!: string | null;

  /** Rises with each write, so that what was read once can be recognised as stale. */
  @Column({ type: 'int', default: 0 })
  version!: number;

  /** The oldest version whose superseded rows are all still there. */
  @Column({ name: 'held_from_version', type: 'int', default: 0 })
  heldFrom!: number;

  @Column({ type: 'int', default: 0 })
  count!: number;

  /** Of bars the first open time, of funding rates the first stamp. */
  @Column({ name: 'first_open_time', type: 'timestamptz', nullable: true })
  first!: Date | null;

  @Column({ name: 'last_open_time', type: 'timestamptz', nullable: true })
  last!: Date | null;

  /** How many gaps the bars of `gapsVersion` have; null until somebody asked for their quality. */
  @Column({ type: 'int', nullable: true })
  gaps!: number | null;

  @Column({ name: 'gaps_version', type: 'int', nullable: true })
  gapsVersion!: number | null;

  /** The user who filled it when it was empty; null is Barline itself. */
  @Column({ name: 'owner_id', type: 'uuid', nullable: true })
  ownerId!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
