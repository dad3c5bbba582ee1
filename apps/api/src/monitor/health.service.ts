import { Injectable } from '@nestjs/common';
import { QueueService } from '@app/monitor';
import { DatabaseService, within } from '@app/platform';
import type { ReadyResponse } from './health.dto.js';

const ANSWER_LIMIT_MS = 2000;

/** Says whether database and queue answer, each within 2 s. */
@Injectable()
export class HealthService {
  private asking: Promise<boolean> | undefined;

  constructor(
    private readonly database: DatabaseService,
    private readonly queues: QueueService,
  ) {}

  async ready(): Promise<ReadyResponse> {
    const [database, queue] = await Promise.all([this.databaseAnswers(), this.queues.isReady()]);
    return { status: database && queue ? 'ready' : 'unavailable', database, queue };
  }

  // Probes come again and again, so that those of a database that hangs must not pile up.
  private databaseAnswers(): Promise<boolean> {
    this.asking ??= this.database.isReady().finally(() => (this.asking = undefined));
    return within(ANSWER_LIMIT_MS, this.asking).catch(() => false);
  }
}
