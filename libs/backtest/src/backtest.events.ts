import { OnQueueEvent, QueueEventsHost, QueueEventsListener } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { BACKTEST_QUEUE, type RunHint } from './backtest.job.js';

type Handler = (hint: { id: string; seq?: number }) => void;

/** Passes on what the queue says of runs: hints only, which get lost, doubled and out of order. */
@QueueEventsListener(BACKTEST_QUEUE)
export class BacktestEvents extends QueueEventsHost {
  private readonly logger = new Logger('BacktestEvents');
  private readonly handlers = new Set<Handler>();

  /** Calls a handler for each hint; returns the function that ends it. */
  listen(handler: Handler): () => void {
    this.handlers.add(handler);
    return () => this.handlers.delete(handler);
  }

  @OnQueueEvent('progress')
  onProgress({ data }: { data: unknown }): void {
    const { id, seq } = data as RunHint;
    this.tell({ id, seq });
  }

  @OnQueueEvent('active')
  @OnQueueEvent('completed')
  @OnQueueEvent('failed')
  @OnQueueEvent('removed')
  onChange({ jobId }: { jobId: string }): void {
    this.tell({ id: jobId });
  }

  @OnQueueEvent('error')
  onError(error: Error): void {
    this.logger.warn(`Queue: ${error.message}`);
  }

  private tell(hint: { id: string; seq?: number }): void {
    for (const handler of this.handlers) handler(hint);
  }
}
