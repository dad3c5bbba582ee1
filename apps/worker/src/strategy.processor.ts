import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { giveBack, type RowJobData } from '@app/platform';
import { CheckSupervisor, STRATEGY_QUEUE } from '@app/strategy';
import { LEASE } from './lease.js';

// While one is tried, the types of the next are checked.
const AT_ONCE = 2;

/** Takes jobs of the queue `strategy`: each checks a source. */
@Processor(STRATEGY_QUEUE, { ...LEASE, concurrency: AT_ONCE })
export class StrategyProcessor extends WorkerHost implements BeforeApplicationShutdown {
  private readonly logger = new Logger('StrategyProcessor');

  constructor(private readonly checks: CheckSupervisor) {
    super();
  }

  async process(job: Job<RowJobData>, token?: string): Promise<void> {
    const end = await this.checks.supervise(job.data.id);
    if (end === 'released') await giveBack(job, token);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.pause(true);
    await this.checks.drain();
  }

  @OnWorkerEvent('failed')
  onFailed(_: unknown, error: Error): void {
    this.logger.error(error, 'A job failed');
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`Queue: ${error.message}`);
  }
}
