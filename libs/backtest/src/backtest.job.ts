import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { type RowJobData, RowJobs, type WaitingRow } from '@app/platform';

/** Names the queue of runs. */
export const BACKTEST_QUEUE = 'backtest';

/** Is a hint that a run changed; hints get lost, doubled and out of order. */
export interface RunHint {
  id: string;
  seq: number;
}

/** Puts runs into the queue and takes them out. */
@Injectable()
export class BacktestJobs {
  private readonly runs: RowJobs;

  constructor(@InjectQueue(BACKTEST_QUEUE) private readonly queue: Queue<RowJobData>) {
    this.runs = new RowJobs(queue, 'run', new Logger('BacktestJobs'));
  }

  /** Adds one run; the reconciler adds what is lost on the way. */
  async add(id: string, priority: number): Promise<void> {
    await this.runs.add({ id, priority });
  }

  /** Adds many runs; those that are in the queue already stay as they are. */
  async addMany(runs: WaitingRow[]): Promise<void> {
    await this.runs.addMany(runs);
  }

  /** Takes a waiting run out; one that a worker holds stays, and its claim will fail. */
  async remove(id: string): Promise<void> {
    await this.runs.remove(id);
  }

  /** Bounds the runs of all workers together; 0 takes the bound away. It is stored in the queue itself; when that does not answer in time, the reconciler tells it again. */
  async bound(runs: number): Promise<void> {
    const change =
      runs > 0 ? this.queue.setGlobalConcurrency(runs) : this.queue.removeGlobalConcurrency();
    await this.runs.try('the bound of runs', change);
  }
}

/** Tells those who listen that a run's row changed. */
export async function hint(job: Job<RowJobData>, seq: number): Promise<void> {
  await job.updateProgress({ id: job.data.id, seq } satisfies RunHint);
}
