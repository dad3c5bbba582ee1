import { Inject, Injectable } from '@nestjs/common';
import { DatabaseService, Reconciler, settings, type Settings, within } from '@app/platform';
import { DataJobs } from '../kline.job.js';
import { ImportClaimRepository } from './import-claim.repository.js';
import { ImportFileRepository } from './import-file.repository.js';

const LOCK_KEY = 0x62617233;
const MOST_JOBS = 1000;
const QUEUE_LIMIT_MS = 10_000;

/** Mends, in one worker at a time, what crashes leave: waiting imports without a job, running ones without a worker, and files without an import. */
@Injectable()
export class ImportReconciler extends Reconciler {
  constructor(
    private readonly database: DatabaseService,
    private readonly claims: ImportClaimRepository,
    private readonly files: ImportFileRepository,
    private readonly jobs: DataJobs,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {
    super();
  }

  /** Mends once, unless another worker is at it. */
  async reconcile(): Promise<void> {
    await this.database.alone(LOCK_KEY, async () => {
      const mended = await this.claims.mendLapsed(this.settings.MAX_ATTEMPTS);
      if (mended > 0) this.logger.warn(`Mended ${mended} import(s) whose worker was lost.`);
      const removed = await this.files.removeAbandoned();
      if (removed > 0) this.logger.warn(`Removed ${removed} file(s) that nobody imports.`);
      const waiting = await this.claims.waiting(MOST_JOBS);
      if (waiting.length > 0) await within(QUEUE_LIMIT_MS, this.jobs.importMany(waiting));
    });
  }
}
