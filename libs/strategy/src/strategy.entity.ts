import { Check, Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';
import type { Params, Scope } from '@app/engine';

/** Lists what a strategy may be written as. */
export const STRATEGY_KINDS = ['built-in', 'source', 'rules'] as const;

/** Names what a strategy is written as. */
export type StrategyKind = (typeof STRATEGY_KINDS)[number];

/** Stores one version of a strategy, of which only notes, tags and the archive change; a null owner is Barline itself. */
@Entity('strategy_versions')
@Unique('strategy_versions_owner_id_name_version_key', ['ownerId', 'name', 'version'])
@Unique('strategy_versions_owner_id_name_source_hash_key', ['ownerId', 'name', 'sourceHash'])
@Index('strategy_versions_built_in_name_version_idx', ['name', 'version'], {
  unique: true,
  where: '"owner_id" IS NULL',
})
@Check('strategy_versions_kind_check', `"kind" IN ('built-in', 'source', 'rules')`)
@Check('strategy_versions_owner_check', `("owner_id" IS NULL) = ("kind" = 'built-in')`)
export class StrategyVersion {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'strategy_versions_pkey' })
  id!: string;

  @Column({ name: 'owner_id', type: 'uuid', nullable: true })
  ownerId!: string | null;

  @Column({ type: 'text' })
  name!: string;

  /** Counts from 1 for each name of an owner. */
  @Column({ type: 'int' })
  version!: number;

  @Column({ type: 'text', default: 'built-in' })
  kind!: StrategyKind;

  @Column({ type: 'text' })
  description!: string;

  /** SHA-256 of the source, in hexadecimal. */
  @Column({ name: 'source_hash', type: 'text' })
  sourceHash!: string;

  /** Read only where it is asked for: a strategy may have many versions. */
  @Column({ type: 'text', select: false })
  source!: string;

  /** What a sandbox runs; null for a built-in. */
  @Column({ type: 'text', nullable: true, select: false })
  code!: string | null;

  /** The source map of the code. */
  @Column({ name: 'source_map', type: 'text', nullable: true, select: false })
  sourceMap!: string | null;

  /** The params as they are declared. */
  @Column({ type: 'jsonb', default: {} })
  params!: Params;

  /** JSON Schema of the params. */
  @Column({ name: 'params_schema', type: 'jsonb' })
  paramsSchema!: Record<string, unknown>;

  @Column({ type: 'text', default: 'symbol' })
  scope!: Scope;

  /** The names of the indicators that its trial made; null when there was none. */
  @Column({ type: 'text', array: true, nullable: true })
  indicators!: string[] | null;

  /** The bars that its indicators need before their first values, with the default params. */
  @Column({ name: 'warm_up', type: 'int', nullable: true })
  warmUp!: number | null;

  @Column({ type: 'text', default: '' })
  notes!: string;

  @Column({ type: 'text', array: true, default: [] })
  tags!: string[];

  @Column({ name: 'archived_at', type: 'timestamptz', nullable: true })
  archivedAt!: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
