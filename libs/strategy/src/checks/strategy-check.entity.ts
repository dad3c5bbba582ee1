import type { TextValues } from '@app/platform';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CheckReport } from './check-report.js';

/** Lists the states of a check; the first two are open, the others final. */
export const CHECK_STATES = ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED'] as const;

/** Names one state of a check. */
export type CheckState = (typeof CHECK_STATES)[number];

/** Names what a check is for: only to tell, or to store a new strategy or a new version of one. */
export type CheckPurpose = 'validate' | 'create' | 'update';

/** Is what was asked besides the source. */
export interface CheckOptions {
  /** What the strategy shall be called. */
  name?: string;
  notes?: string;
  tags?: string[];
  language?: 'typescript' | 'javascript';
}

/** Tells why a check came to no end: a stable code and the values of its message. */
export interface CheckError {
  code: string;
  values?: TextValues;
}

/** Stores one check of a source: what was asked, its life, and what came of it. */
@Entity('strategy_checks')
@Index('strategy_checks_user_id_status_idx', ['userId', 'status'])
@Index('strategy_checks_status_idx', ['status'])
@Check('strategy_checks_status_check', `"status" IN ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED')`)
export class StrategyCheck {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'strategy_checks_pkey' })
  id!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ type: 'text' })
  purpose!: CheckPurpose;

  /** What the source is written as. */
  @Column({ type: 'text', default: 'source' })
  kind!: 'source' | 'rules';

  /** Goes when the check has ended. */
  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'jsonb', default: {} })
  options!: CheckOptions;

  @Column({ type: 'text', default: 'PENDING' })
  status!: CheckState;

  /** Counts claims; a worker's writes name the attempt that it claimed. */
  @Column({ type: 'int', default: 0 })
  attempts!: number;

  /** Counts claims that a worker gave back in good order; they are no losses. */
  @Column({ type: 'int', default: 0 })
  releases!: number;

  @Column({ name: 'worker_id', type: 'text', nullable: true })
  workerId!: string | null;

  @Column({ name: 'heartbeat_at', type: 'timestamptz', nullable: true })
  heartbeatAt!: Date | null;

  @Column({ type: 'json', nullable: true })
  report!: CheckReport | null;

  /** The version that it stored, or found stored already. */
  @Column({ name: 'version_id', type: 'uuid', nullable: true })
  versionId!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  error!: CheckError | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;
}
