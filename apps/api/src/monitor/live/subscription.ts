import { AppError } from '@app/platform';
import type { Connection } from './connection.js';
import { type Followed, type FollowedRow, isFinal } from './followed.js';

/** Is what a subscription needs of its client. */
export type Subscriber = Pick<Connection, 'topics' | 'language' | 'isBehind' | 'send' | 'refuse'>;

/** Brings one run or import to one client: each state once, newer ones only, the final one for sure. */
export class Subscription<Row extends FollowedRow> {
  private status: string | undefined;

  constructor(
    private readonly followed: Followed<Row>,
    private readonly topic: string,
    private readonly connection: Subscriber,
    private seq = -1,
  ) {}

  /** Returns the counter of the newest state that the client has. */
  get lastSeq(): number {
    return this.seq;
  }

  /** Sends what the client does not have; says whether it now has all that there will ever be. */
  deliver(row: Row): boolean {
    // A client that is behind gets the newest state when it has caught up.
    if (row.seq > this.seq && !this.connection.isBehind) this.send(row);
    return this.seq >= row.seq && isFinal(row);
  }

  /** Tells the client that the row was deleted, and ends. */
  endDeleted(id: string): void {
    const { connection, topic, followed } = this;
    connection.topics.delete(topic);
    connection.refuse(new AppError(followed.missing, { values: { id } }));
    connection.send('unsubscribed', { topic });
  }

  /** Ends without a word, since the final state was sent. */
  endFinished(): void {
    this.connection.topics.delete(this.topic);
  }

  private send(row: Row): void {
    const { topic, connection, followed } = this;
    const view = followed.view(row, connection.language);
    const isFirst = this.status === undefined;
    if (row.status !== this.status) connection.send('status_update', { topic, data: view });
    if (!isFirst || isFinal(row)) {
      const { status, progress, message } = view;
      const data = { status, progress, message, ...followed.progress(row) };
      connection.send('progress_update', { topic, seq: row.seq, data });
    }
    this.seq = row.seq;
    this.status = row.status;
  }
}
