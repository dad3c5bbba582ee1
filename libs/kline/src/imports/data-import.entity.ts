import type { Role, TextValues } from '@app/platform';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { FileKind, FoundFile, ReadOptions } from '../formats/index.js';
import type { UploadedFile } from './import-file.service.js';

/** Lists the states of an import; the first two are open, the others final. */
export const IMPORT_STATES = ['PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'STOPPED'] as const;

/** Names one state of an import. */
export type ImportState = (typeof IMPORT_STATES)[number];

/** Names what a running import is doing; the message of its status follows from it. */
export type ImportStage = 'queued' | 'reading' | 'writing' | 'done';

/** Lists what may happen to stored bars that differ from those of a file. */
export const CONFLICT_POLICIES = ['replace', 'keep', 'fail'] as const;

/** Names one of the ways to treat stored bars that differ from those of a file. */
export type ConflictPolicy = (typeof CONFLICT_POLICIES)[number];

/** Is what was asked of an import. */
export interface ImportOptions extends ReadOptions {
  onConflict: ConflictPolicy;
  /** Whether prices are made comparable over splits and dividends by the stored factors. */
  adjust: boolean;
  /** A file of splits, dividends or factors that came with the prices. */
  factors?: UploadedFile;
}

/** Lists, in SQL, the ids of the files of an import; some may be null. */
export const FILES_OF_IMPORT = `ARRAY[file_id, (options->'factors'->>'id')::uuid]`;

/** Tells why an import failed: a stable code and the values of its message. */
export interface ImportError {
  code: string;
  values?: TextValues;
  /** What is wrong with parts of the file. */
  details?: { field: string; problem: string }[];
}

/** Holds the figures of one row, and of a ticker its names, by the names of their columns. */
export type Figures = Record<string, number | string | null>;

/** Shows one stored row that differs from that of the file. */
export interface Difference {
  /** ISO 8601 in UTC. */
  time: string;
  stored: Figures;
  incoming: Figures;
}

/** Tells what the rows of a file were to what is stored. */
export interface ImportCounts {
  inserted: number;
  updated: number;
  /** Stored splits, dividends or factors that the file does not have, and that went; of other rows none do. */
  removed?: number;
  /** Rows that were stored already as they are. */
  unchanged: number;
  /** Stored rows that differ from those of the file, whatever became of them. */
  differing: number;
  /** Rows whose time a later row of the file has too; the last one counts. */
  duplicates: number;
  /** Rows that stand against the direction of most: out of order in a file that is oldest or newest first. */
  outOfOrder: number;
  /** ISO 8601 in UTC; null when no row was taken. */
  first: string | null;
  last: string | null;
  /** The first of the rows that differ. */
  differences: Difference[];
}

/** Is what came of an import; the version is null when it changed nothing. */
export interface ImportOutcome extends ImportCounts {
  version: number | null;
}

/** Stores one import: what was asked, its life, and what came of it. */
@Entity('data_imports')
@Index('data_imports_user_id_created_at_idx', ['userId', 'createdAt'])
@Index('data_imports_status_idx', ['status'])
@Check(
  'data_imports_status_check',
  `"status" IN ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'STOPPED')`,
)
export class DataImport {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'data_imports_pkey' })
  id!: string;

  @Column({ name: 'user_id', type: 'uuid' })
  userId!: string;

  /** The role that the user had when it asked. */
  @Column({ name: 'user_role', type: 'text' })
  userRole!: Role;

  /** The uploaded file, which goes when the import has ended. */
  @Column({ name: 'file_id', type: 'uuid' })
  fileId!: string;

  @Column({ name: 'file_name', type: 'text' })
  fileName!: string;

  @Column({ name: 'file_size', type: 'double precision' })
  fileSize!: number;

  @Column({ type: 'jsonb' })
  options!: ImportOptions;

  @Column({ type: 'text', default: 'PENDING' })
  status!: ImportState;

  @Column({ type: 'text', default: 'queued' })
  stage!: ImportStage;

  /** Percent, 0 to 100. */
  @Column({ type: 'double precision', default: 0 })
  progress!: number;

  /** Rises with every change that a subscriber may see. */
  @Column({ type: 'int', default: 0 })
  seq!: number;

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

  @Column({ name: 'rows_read', type: 'double precision', default: 0 })
  rowsRead!: number;

  @Column({ name: 'rows_written', type: 'double precision', default: 0 })
  rowsWritten!: number;

  @Column({ name: 'rows_rejected', type: 'double precision', default: 0 })
  rowsRejected!: number;

  @Column({ type: 'text', nullable: true })
  symbol!: string | null;

  @Column({ type: 'text', nullable: true })
  timeframe!: string | null;

  @Column({ type: 'text', nullable: true })
  kind!: FileKind | null;

  @Column({ type: 'jsonb', nullable: true })
  found!: FoundFile | null;

  @Column({ type: 'jsonb', nullable: true })
  outcome!: ImportOutcome | null;

  @Column({ type: 'jsonb', nullable: true })
  error!: ImportError | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', nullable: true })
  finishedAt!: Date | null;
}
