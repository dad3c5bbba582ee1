import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { DATA_QUEUE, SeriesService } from '@app/kline';
import { LEASE } from './lease.js';

/** Takes jobs of the queue `data`: each recounts the series. */
@Processor(DATA_QUEUE, LEASE)
export class DataProcessor extends WorkerHost {
  private readonly logger = new Logger('DataProcessor');

  constructor(private readonly series: SeriesService) {
    super();
  }

  async process(): Promise<void> {
    const mended = await this.series.recount();
    if (mended > 0) this.logger.warn(`Mended count, first or last of ${mended} series.`);
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
