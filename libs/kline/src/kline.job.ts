import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bullmq';

/** Names the queue of work on bars. */
export const DATA_QUEUE = 'data';

/** Names one kind of work on bars. */
export type DataWork = 'recount';

/** Puts work on bars into the queue. */
@Injectable()
export class DataJobs implements OnModuleInit {
  private readonly logger = new Logger('DataJobs');

  constructor(@InjectQueue(DATA_QUEUE) private readonly queue: Queue<object, void, DataWork>) {}

  onModuleInit(): void {
    this.queue.on('error', (error) => this.logger.warn(`Queue: ${error.message}`));
  }

  /** Asks for a recount of every series; one that waits already is enough. */
  async recount(): Promise<void> {
    const opts = { jobId: 'recount', removeOnComplete: true, removeOnFail: true };
    await this.queue.add('recount', {}, opts);
  }
}
