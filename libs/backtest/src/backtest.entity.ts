import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
} from 'typeorm';

/** Lists the states of a run; the first two are open, the others final. */
export const RUN_STATES = ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'STOPPED'] as const;

/** Names one state of a run. */
export type RunState = (typeof RUN_STATES)[number];

/** Names what a running run is doing; the message of its status follows from it. */
export type RunStage = 'queued' | 'loading' | 'running' | 'time-short' | 'saving' | 'done';

/** Tells why a run failed: a stable code and the values of its message. */
export interface RunError {
  code: string;
  values?: Record<string, string | number>;
}

/** Stores one run: what was asked, its life, and its headline figures. */
@Entity('backtests')
@Unique('backtests_user_id_idempotency_key_key', ['userId', 'idempotencyKey'])
@Index('backtests_user_id_created_at_idx', ['userId', 'createdAt'])
@Index('backtests_status_idx', ['status'])
@Index('backtests_strategy_version_id_idx', ['strategyVersionId'])
@Check(
  'backtests_status_check',
  `"status" IN ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'STOPPED')`,
)
export class Backtest {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'backtests_pkey' })
  id!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  @Column({ name: 'strategy_name', type: 'text' })
  strategyName!: string;

  @Column({ name: 'strategy_version', type: 'int' })
  strategyVersion!: number;

  @Column({ name: 'strategy_version_id', type: 'uuid', nullable: true })
  strategyVersionId!: string | null;

  /** The version that it runs, which stays as long as the run does. */
  @ManyToOne('StrategyVersion', { onDelete: 'RESTRICT' })
  @JoinColumn({
    name: 'strategy_version_id',
    foreignKeyConstraintName: 'backtests_strategy_version_id_fkey',
  })
  versionOfStrategy?: unknown;

  @Column({ type: 'text', array: true })
  symbols!: string[];

  @Column({ type: 'text' })
  timeframe!: string;

  /** Every value used, defaults filled in, under its name on the wire. */
  @Column({ type: 'jsonb' })
  config!: Record<string, unknown>;

  @Column({ type: 'text', default: 'PENDING' })
  status!: RunState;

  @Column({ type: 'text', default: 'queued' })
  stage!: RunStage;

  /** Percent, 0 to 100. */
  @Column({ type: 'double precision', default: 0 })
  progress!: number;

  /** Rises with every change that a subscriber may see. */
  @Column({ type: 'int', default: 0 })
  seq!: number;

  @Column({ type: 'int', default: 0 })
  priority!: number;

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

  @Column({ name: 'stop_requested_at', type: 'timestamptz', nullable: true })
  stopRequestedAt!: Date | null;

  @Column({ type: 'jsonb', nullable: true })
  error!: RunError | null;

  // json, not jsonb: the order of the figures is for readers.
  @Column({ type: 'json', nullable: true })
  statistics!: Record<string, number | null> | null;

  @Column({ name: 'idempotency_key', type: 'text', nullable: true })
  idempotencyKey!: string | null;

  @Column({ name: 'request_hash', type: 'text', nullable: true })
  requestHash!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;
}
