import { Inject, Injectable } from '@nestjs/common';
import { DatabaseService, Reconciler, settings, type Settings, within } from '@app/platform';
import { StrategyJobs } from '../strategy.job.js';
import { CheckRepository } from './check.repository.js';

const LOCK_KEY = 0x62617234;
const MOST_JOBS = 1000;
const QUEUE_LIMIT_MS = 10_000;

/** Mends, in one worker at a time, what crashes leave: waiting checks without a job, and running ones without a worker; checks of long ago go. */
@Injectable()
export class CheckReconciler extends Reconciler {
  constructor(
    private readonly database: DatabaseService,
    private readonly checks: CheckRepository,
    private readonly jobs: StrategyJobs,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {
    super();
  }

  /** Mends once, unless another worker is at it. */
  async reconcile(): Promise<void> {
    await this.database.alone(LOCK_KEY, async () => {
      const mended = await this.checks.mendLapsed(this.settings.MAX_ATTEMPTS);
      if (mended > 0) this.logger.warn(`Mended ${mended} check(s) whose worker was lost.`);
      await this.checks.removeOld();
      const waiting = await this.checks.waiting(MOST_JOBS);
      if (waiting.length > 0) await within(QUEUE_LIMIT_MS, this.jobs.checkMany(waiting));
    });
  }
}
