import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import {
  type BeforeApplicationShutdown,
  Inject,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Job } from 'bullmq';
import { BACKTEST_QUEUE, BacktestJobs, hint, RunSupervisor } from '@app/backtest';
import { MonitorService } from '@app/monitor';
import { giveBack, type RowJobData, settings, type Settings } from '@app/platform';
import { LEASE } from './lease.js';
import { ThreadPool } from './pool/thread-pool.service.js';

const LOOK_MS = 500;

/** Takes jobs of the queue `backtest`, as many at once as there are threads. */
@Processor(BACKTEST_QUEUE, LEASE)
export class BacktestProcessor
  extends WorkerHost
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly logger = new Logger('BacktestProcessor');

  constructor(
    private readonly jobs: BacktestJobs,
    private readonly supervisor: RunSupervisor,
    private readonly threads: ThreadPool,
    private readonly monitor: MonitorService,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    // Before it takes part with all its threads.
    await this.jobs.bound(this.settings.MAX_CONCURRENT_BACKTESTS);
    this.worker.concurrency = this.settings.WORKER_THREADS;
    const retire = () => this.retire();
    const takeNoMore = () => this.takeNoMore();
    this.threads.lossesHeard = { some: retire, tooMuch: takeNoMore };
    this.monitor.gauge('threads_total', () => this.threads.size);
    this.monitor.gauge('threads_busy', () => this.supervisor.active);
    this.monitor.gauge('running_jobs', () => this.supervisor.active);
  }

  async process(job: Job<RowJobData>, token?: string): Promise<void> {
    const end = await this.supervisor.supervise(job.data.id, (seq) => {
      // Not awaited: a queue that is away must hold up no run.
      hint(job, seq).catch((error: unknown) => this.logger.debug(`Hint: ${String(error)}`));
    });
    if (end === 'released') await giveBack(job, token);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.pause(true);
    await this.supervisor.drain();
  }

  // Who runs workers starts another when one has ended; this one waits for its first quiet moment.
  private retire(): void {
    this.logger.warn(
      'A strategy left behind what only the end of this process takes away: it ends when it has no run.',
    );
    const looking = setInterval(() => {
      if (this.supervisor.active > 0) return;
      clearInterval(looking);
      process.kill(process.pid, 'SIGTERM');
    }, LOOK_MS);
  }

  private takeNoMore(): void {
    this.logger.warn('Too much of that is left behind: it takes no more runs.');
    this.worker.pause(true).catch((error: unknown) => this.logger.error(error));
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`Queue: ${error.message}`);
  }
}
