import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { type RowJobData, RowJobs, type WaitingRow } from '@app/platform';

/** Names the queue of checks of strategies. */
export const STRATEGY_QUEUE = 'strategy';

/** Puts checks into the queue. */
@Injectable()
export class StrategyJobs {
  private readonly checks: RowJobs;

  constructor(@InjectQueue(STRATEGY_QUEUE) queue: Queue<RowJobData>) {
    this.checks = new RowJobs(queue, 'check', new Logger('StrategyJobs'));
  }

  /** Adds one check; the reconciler adds what is lost on the way. */
  async check(check: WaitingRow): Promise<void> {
    await this.checks.add(check);
  }

  /** Adds many checks; those that are in the queue already stay as they are. */
  async checkMany(checks: WaitingRow[]): Promise<void> {
    await this.checks.addMany(checks);
  }
}
