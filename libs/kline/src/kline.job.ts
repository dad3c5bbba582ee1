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
  async import(id: string): Promise<void> {
    const added = whileAway(RETRY_LIMIT_MS, () => this.queue.add('import', { id }, jobOptions(id)));
    await this.try(id, added);
  }

  /** Adds many imports; those that are in the queue already stay as they are. */
  async importMany(ids: string[]): Promise<void> {
    await this.queue.addBulk(
      ids.map((id) => ({ name: 'import', data: { id }, opts: jobOptions(id) })),
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

function jobOptions(jobId: string): JobsOptions {
  return { jobId, removeOnComplete: true, removeOnFail: true };
}
