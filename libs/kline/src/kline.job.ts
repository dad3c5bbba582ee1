import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { jobOptions, type RowJobData, RowJobs, type WaitingRow } from '@app/platform';

/** Names the queue of work on bars. */
export const DATA_QUEUE = 'data';

/** Names one kind of work on bars. */
export type DataWork = 'recount' | 'import';

/** Is all that a job carries: of an import its row, of a recount nothing. */
export type DataJobData = Partial<RowJobData>;

/** Puts work on bars into the queue. */
@Injectable()
export class DataJobs {
  private readonly imports: RowJobs;

  constructor(@InjectQueue(DATA_QUEUE) private readonly queue: Queue<DataJobData, void, DataWork>) {
    this.imports = new RowJobs(queue, 'import', new Logger('DataJobs'));
  }

  /** Asks for a recount of every series; one that waits already is enough. */
  async recount(): Promise<void> {
    await this.queue.add('recount', {}, jobOptions('recount'));
  }

  /** Adds one import; the reconciler adds what is lost on the way. */
  async import(id: string, priority: number): Promise<void> {
    await this.imports.add({ id, priority });
  }

  /** Adds many imports; those that are in the queue already stay as they are. */
  async importMany(imports: WaitingRow[]): Promise<void> {
    await this.imports.addMany(imports);
  }

  /** Takes a waiting import out; one that a worker holds stays, and its claim will fail. */
  async removeImport(id: string): Promise<void> {
    await this.imports.remove(id);
  }
}
