import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type Backtest, BacktestEvents, BacktestService } from '@app/backtest';
import { repeat, type StopRepeating, within } from '@app/platform';
import type { RunSubscription } from './run-subscription.js';

const POLL_MS = 1000;
// Four rounds a second keep a client below five progress messages a second, however the network bunches them.
const ROUND_MS = 250;
const ANSWER_LIMIT_MS = 5000;
const MOST_IDS = 10_000;

/** Is one who wants to know of a run. */
export type Follower = Pick<RunSubscription, 'deliver' | 'endFinished' | 'endDeleted'>;

/** Follows the runs that clients of this process watch: by hints of the queue, which may get lost, and by comparing their rows every second, which may not. */
@Injectable()
export class RunWatcher implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('RunWatcher');
  private readonly watched = new Map<string, Set<Follower>>();
  private readonly due = new Set<string>();
  private lastRoundAtMs = -Infinity;
  private timer: NodeJS.Timeout | undefined;
  private running = false;
  private away = false;
  private closed = false;
  private stops: (() => unknown)[] = [];
  private stopPolling: StopRepeating | undefined;

  constructor(
    private readonly backtests: BacktestService,
    private readonly events: BacktestEvents,
  ) {}

  /** Counts the runs that are watched. */
  get size(): number {
    return this.watched.size;
  }

  onApplicationBootstrap(): void {
    this.stops = [this.events.listen(({ id }) => this.ask([id]))];
    this.stopPolling = repeat(POLL_MS, async () => this.ask(this.watched.keys()), this.tell);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    for (const stop of this.stops) stop();
    await this.stopPolling?.();
  }

  /** Follows a run for one client. */
  watch(id: string, follower: Follower): void {
    const followers = this.watched.get(id) ?? new Set();
    this.watched.set(id, followers.add(follower));
  }

  /** Follows a run no more for one client. */
  unwatch(id: string, follower: Follower): void {
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
    const runs = await within(ANSWER_LIMIT_MS, this.backtests.statesOf(ids));
    const byId = new Map(runs.map((run) => [run.id, run]));
    for (const id of ids) this.deliver(id, byId.get(id));
  }

  private deliver(id: string, run: Backtest | undefined): void {
    for (const follower of this.watched.get(id) ?? []) {
      if (!run) follower.endDeleted(id);
      else if (follower.deliver(run)) follower.endFinished();
      else continue;
      this.unwatch(id, follower);
    }
  }

  // Once for each time that the database is away; the next poll asks again.
  private readonly tell = (error: unknown): void => {
    if (!this.away) this.logger.warn(`Runs cannot be read: ${String(error)}`);
    this.away = true;
  };
}
