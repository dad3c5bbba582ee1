import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { AppError, render, whileAway } from '@app/platform';
import type { SymbolSettingsRepository } from '../symbol-settings.repository.js';
import type { AdjustmentRepository } from './adjustment.repository.js';
import type { DataImport, ImportError } from './data-import.entity.js';
import { ImportAttempt } from './import-attempt.js';
import type { ImportClaim, ImportClaimRepository, ImportEnd } from './import-claim.repository.js';
import { ImportProgress } from './import-progress.js';
import { backendName, type ImportWriterRepository } from './import-writer.repository.js';
import type { StagedFile } from './staged-file.js';

/** Says how an execution ended; `lost` means that the import is another worker's by now. */
export type ImportExecutionEnd = 'completed' | 'stopped' | 'failed' | 'released' | 'lost';

/** Is what an execution works with. */
export interface ImportExecutionParts {
  claims: ImportClaimRepository;
  writers: ImportWriterRepository;
  adjustments: AdjustmentRepository;
  settings: SymbolSettingsRepository;
  file: StagedFile;
  /** Came with the file of prices. */
  factors: StagedFile | undefined;
}

const BEAT_MS = 400;
// A restart of PostgreSQL must not fail the imports that it interrupts.
const AWAY_LIMIT_MS = 30_000;

class LostError extends Error {}

/** Sees one claimed import to its end: reads, writes, beats, and obeys a stop. */
export class ImportExecution {
  private readonly logger = new Logger('ImportExecution');
  private readonly abort = new AbortController();
  private readonly watching = new AbortController();
  private readonly claim: ImportClaim;
  private readonly progress: ImportProgress;
  private readonly attempt: ImportAttempt;
  private ending: Exclude<ImportExecutionEnd, 'completed'> | undefined;
  private error: ImportError | null = null;
  private watch: Promise<void> = Promise.resolve();

  constructor(
    row: DataImport,
    private readonly parts: ImportExecutionParts,
  ) {
    this.claim = { id: row.id, attempt: row.attempts };
    this.progress = new ImportProgress(parts.file);
    this.attempt = new ImportAttempt({
      backend: backendName(row.id, row.attempts),
      file: parts.file,
      factors: parts.factors,
      options: row.options,
      uploader: { id: row.userId, role: row.userRole },
      writers: parts.writers,
      adjustments: parts.adjustments,
      settings: parts.settings,
      progress: this.progress,
      signal: this.abort.signal,
    });
  }

  /** Imports to the end and returns which it was; writes nothing once the import is another's. */
  async toEnd(): Promise<ImportExecutionEnd> {
    this.watch = this.beatUntilDone();
    try {
      await whileAway(AWAY_LIMIT_MS, () => this.attempt.run(this.complete));
      return 'completed';
    } catch (error) {
      if (error instanceof LostError) return 'lost';
      if (!this.ending) this.fail(error);
    } finally {
      await this.endWatch();
    }
    return this.writeEnd();
  }

  /** Breaks the work off and gives the import back to the queue. */
  async release(): Promise<void> {
    await this.end('released');
  }

  private readonly complete: Parameters<ImportAttempt['run']>[0] = async (writer, outcome) => {
    // A beat would wait for this transaction, and then find the import ended.
    await this.endWatch();
    this.abort.signal.throwIfAborted();
    const end: ImportEnd = { ...this.left('COMPLETED'), outcome };
    if (!(await this.parts.claims.end(this.claim, end, writer.manager))) throw new LostError();
  };

  private left(status: ImportEnd['status']): ImportEnd {
    const { progress, attempt, error } = this;
    const { counts } = progress;
    const outcome = counts && { ...counts, inserted: 0, updated: 0, removed: 0, version: null };
    return { status, progress, rejected: attempt.rejected, error, outcome };
  }

  private async writeEnd(): Promise<ImportExecutionEnd> {
    const end = this.ending ?? 'stopped';
    const isWritten = await whileAway(AWAY_LIMIT_MS, () => this.write(end));
    return isWritten ? end : 'lost';
  }

  private async write(end: ImportExecutionEnd): Promise<boolean> {
    const { claims } = this.parts;
    if (end === 'released') return claims.release(this.claim);
    if (end === 'stopped') return claims.end(this.claim, this.left('STOPPED'));
    if (end === 'failed') return claims.end(this.claim, this.left('FAILED'));
    return false;
  }

  private async beatUntilDone(): Promise<void> {
    const { signal } = this.watching;
    while (!signal.aborted) {
      await delay(BEAT_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.beat();
      } catch (error) {
        // The database may be restarting; the lease is long enough for that, and the next beat tells.
        this.logger.warn(`Beat of ${this.claim.id}: ${String(error)}`);
      }
    }
  }

  private async beat(): Promise<void> {
    const { claims } = this.parts;
    const stop = await claims.beat(this.claim, this.progress);
    if (stop === null) return this.end('lost');
    // Again at each beat, since a statement may have begun between the last look and the cancel.
    if (stop || this.ending) return this.end('stopped');
  }

  private async end(how: Exclude<ImportExecutionEnd, 'completed'>): Promise<void> {
    this.ending ??= how;
    this.abort.abort();
    await this.parts.claims.cancel(this.claim);
  }

  private async endWatch(): Promise<void> {
    this.watching.abort();
    await this.watch;
  }

  private fail(error: unknown): void {
    this.ending = 'failed';
    this.error = errorOf(error);
    if (!(error instanceof AppError)) this.logger.error(error, `Import ${this.claim.id} failed`);
  }
}

function errorOf(error: unknown): ImportError {
  if (!(error instanceof AppError)) return { code: 'kline/import-failed' };
  const details = error.details.map(({ field, problem, values }) => ({
    field,
    problem: render(problem, 'en', values),
  }));
  return { code: error.code, values: error.values, details };
}
