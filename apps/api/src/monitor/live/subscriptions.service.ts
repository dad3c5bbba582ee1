import { Injectable } from '@nestjs/common';
import { BacktestService } from '@app/backtest';
import { monitorErrors, MonitorService } from '@app/monitor';
import { AppError, within } from '@app/platform';
import type { Connection } from './connection.js';
import { RunSubscription } from './run-subscription.js';
import { RunWatcher } from './run-watcher.service.js';
import { SystemBroadcast } from './system-broadcast.service.js';
import { parseTopic, type Topic } from './topic.js';

/** Is the number of open topics that one socket may have. */
export const MOST_TOPICS = 1000;

const ANSWER_LIMIT_MS = 5000;
const LONGEST_SHOWN = 100;

/** Subscribes clients to topics that they may see; a subscriber gets the current state at once. */
@Injectable()
export class Subscriptions {
  constructor(
    private readonly backtests: BacktestService,
    private readonly watcher: RunWatcher,
    private readonly system: SystemBroadcast,
    monitor: MonitorService,
  ) {
    monitor.gauge('topics', () => watcher.size + Math.min(system.size, 1));
  }

  /** Subscribes; throws `ws/topic-unknown`, `ws/too-many-topics`, `ws/import-not-found` or `backtest/not-found`. */
  async subscribe(connection: Connection, name: string): Promise<void> {
    const topic = known(name);
    if (!connection.topics.has(name) && connection.topics.size >= MOST_TOPICS) {
      throw new AppError(monitorErrors['ws/too-many-topics'], { values: { limit: MOST_TOPICS } });
    }
    if (topic.kind === 'run') return this.subscribeRun(connection, topic.name, topic.id);
    if (topic.kind === 'system') return this.subscribeSystem(connection, topic.name);
    throw new AppError(monitorErrors['ws/import-not-found'], { values: { id: topic.id } });
  }

  /** Unsubscribes, also from what was not subscribed; throws `ws/topic-unknown`. */
  unsubscribe(connection: Connection, name: string): void {
    known(name);
    connection.topics.get(name)?.end();
    connection.topics.delete(name);
    connection.send('unsubscribed', { topic: name });
  }

  private async subscribeRun(connection: Connection, topic: string, id: string): Promise<void> {
    const run = await within(ANSWER_LIMIT_MS, this.backtests.find(id, connection.actor));
    if (connection.isClosed) return;
    const before = connection.topics.get(topic);
    before?.end();
    connection.send('subscribed', { topic });
    // Who subscribes again gets the state again, but never one older than what it has.
    const subscription = new RunSubscription(topic, connection, (before?.lastSeq() ?? 0) - 1);
    if (subscription.deliver(run)) return subscription.endFinished();
    const end = () => this.watcher.unwatch(id, subscription);
    connection.topics.set(topic, { end, lastSeq: () => subscription.lastSeq });
    this.watcher.watch(id, subscription);
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
