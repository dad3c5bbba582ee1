import { Inject, Injectable } from '@nestjs/common';
import { type Backtest, BacktestService } from '@app/backtest';
import { type DataImport, ImportService } from '@app/kline';
import { monitorErrors, MonitorService } from '@app/monitor';
import { AppError, within } from '@app/platform';
import type { Connection } from './connection.js';
import { type Followed, type FollowedRow, IMPORTS, RUNS } from './followed.js';
import { Subscription } from './subscription.js';
import { SystemBroadcast } from './system-broadcast.service.js';
import { parseTopic, type Topic } from './topic.js';
import type { Watcher } from './watcher.js';

/** Names what follows the rows of runs. */
export const RUN_WATCHER = 'live:run-watcher';

/** Names what follows the rows of imports. */
export const IMPORT_WATCHER = 'live:import-watcher';

/** Is the number of open topics that one socket may have. */
export const MOST_TOPICS = 1000;

const ANSWER_LIMIT_MS = 5000;
const LONGEST_SHOWN = 100;

/** Subscribes clients to topics that they may see; a subscriber gets the current state at once. */
@Injectable()
export class Subscriptions {
  constructor(
    private readonly backtests: BacktestService,
    private readonly imports: ImportService,
    @Inject(RUN_WATCHER) private readonly runWatcher: Watcher<Backtest>,
    @Inject(IMPORT_WATCHER) private readonly importWatcher: Watcher<DataImport>,
    private readonly system: SystemBroadcast,
    monitor: MonitorService,
  ) {
    monitor.gauge('topics', () => runWatcher.size + importWatcher.size + Math.min(system.size, 1));
  }

  /** Subscribes; throws `ws/topic-unknown`, `ws/too-many-topics`, `ws/import-not-found` or `backtest/not-found`. */
  async subscribe(connection: Connection, name: string): Promise<void> {
    const topic = known(name);
    if (!connection.topics.has(name) && connection.topics.size >= MOST_TOPICS) {
      throw new AppError(monitorErrors['ws/too-many-topics'], { values: { limit: MOST_TOPICS } });
    }
    if (topic.kind === 'system') return this.subscribeSystem(connection, topic.name);
    if (topic.kind === 'run') {
      const run = await within(ANSWER_LIMIT_MS, this.backtests.find(topic.id, connection.actor));
      return this.follow(connection, topic.name, run, RUNS, this.runWatcher);
    }
    const row = await this.findImport(topic.id, connection);
    return this.follow(connection, topic.name, row, IMPORTS, this.importWatcher);
  }

  /** Unsubscribes, also from what was not subscribed; throws `ws/topic-unknown`. */
  unsubscribe(connection: Connection, name: string): void {
    known(name);
    connection.topics.get(name)?.end();
    connection.topics.delete(name);
    connection.send('unsubscribed', { topic: name });
  }

  private async findImport(id: string, { actor }: Connection): Promise<DataImport> {
    const row = await within(ANSWER_LIMIT_MS, this.imports.findVisible(id, actor));
    if (row) return row;
    throw new AppError(monitorErrors['ws/import-not-found'], { values: { id } });
  }

  private follow<Row extends FollowedRow>(
    connection: Connection,
    topic: string,
    row: Row,
    followed: Followed<Row>,
    watcher: Watcher<Row>,
  ): void {
    if (connection.isClosed) return;
    const before = connection.topics.get(topic);
    before?.end();
    connection.send('subscribed', { topic });
    // Who subscribes again gets the state again, but never one older than what it has.
    const lastSeq = (before?.lastSeq() ?? 0) - 1;
    const subscription = new Subscription(followed, topic, connection, lastSeq);
    if (subscription.deliver(row)) return subscription.endFinished();
    const end = () => watcher.unwatch(row.id, subscription);
    connection.topics.set(topic, { end, lastSeq: () => subscription.lastSeq });
    watcher.watch(row.id, subscription);
  }

  private async subscribeSystem(connection: Connection, topic: string): Promise<void> {
    const end = () => this.system.remove(connection);
    connection.topics.set(topic, { end, lastSeq: () => 0 });
    connection.send('subscribed', { topic });
    await this.system.add(connection);
  }
}

function known(name: string): Topic {
  const topic = parseTopic(name);
  if (topic) return topic;
  const shown = name.slice(0, LONGEST_SHOWN);
  throw new AppError(monitorErrors['ws/topic-unknown'], { values: { topic: shown } });
}
