import type { Language } from '@app/platform';
import type { Backtest, RunState } from './backtest.entity.js';
import { runError, runMessage } from './run-texts.js';

/** Is the status of a run on the wire; times are ISO UTC, progress is percent. */
export interface RunStatus {
  backtest_id: string;
  status: RunState;
  progress: number;
  message: string;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  attempts: number;
  error: { code: string; message: string; hint: string } | null;
}

/** Shows a run's row as its status, in the language asked for. */
export function statusView(run: Backtest, language: Language): RunStatus {
  return {
    backtest_id: run.id,
    status: run.status,
    progress: run.progress,
    message: runMessage(run, language),
    created_at: run.createdAt.toISOString(),
    started_at: run.startedAt?.toISOString() ?? null,
    finished_at: run.finishedAt?.toISOString() ?? null,
    attempts: run.attempts,
    error: runError(run, language),
  };
}
