import { type Backtest, backtestErrors, statusView } from '@app/backtest';
import { type DataImport, importView } from '@app/kline';
import { monitorErrors, type ProgressData } from '@app/monitor';
import type { ErrorDefinition, Language } from '@app/platform';
import type { LiveStatus } from './live-socket.js';

/** Is the row of something whose life clients can follow. */
export interface FollowedRow {
  id: string;
  /** Rises with every change that a subscriber may see. */
  seq: number;
  status: string;
}

/** Shows the rows of one kind to clients. */
export interface Followed<Row extends FollowedRow> {
  /** The status, as REST shows it. */
  view(row: Row, language: Language): LiveStatus;
  /** What a message of progress has beside the status. */
  progress(row: Row): Partial<ProgressData>;
  /** Says that the row is gone. */
  missing: ErrorDefinition;
}

const OPEN = ['PENDING', 'RUNNING'];

/** Says whether a row will never change again. */
export function isFinal({ status }: Pick<FollowedRow, 'status'>): boolean {
  return !OPEN.includes(status);
}

/** Shows runs; the last message has their statistics. */
export const RUNS: Followed<Backtest> = {
  view: statusView,
  progress: (run) => (isFinal(run) ? { statistics: run.statistics } : {}),
  missing: backtestErrors['backtest/not-found'],
};

/** Shows imports; every message counts their rows. */
export const IMPORTS: Followed<DataImport> = {
  view: importView,
  progress: ({ rowsRead, rowsWritten, rowsRejected }) => ({
    rows_read: rowsRead,
    rows_written: rowsWritten,
    rows_rejected: rowsRejected,
  }),
  missing: monitorErrors['ws/import-not-found'],
};
