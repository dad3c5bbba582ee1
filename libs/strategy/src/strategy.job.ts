import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { JobsOptions, Queue } from 'bullmq';
import { whileAway, within } from '@app/platform';

/** Names the queue of checks of strategies. */
export const STRATEGY_QUEUE = 'strategy';

/** Is all that a job carries: the row is the truth. */
export interface StrategyJobData {
  id: string;
}

/** Is a check that waits, with its place among those of its user, counted from 1: a larger number waits longer. */
export interface WaitingCheck {
  id: string;
  priority: number;
}

// The largest that BullMQ knows.
const MAX_PRIORITY = 2_097_151;
const QUEUE_LIMIT_MS = 3000;
const RETRY_LIMIT_MS = 30_000;

/** Puts checks into the queue. */
@Injectable()
export class StrategyJobs implements OnModuleInit {
  private readonly logger = new Logger('StrategyJobs');

  constructor(@InjectQueue(STRATEGY_QUEUE) private readonly queue: Queue<StrategyJobData>) {}

  onModuleInit(): void {
    this.queue.on('error', (error) => this.logger.warn(`Queue: ${error.message}`));
  }

  /** Adds one check; when the queue does not answer in time it is tried again behind the scenes, and the reconciler adds what is lost on the way. */
  async check({ id, priority }: WaitingCheck): Promise<void> {
    const added = whileAway(RETRY_LIMIT_MS, () =>
      this.queue.add('check', { id }, jobOptions(id, priority)),
    );
    try {
      await within(QUEUE_LIMIT_MS, added);
    } catch (error) {
      this.logger.warn(`The queue did not take check ${id}: ${String(error)}`);
    }
  }

  /** Adds many checks; those that are in the queue already stay as they are. */
  async checkMany(checks: WaitingCheck[]): Promise<void> {
    await this.queue.addBulk(
      checks.map(({ id, priority }) => ({
        name: 'check',
        data: { id },
        opts: jobOptions(id, priority),
      })),
    );
  }
}

function jobOptions(jobId: string, priority: number): JobsOptions {
  return {
    jobId,
    priority: Math.min(priority, MAX_PRIORITY),
    removeOnComplete: true,
    removeOnFail: true,
  };
}
