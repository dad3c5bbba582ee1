import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bullmq';

/** Names the queue of chores. */
export const MAINTENANCE_QUEUE = 'maintenance';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Lists the chores, by which their jobs are named, with the milliseconds from one to the next. */
export const CHORES = {
  'remove-expired-runs': HOUR_MS,
  'remove-expired-sessions': HOUR_MS,
  'remove-old-figures': 10 * MINUTE_MS,
  'recount-series': 24 * HOUR_MS,
  'remove-superseded-data': 24 * HOUR_MS,
} as const;

/** Names one chore. */
export type Chore = keyof typeof CHORES;

/** Schedules the chores; their jobs carry no data. */
@Injectable()
export class MaintenanceJobs implements OnModuleInit {
  private readonly logger = new Logger('Maintenance');

  constructor(@InjectQueue(MAINTENANCE_QUEUE) private readonly queue: Queue) {}

  onModuleInit(): void {
    this.queue.on('error', (error) => this.logger.warn(`Queue: ${error.message}`));
  }

  /** Makes the queue schedule every chore; safe to repeat, from any number of workers. */
  async upsertSchedulers(): Promise<void> {
    const known = await this.queue.getJobSchedulers();
    for (const [chore, every] of Object.entries(CHORES)) {
      // Replacing a scheduler would run its chore at once, so one that is right is left alone.
      if (known.some((scheduler) => scheduler.key === chore && scheduler.every === every)) continue;
      await this.queue.upsertJobScheduler(
        chore,
        { every },
        { name: chore, opts: { removeOnComplete: true, removeOnFail: true } },
      );
    }
    for (const { key } of known) {
      if (!(key in CHORES)) await this.queue.removeJobScheduler(key);
    }
  }
}
