import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { Job, JobsOptions, Queue } from 'bullmq';
import { whileAway, within } from '@app/platform';

/** Names the queue of runs. */
export const BACKTEST_QUEUE = 'backtest';

/** Is all that a job carries: the row is the truth. */
export interface BacktestJobData {
  id: string;
}

/** Is a hint that a run changed; hints get lost, doubled and out of order. */
export interface RunHint {
  id: string;
  seq: number;
}

/** Is the largest priority that BullMQ knows; a larger number waits longer. */
export const MAX_PRIORITY = 2_097_151;

const QUEUE_LIMIT_MS = 3000;
const RETRY_LIMIT_MS = 30_000;

/** Puts runs into the queue and takes them out. */
@Injectable()
export class BacktestJobs implements OnModuleInit {
  private readonly logger = new Logger('BacktestJobs');

  constructor(@InjectQueue(BACKTEST_QUEUE) private readonly queue: Queue<BacktestJobData>) {}

  onModuleInit(): void {
    this.queue.on('error', (error) => this.logger.warn(`Queue: ${error.message}`));
  }

  /** Adds one run; when the queue does not answer in time it is tried again behind the scenes, and the reconciler adds what is lost on the way. */
  async add(id: string, priority: number): Promise<void> {
    const added = whileAway(RETRY_LIMIT_MS, () =>
      this.queue.add('run', { id }, jobOptions(id, priority)),
    );
    await this.try(`run ${id}`, added);
  }

  /** Adds many runs; those that are in the queue already stay as they are. */
  async addMany(runs: { id: string; priority: number }[]): Promise<void> {
    await this.queue.addBulk(
      runs.map(({ id, priority }) => ({
        name: 'run',
        data: { id },
        opts: jobOptions(id, priority),
      })),
    );
  }

  /** Takes a waiting run out; one that a worker holds stays, and its claim will fail. */
  async remove(id: string): Promise<void> {
    await this.try(`run ${id}`, this.queue.remove(id));
  }

  /** Bounds the runs of all workers together; 0 takes the bound away. It is stored in the queue itself; when that does not answer in time, the reconciler tells it again. */
  async bound(runs: number): Promise<void> {
    await this.try('the bound of runs', this.setBound(runs));
  }

  private async setBound(runs: number): Promise<void> {
    if (runs > 0) await this.queue.setGlobalConcurrency(runs);
    else await this.queue.removeGlobalConcurrency();
  }

  private async try(what: string, change: Promise<unknown>): Promise<void> {
    try {
      await within(QUEUE_LIMIT_MS, change);
    } catch (error) {
      this.logger.warn(`The queue did not take a change of ${what}: ${String(error)}`);
    }
  }
}

/** Tells those who listen that a run's row changed. */
export async function hint(job: Job<BacktestJobData>, seq: number): Promise<void> {
  await job.updateProgress({ id: job.data.id, seq } satisfies RunHint);
}

function jobOptions(id: string, priority: number): JobsOptions {
  return {
    jobId: id,
    priority: Math.min(priority, MAX_PRIORITY),
    removeOnComplete: true,
    removeOnFail: true,
  };
}
