import { type Backtest, backtestErrors, statusView } from '@app/backtest';
import { AppError } from '@app/platform';
import type { Connection } from './connection.js';

const OPEN = ['PENDING', 'RUNNING'];

/** Says whether a run will never change again. */
export function isFinal({ status }: Pick<Backtest, 'status'>): boolean {
  return !OPEN.includes(status);
}

/** Is what a subscription needs of its client. */
export type Subscriber = Pick<Connection, 'topics' | 'language' | 'isBehind' | 'send' | 'refuse'>;

/** Brings one run to one client: each state once, newer ones only, the final one for sure. */
export class RunSubscription {
  private status: Backtest['status'] | undefined;

  constructor(
    private readonly topic: string,
    private readonly connection: Subscriber,
    private seq = -1,
  ) {}

  /** Returns the counter of the newest state that the client has. */
  get lastSeq(): number {
    return this.seq;
  }

  /** Sends what the client does not have; says whether it now has all that there will ever be. */
  deliver(run: Backtest): boolean {
    // A client that is behind gets the newest state when it has caught up.
    if (run.seq > this.seq && !this.connection.isBehind) this.send(run);
    return this.seq >= run.seq && isFinal(run);
  }

  /** Tells the client that the run was deleted, and ends. */
  endDeleted(id: string): void {
    const { connection, topic } = this;
    connection.topics.delete(topic);
    connection.refuse(new AppError(backtestErrors['backtest/not-found'], { values: { id } }));
    connection.send('unsubscribed', { topic });
  }

  /** Ends without a word, since the final state was sent. */
  endFinished(): void {
    this.connection.topics.delete(this.topic);
  }

  private send(run: Backtest): void {
    const { topic, connection } = this;
    const view = statusView(run, connection.language);
    const isFirst = this.status === undefined;
    if (run.status !== this.status) connection.send('status_update', { topic, data: view });
    if (!isFirst || isFinal(run)) {
      const { status, progress, message } = view;
      const statistics = isFinal(run) ? { statistics: run.statistics } : {};
      const data = { status, progress, message, ...statistics };
      connection.send('progress_update', { topic, seq: run.seq, data });
    }
    this.seq = run.seq;
    this.status = run.status;
  }
}
