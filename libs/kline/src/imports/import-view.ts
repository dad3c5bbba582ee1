import { type ErrorDefinition, type Language, render, text, type Text } from '@app/platform';
import type { FileKind, FoundFile } from '../formats/index.js';
import { dayStartText } from '../session-days.js';
import type { DataImport, Difference, ImportStage, ImportState } from './data-import.entity.js';
import { importErrors } from './import.errors.js';
import { LOOK_AT_ROWS } from './no-rows.js';
import { readerText } from './reader-phrases.js';

/** Is what a file was found to be, on the wire. */
export interface FoundView {
  format: string;
  kind: FileKind;
  symbol: string | null;
  timeframe: string | null;
  timezone: string;
  session_zone: string;
  day_start: string;
  columns: Record<string, string | number>;
  notes: string[];
}

/** Is the status of an import on the wire; times are ISO UTC, progress is percent. */
export interface ImportStatus {
  import_id: string;
  status: ImportState;
  progress: number;
  message: string;
  file_name: string;
  file_size: number;
  format: string | null;
  kind: FileKind | null;
  symbol: string | null;
  timeframe: string | null;
  on_conflict: string;
  rows_read: number;
  rows_written: number;
  rows_rejected: number;
  inserted_count: number;
  updated_count: number;
  removed_count: number;
  unchanged_count: number;
  differing_count: number;
  duplicate_count: number;
  first: string | null;
  last: string | null;
  version: number | null;
  differences: Difference[];
  found: FoundView | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  attempts: number;
  error: {
    code: string;
    message: string;
    hint: string;
    details: { field: string; problem: string }[];
  } | null;
}

const STAGES: Record<Exclude<ImportStage, 'done'>, Text> = {
  queued: text('Waiting in the queue.', '导入任务已提交，正在排队。'),
  reading: text('Reading the file.', '正在读取文件。'),
  writing: text('Writing the rows.', '正在写入数据。'),
};
const COMPLETED = text('Completed.', '导入完成。');
const STOPPED = text('Stopped; nothing was written.', '导入已停止，没有写入任何数据。');

/** Shows an import's row as its status, in the language asked for. */
export function importView(row: DataImport, language: Language): ImportStatus {
  const { outcome, found } = row;
  return {
    import_id: row.id,
    status: row.status,
    progress: row.progress,
    message: messageOf(row, language),
    file_name: row.fileName,
    file_size: row.fileSize,
    format: found?.format ?? null,
    kind: row.kind,
    symbol: row.symbol,
    timeframe: row.timeframe,
    on_conflict: row.options.onConflict,
    rows_read: row.rowsRead,
    rows_written: row.rowsWritten,
    rows_rejected: row.rowsRejected,
    inserted_count: outcome?.inserted ?? 0,
    updated_count: outcome?.updated ?? 0,
    removed_count: outcome?.removed ?? 0,
    unchanged_count: outcome?.unchanged ?? 0,
    differing_count: outcome?.differing ?? 0,
    duplicate_count: outcome?.duplicates ?? 0,
    first: outcome?.first ?? null,
    last: outcome?.last ?? null,
    version: outcome?.version ?? null,
    differences: outcome?.differences ?? [],
    found: found && foundView(found, language),
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    finished_at: row.finishedAt?.toISOString() ?? null,
    attempts: row.attempts,
    error: errorOf(row, language),
  };
}

/** Shows what a file was found to be, in the language asked for. */
export function foundView(found: FoundFile, language: Language): FoundView {
  const { format, kind, symbol, timeframe, timezone, sessionZone, dayStartMs, columns } = found;
  const notes = found.notes.map((note) => readerText(note)[language]);
  const session = { session_zone: sessionZone, day_start: dayStartText(dayStartMs) };
  return { format, kind, symbol, timeframe, timezone, ...session, columns, notes };
}

function messageOf(row: DataImport, language: Language): string {
  if (row.status === 'COMPLETED') return render(COMPLETED, language);
  if (row.status === 'STOPPED') return render(STOPPED, language);
  if (row.status === 'FAILED') return errorOf(row, language)?.message ?? '';
  return render(STAGES[row.stage === 'done' ? 'writing' : row.stage], language);
}

function errorOf({ id, error }: DataImport, language: Language): ImportStatus['error'] {
  if (!error) return null;
  const table: Record<string, ErrorDefinition> = importErrors;
  const { message, hint } = table[error.code] ?? importErrors['kline/import-failed'];
  const values = { reason: LOOK_AT_ROWS, ...error.values, id };
  return {
    code: error.code,
    message: render(message, language, values),
    hint: render(hint, language, values),
    details: (error.details ?? []).map(({ field, problem }) => ({
      field,
      problem: readerText(problem)[language],
    })),
  };
}
