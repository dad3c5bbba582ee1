import type { Logger } from '@nestjs/common';
import { type Job, type JobsOptions, type Queue, WaitingError } from 'bullmq';
import { whileAway } from '../database/away.js';
import { within } from '../within.js';

/** Is a row that waits for a worker, with its place among those of its user, counted from 1: a larger number waits longer. */
export interface WaitingRow {
  id: string;
  priority: number;
}

/** Is all that a job carries: the row is the truth. */
export interface RowJobData {
  id: string;
}

// The largest that BullMQ knows.
const MAX_PRIORITY = 2_097_151;
const QUEUE_LIMIT_MS = 3000;
const RETRY_LIMIT_MS = 30_000;

/** Puts jobs of rows, all of one name, into a queue and takes them out. What the queue does not take in time is logged: the reconciler adds what is lost on the way. */
export class RowJobs {
  constructor(
    private readonly queue: Queue,
    private readonly name: string,
    private readonly logger: Logger,
  ) {
    this.queue.on('error', (error) => this.logger.warn(`Queue: ${error.message}`));
  }

  /** Adds one row; when the queue does not answer in time it is tried again behind the scenes. */
  async add({ id, priority }: WaitingRow): Promise<void> {
    const { name, data, opts } = this.jobOf({ id, priority });
    const added = whileAway(RETRY_LIMIT_MS, () => this.queue.add(name, data, opts));
    await this.try(`${this.name} ${id}`, added);
  }

  /** Adds many rows; those that are in the queue already stay as they are. */
  async addMany(rows: WaitingRow[]): Promise<void> {
    await this.queue.addBulk(rows.map((row) => this.jobOf(row)));
  }

  /** Takes a waiting row out; one that a worker holds stays, and its claim will fail. */
  async remove(id: string): Promise<void> {
    await this.try(`${this.name} ${id}`, this.queue.remove(id));
  }

  /** Waits for a change of the queue, but not for long. */
  async try(what: string, change: Promise<unknown>): Promise<void> {
    try {
      await within(QUEUE_LIMIT_MS, change);
    } catch (error) {
      this.logger.warn(`The queue did not take a change of ${what}: ${String(error)}`);
    }
  }

  private jobOf({ id, priority }: WaitingRow) {
    const data: RowJobData = { id };
    return { name: this.name, data, opts: jobOptions(id, Math.min(priority, MAX_PRIORITY)) };
  }
}

/** The options of a job that the queue forgets when it ends; without a priority it comes before all that have one. */
export function jobOptions(jobId: string, priority = 0): JobsOptions {
  return { jobId, priority, removeOnComplete: true, removeOnFail: true };
}

/** Ends a job's turn without ending the job: it goes back to wait for another worker. */
export async function giveBack(job: Job, token: string | undefined): Promise<never> {
  await job.moveToWait(token);
  throw new WaitingError();
}
