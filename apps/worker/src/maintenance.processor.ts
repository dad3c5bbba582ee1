import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import {
  type BeforeApplicationShutdown,
  Inject,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Job } from 'bullmq';
import { AuthService } from '@app/auth';
import { BacktestService } from '@app/backtest';
import { DataJobs, SeriesService } from '@app/kline';
import { type Chore, MAINTENANCE_QUEUE, MaintenanceJobs, MonitorService } from '@app/monitor';
import { settings, type Settings } from '@app/platform';
import { LEASE } from './lease.js';

/** Takes jobs of the queue `maintenance`: each is one chore. */
@Processor(MAINTENANCE_QUEUE, LEASE)
export class MaintenanceProcessor
  extends WorkerHost
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly logger = new Logger('MaintenanceProcessor');

  constructor(
    private readonly jobs: MaintenanceJobs,
    private readonly backtests: BacktestService,
    private readonly auth: AuthService,
    private readonly monitor: MonitorService,
    private readonly data: DataJobs,
    private readonly series: SeriesService,
    @Inject(settings.KEY) private readonly settings: Settings,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.upsertSchedulers();
  }

  // A chore may put jobs into another queue, which never answers once it is closed.
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  async process({ name }: Job<object, void, Chore>): Promise<void> {
    const removed = await this.chores[name]();
    if (removed) this.logger.log(`${name}: ${removed}.`);
  }

  @OnWorkerEvent('failed')
  onFailed(_: unknown, error: Error): void {
    this.logger.error(error, 'A chore failed');
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`Queue: ${error.message}`);
  }

  private readonly chores: Record<Chore, () => Promise<number | void>> = {
    'remove-expired-runs': async () => {
      const days = this.settings.BACKTEST_RETENTION_DAYS;
      return days > 0 ? this.backtests.removeExpired(days) : 0;
    },
    'remove-expired-sessions': () => this.auth.removeExpiredSessions(),
    'remove-old-figures': () => this.monitor.cleanUp(),
    'recount-series': () => this.data.recount(),
    'remove-superseded-data': () => this.series.removeSuperseded(this.settings.DATA_HISTORY_DAYS),
  };
}
