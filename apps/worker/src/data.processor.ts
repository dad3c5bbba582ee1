import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { type BeforeApplicationShutdown, Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import {
  DATA_QUEUE,
  type DataJobData,
  type DataWork,
  ImportSupervisor,
  SeriesService,
} from '@app/kline';
import { giveBack } from '@app/platform';
import { LEASE } from './lease.js';

// A long import must not hold up a short one of somebody else.
const AT_ONCE = 2;

/** Takes jobs of the queue `data`: each imports a file or recounts the series. */
@Processor(DATA_QUEUE, { ...LEASE, concurrency: AT_ONCE })
export class DataProcessor extends WorkerHost implements BeforeApplicationShutdown {
  private readonly logger = new Logger('DataProcessor');

  constructor(
    private readonly series: SeriesService,
    private readonly imports: ImportSupervisor,
  ) {
    super();
  }

  async process(job: Job<DataJobData, void, DataWork>, token?: string): Promise<void> {
    if (job.name === 'recount' || job.data.id === undefined) return this.recount();
    const end = await this.imports.supervise(job.data.id);
    if (end === 'released') await giveBack(job, token);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.pause(true);
    await this.imports.drain();
  }

  @OnWorkerEvent('failed')
  onFailed(_: unknown, error: Error): void {
    this.logger.error(error, 'A job failed');
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`Queue: ${error.message}`);
  }

  private async recount(): Promise<void> {
    const mended = await this.series.recount();
    if (mended > 0) this.logger.warn(`Mended count, first or last of ${mended} series.`);
  }
}
