import { Inject, Injectable } from '@nestjs/common';
import { DatabaseService, Reconciler, settings, type Settings, within } from '@app/platform';
import { BacktestJobs } from './backtest.job.js';
import { ClaimRepository } from './claim.repository.js';

const LOCK_KEY = 0x62617232;
const BATCH = 1000;
const MOST_JOBS = 5000;
const QUEUE_LIMIT_MS = 10_000;

/** Mends, in one worker at a time, what crashes leave: waiting runs without a job, and running ones without a worker. */
@Injectable()
export class BacktestReconciler extends Reconciler {
  constructor(
    private readonly database: DatabaseService,
    private readonly claims: ClaimRepository,
    private readonly jobs: BacktestJobs,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {
    super();
  }

  /** Mends once, unless another worker is at it. */
  async reconcile(): Promise<void> {
    await this.database.alone(LOCK_KEY, async () => {
      const mended = await this.claims.mendLapsed(this.settings.MAX_ATTEMPTS);
      if (mended > 0) this.logger.warn(`Mended ${mended} run(s) whose worker was lost.`);
      // The runs that come next are enough: whatever lacks its job comes next sooner or later.
      const waiting = await this.claims.waiting(MOST_JOBS);
      await within(QUEUE_LIMIT_MS, this.refill(waiting));
    });
  }

  private async refill(waiting: { id: string; priority: number }[]): Promise<void> {
    await this.jobs.bound(this.settings.MAX_CONCURRENT_BACKTESTS);
    for (let i = 0; i < waiting.length; i += BATCH) {
      await this.jobs.addMany(waiting.slice(i, i + BATCH));
    }
  }
}
