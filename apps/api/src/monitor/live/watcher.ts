import {
  type BeforeApplicationShutdown,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { repeat, type StopRepeating, within } from '@app/platform';
import type { FollowedRow } from './followed.js';
import type { Subscription } from './subscription.js';

const POLL_MS = 1000;
// Four rounds a second keep a client below five progress messages a second, however the network bunches them.
const ROUND_MS = 250;
const ANSWER_LIMIT_MS = 5000;
const MOST_IDS = 10_000;

/** Is one who wants to know of a run or an import. */
export type Follower<Row extends FollowedRow> = Pick<
  Subscription<Row>,
  'deliver' | 'endFinished' | 'endDeleted'
>;

/** Tells the rows of many ids. */
export interface Rows<Row> {
  statesOf(ids: string[]): Promise<Row[]>;
}

/** Tells that rows may have changed: hints, which get lost. */
export interface Hints {
  listen(handler: (hint: { id: string }) => void): () => void;
}

/** Follows the runs or the imports that clients of this process watch: by hints of the queue, where there are any, which may get lost, and by comparing their rows every second, which may not. */
export class Watcher<Row extends FollowedRow>
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  private readonly logger = new Logger('Watcher');
  private readonly watched = new Map<string, Set<Follower<Row>>>();
  private readonly due = new Set<string>();
  private lastRoundAtMs = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private running = false;
  private away = false;
  private closed = false;
  private stops: (() => unknown)[] = [];
  private stopPolling: StopRepeating | undefined;

  constructor(
    private readonly rows: Rows<Row>,
    private readonly hints?: Hints,
  ) {}

  /** Counts what is watched. */
  get size(): number {
    return this.watched.size;
  }

  onApplicationBootstrap(): void {
    if (this.hints) this.stops = [this.hints.listen(({ id }) => this.ask([id]))];
    this.stopPolling = repeat(POLL_MS, async () => this.ask(this.watched.keys()), this.tell);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    for (const stop of this.stops) stop();
    await this.stopPolling?.();
  }

  /** Follows one row for one client. */
  watch(id: string, follower: Follower<Row>): void {
    const followers = this.watched.get(id) ?? new Set();
    this.watched.set(id, followers.add(follower));
  }

  /** Follows one row no more for one client. */
  unwatch(id: string, follower: Follower<Row>): void {
    const followers = this.watched.get(id);
    followers?.delete(follower);
    if (followers?.size === 0) this.watched.delete(id);
  }

  private ask(ids: Iterable<string>): void {
    for (const id of ids) if (this.watched.has(id)) this.due.add(id);
    if (this.due.size === 0 || this.timer || this.running || this.closed) return;
    const waitMs = Math.max(0, this.lastRoundAtMs + ROUND_MS - performance.now());
    this.timer = setTimeout(() => void this.round(), waitMs);
  }

  private async round(): Promise<void> {
    this.timer = undefined;
    this.running = true;
    this.lastRoundAtMs = performance.now();
    const ids = [...this.due];
    this.due.clear();
    try {
      for (let i = 0; i < ids.length; i += MOST_IDS) await this.compare(ids.slice(i, i + MOST_IDS));
      this.away = false;
    } catch (error) {
      this.tell(error);
    }
    this.running = false;
    this.ask([]);
  }

  private async compare(ids: string[]): Promise<void> {
    const rows = await within(ANSWER_LIMIT_MS, this.rows.statesOf(ids));
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const id of ids) this.deliver(id, byId.get(id));
  }

  private deliver(id: string, row: Row | undefined): void {
    for (const follower of this.watched.get(id) ?? []) {
      if (!row) follower.endDeleted(id);
      else if (follower.deliver(row)) follower.endFinished();
      else continue;
      this.unwatch(id, follower);
    }
  }

  // Once for each time that the database is away; the next poll asks again.
  private readonly tell = (error: unknown): void => {
    if (!this.away) this.logger.warn(`What clients follow cannot be read: ${String(error)}`);
    this.away = true;
  };
}
