import { Column, Entity, PrimaryGeneratedColumn, Unique } from 'typeorm';

/** Stores one version of a strategy, which never changes; a null owner is Barline itself. */
@Entity('strategy_versions')
@Unique('strategy_versions_name_version_key', ['name', 'version'])
export class StrategyVersion {
  @PrimaryGeneratedColumn('uuid', { primaryKeyConstraintName: 'strategy_versions_pkey' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  /** Counts from 1 for each name. */
  @Column({ type: 'int' })
  version!: number;

  @Column({ type: 'text' })
  description!: string;

  /** SHA-256 of the source, in hexadecimal. */
  @Column({ name: 'source_hash', type: 'text' })
  sourceHash!: string;

  @Column({ type: 'text' })
  source!: string;

  /** JSON Schema of the params. */
  @Column({ name: 'params_schema', type: 'jsonb' })
  paramsSchema!: Record<string, unknown>;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
