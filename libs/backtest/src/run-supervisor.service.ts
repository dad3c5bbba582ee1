import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { settings, type Settings } from '@app/platform';
import type { Backtest } from './backtest.entity.js';
import { ClaimRepository } from './claim.repository.js';
import { RunExecution } from './run-execution.js';
import { RunLoader } from './run-loader.service.js';
import { ProgramStore } from './program-store.service.js';
import { ResultRepository } from './result.repository.js';
import { RunPool } from './run-task.js';

/** Says how a job ended for the queue: it is done, or the run goes back to wait. */
export type JobEnd = 'done' | 'released';

/** Claims runs for this worker and sees each to its end. */
@Injectable()
export class RunSupervisor {
  private readonly logger = new Logger('RunSupervisor');
  private readonly workerId = randomUUID();
  private readonly running = new Map<string, RunExecution>();
  private draining = false;

  constructor(
    private readonly claims: ClaimRepository,
    private readonly results: ResultRepository,
    private readonly loader: RunLoader,
    private readonly programs: ProgramStore,
    private readonly pool: RunPool,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {}

  /** Counts the runs that this worker holds. */
  get active(): number {
    return this.running.size;
  }

  /** Executes one run if it can be claimed; `tell` is called with the row's counter after each change. */
  async supervise(id: string, tell: (seq: number) => void): Promise<JobEnd> {
    if (this.draining) return 'released';
    const run = await this.claims.claim(id, this.workerId, this.settings.MAX_ATTEMPTS);
    if (!run) return 'done';
    const execution = this.execution(run, tell);
    this.running.set(id, execution);
    try {
      const end = await execution.toEnd();
      this.logger.log(`Run ${id} (attempt ${run.attempts}): ${end}.`);
      return end === 'released' ? 'released' : 'done';
    } finally {
      this.running.delete(id);
    }
  }

  /** Gives every held run back to the queue, as the worker is about to end. */
  async drain(): Promise<void> {
    this.draining = true;
    await Promise.all([...this.running.values()].map((execution) => execution.release()));
  }

  private execution(run: Backtest, tell: (seq: number) => void): RunExecution {
    const { claims, results, loader, programs, pool } = this;
    const { BACKTEST_TIMEOUT_MINUTES, STRATEGY_BAR_TIMEOUT_MS: barTimeoutMs } = this.settings;
    const timeoutSeconds = BACKTEST_TIMEOUT_MINUTES * 60;
    const parts = { claims, results, loader, programs, pool, timeoutSeconds, barTimeoutMs, tell };
    return new RunExecution(run, parts);
  }
}
