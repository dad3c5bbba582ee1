import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { JobsOptions, Queue } from 'bullmq';
import { whileAway, within } from '@app/platform';

/** Names the queue of work on bars. */
export const DATA_QUEUE = 'data';

/** Names one kind of work on bars. */
export type DataWork = 'recount' | 'import';

/** Is all that a job of an import carries: the row is the truth. */
export interface DataJobData {
  id?: string;
}

/** Is an import that waits, with its place among those of its user, counted from 1: a larger number waits longer. */
export interface WaitingImport {
  id: string;
  priority: number;
}

// The largest that BullMQ knows.
const MAX_PRIORITY = 2_097_151;
const QUEUE_LIMIT_MS = 3000;
const RETRY_LIMIT_MS = 30_000;

/** Puts work on bars into the queue. */
@Injectable()
export class DataJobs implements OnModuleInit {
  private readonly logger = new Logger('DataJobs');

  constructor(
    @InjectQueue(DATA_QUEUE) private readonly queue: Queue<DataJobData, void, DataWork>,
  ) {}

  onModuleInit(): void {
    this.queue.on('error', (error) => this.logger.warn(`Queue: ${error.message}`));
  }

  /** Asks for a recount of every series; one that waits already is enough. */
  async recount(): Promise<void> {
    await this.queue.add('recount', {}, jobOptions('recount'));
  }

  /** Adds one import; when the queue does not answer in time it is tried again behind the scenes, and the reconciler adds what is lost on the way. */
  async import(id: string, priority: number): Promise<void> {
    const added = whileAway(RETRY_LIMIT_MS, () =>
      this.queue.add('import', { id }, jobOptions(id, priority)),
    );
    await this.try(id, added);
  }

  /** Adds many imports; those that are in the queue already stay as they are. */
  async importMany(imports: WaitingImport[]): Promise<void> {
    await this.queue.addBulk(
      imports.map(({ id, priority }) => ({
        name: 'import',
        data: { id },
        opts: jobOptions(id, priority),
      })),
    );
  }

  /** Takes a waiting import out; one that a worker holds stays, and its claim will fail. */
  async removeImport(id: string): Promise<void> {
    await this.try(id, this.queue.remove(id));
  }

  private async try(id: string, change: Promise<unknown>): Promise<void> {
    try {
      await within(QUEUE_LIMIT_MS, change);
    } catch (error) {
      this.logger.warn(`The queue did not take a change of import ${id}: ${String(error)}`);
    }
  }
}

// A recount has no priority, which comes before all others.
function jobOptions(jobId: string, priority = 0): JobsOptions {
  return {
    jobId,
    priority: Math.min(priority, MAX_PRIORITY),
    removeOnComplete: true,
    removeOnFail: true,
  };
}
